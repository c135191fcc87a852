import type { ReportCell, ReportColumn } from '@hadir/shared/api/reports';
import { addPercents } from './count-days.ts';

/** @returns the last line of a table: sums under what is summed, "Jumlah" under the people. */
export function sumColumns(columns: readonly ReportColumn[], rows: readonly ReportCell[][]): ReportCell[] {
  return columns.map(({ kind, summed, key }, index) => {
    if (key === 'person') return 'Jumlah';
    if (!summed) return null;
    const cells = rows.map((row) => row[index] ?? null);
    if (kind === 'percent') return addPercents(cells.filter((cell) => typeof cell === 'string'));
    return cells.reduce<number>((sum, cell) => sum + (typeof cell === 'number' ? cell : 0), 0);
  });
}
