import type { SheetSummary } from '@hadir/shared/api/tpp';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../format/use-format.ts';
import styles from './tpp.module.css';
import { useRupiah } from './use-rupiah.ts';

/** What the month comes to in all the offices of the list, and how many of them are settled. */
export function SheetSums({ sheets }: { sheets: readonly SheetSummary[] }) {
  const { t } = useTranslation();
  const format = useFormat();
  const rupiah = useRupiah();
  const count = (is: (sheet: SheetSummary) => boolean) => format.number(sheets.filter(is).length);
  const total = sheets.reduce((sum, sheet) => sum + (sheet.total ?? 0) + sheet.corrected, 0);
  const sums = [
    {
      label: t('tpp.sums.frozen'),
      value: `${count(({ state }) => state === 'frozen')} / ${format.number(sheets.length)}`,
    },
    { label: t('tpp.sums.ready'), value: count(({ state, incomplete }) => state === 'open' && incomplete === 0) },
    { label: t('tpp.sums.incomplete'), value: count(({ incomplete }) => (incomplete ?? 0) > 0) },
    { label: t('tpp.sums.total'), value: rupiah(total) },
  ];
  return (
    <dl className={styles.sums} style={{ marginBottom: 16 }} data-testid="sheet-sums">
      {sums.map(({ label, value }) => (
        <div key={label}>
          <dt>{label}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}
