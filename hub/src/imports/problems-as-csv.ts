import type { ImportProblem } from '@hadir/shared/api/imports';
import { stringify } from 'csv-stringify/sync';
import { plainCell } from '../reports/plain-cell.ts';

const HEADING = ['Baris', 'Kolom', 'Isi', 'Apa yang harus dilakukan'];

/** A table for spreadsheets of Indonesian settings; what somebody typed into the file is no formula in it. */
export function problemsAsCsv(problems: readonly ImportProblem[]): string {
  const rows = problems.map(({ row, column, value, message }) => [
    String(row),
    ...[column, value, message].map(asText),
  ]);
  return stringify([HEADING, ...rows], { delimiter: ';', bom: true, record_delimiter: '\r\n' });
}

function asText(text: string | null): string {
  return plainCell(text ?? '');
}
