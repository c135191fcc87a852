import { useFormat } from '../format/use-format.ts';

/** @returns how amounts of whole rupiah are written; negative ones with a real minus sign. */
export function useRupiah(): (amount: number) => string {
  const format = useFormat();
  return (amount) => `${amount < 0 ? '−' : ''}Rp${format.number(Math.abs(amount))}`;
}
