import type { ReportCell, ReportColumn, ReportTable } from '@hadir/shared/api/reports';
import { stringify } from 'csv-stringify/sync';
import { plainCell } from './plain-cell.ts';

/**
 * The table alone, for machines and spreadsheets of Indonesian settings: semicolons, decimal commas, a byte order mark.
 * What somebody typed is never a formula: such text gets an apostrophe before it.
 */
export function renderCsv({ columns, rows, totals }: ReportTable): string {
  const head = columns.flatMap((column) => (column.lines.length > 0 ? column.lines : [ownTitle(column, columns)]));
  const body = (totals === null ? rows : [...rows, totals]).map((row) =>
    row.flatMap((cell, index) => csvCells(columns[index] as ReportColumn, cell)),
  );
  const records = [head, ...body].map((record) => record.map(asPlainText));
  return stringify(records, { delimiter: ';', bom: true, record_delimiter: '\r\n' });
}

/** Where several columns have the same title, that of their group tells them apart. */
function ownTitle({ title, group, key }: ReportColumn, columns: readonly ReportColumn[]): string {
  const others = columns.some((other) => other.key !== key && other.title === title);
  return others && group !== null ? `${group}: ${title}` : title;
}

type Cell = string | { readonly number: string };

function csvCells({ kind, lines }: ReportColumn, cell: ReportCell): Cell[] {
  if (lines.length > 0) {
    const parts = String(cell ?? '').split('\n');
    return lines.map((_, index) => parts[index] ?? '');
  }
  if (cell === null) return [''];
  return kind === 'text' || kind === 'letter' ? [String(cell)] : [{ number: String(cell).replace('.', ',') }];
}

function asPlainText(cell: Cell): string {
  if (typeof cell !== 'string') return cell.number;
  return plainCell(cell);
}
