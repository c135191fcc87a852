import { CsvError, parse } from 'csv-parse/sync';
import { decodeText, findSeparator, withoutSeparatorLine } from './decode-text.ts';
import { isEmpty, MOST_COLUMNS, MOST_ROWS, type RawRow, type TableOutcome, TOO_MANY_ROWS } from './raw-table.ts';

/** Nobody types so much into one line; a quote that is never closed would swallow the file. */
const LONGEST_LINE = 50_000;

export function readCsv(bytes: Uint8Array): TableOutcome {
  const { text, separator } = withoutSeparatorLine(decodeText(bytes));
  if (text.includes('\0')) return { ok: false, problem: 'Berkas ini bukan tabel teks. Kirim berkas CSV atau XLSX.' };
  let records: string[][];
  try {
    records = parse(text, {
      bom: true,
      delimiter: separator ?? findSeparator(text),
      relax_column_count: true,
      relax_quotes: true,
      skip_empty_lines: false,
      max_record_size: LONGEST_LINE,
      // One more than allowed, so that too many are noticed without reading them all; the heading is one too.
      to: MOST_ROWS + 2,
    });
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    const line = typeof error.lines === 'number' ? ` di sekitar baris ${error.lines}` : '';
    const problem = `Berkas CSV ini tidak dapat dibaca${line}. Periksa tanda kutip yang tidak ditutup, atau simpan sebagai XLSX.`;
    return { ok: false, problem };
  }
  if (records.length > MOST_ROWS + 1) return { ok: false, problem: TOO_MANY_ROWS };
  const rows = records
    .map((cells, index): RawRow => ({ row: index + 1, cells: cells.slice(0, MOST_COLUMNS) }))
    .filter(({ cells }) => !cells.every(isEmpty));
  const tooWide = records.some(({ length }) => length > MOST_COLUMNS);
  return { ok: true, table: { rows, notes: tooWide ? [`Hanya ${MOST_COLUMNS} kolom pertama yang dibaca.`] : [] } };
}
