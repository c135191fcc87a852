import type { OpenReason, TppResult } from '../rules/tpp/tpp-result.ts';

type Open = { readonly day: string | null; readonly why: OpenReason };

/** @returns what is open in a figure and was not accepted with the one that is settled. */
export function newlyOpen({ open }: TppResult, settled: TppResult | null): Open[] {
  const accepted = new Set(settled?.open.map(({ day, why }) => `${day} ${why}`));
  return open.filter(({ day, why }) => !accepted.has(`${day} ${why}`));
}
