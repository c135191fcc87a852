import ExcelJS, { type Cell, type Worksheet } from 'exceljs';
import { inspectArchive } from './inspect-archive.ts';
import { isEmpty, MOST_COLUMNS, type RawCell, type RawRow, type TableOutcome } from './raw-table.ts';

/** The sheets that templates have; of other files the first that is not hidden is read. */
export const DATA_SHEET = 'Data';
export const HELP_SHEET = 'Petunjuk';

export async function readXlsx(bytes: Buffer): Promise<TableOutcome> {
  const inspected = await inspectArchive(bytes);
  if (!inspected.ok) return inspected;
  const book = new ExcelJS.Workbook();
  try {
    await book.xlsx.load(bytes as unknown as ExcelJS.Buffer, {
      ignoreNodes: ['dataValidations', 'conditionalFormatting', 'drawing', 'picture', 'hyperlinks', 'tableParts'],
    });
  } catch {
    return {
      ok: false,
      problem: 'Lembar kerja ini tidak dapat dibaca. Salin datanya ke templat yang baru, lalu kirim lagi.',
    };
  }
  const sheet =
    book.worksheets.find(({ name }) => name.toLowerCase() === DATA_SHEET.toLowerCase()) ??
    book.worksheets.find(({ state }) => state === 'visible') ??
    book.worksheets[0];
  if (sheet === undefined) return { ok: false, problem: 'Berkas ini tidak berisi lembar kerja.' };
  return { ok: true, table: { rows: readRows(sheet), notes: notesOn(sheet, book.worksheets) } };
}

/** What lies beside the table that was read. */
function notesOn(sheet: Worksheet, all: readonly Worksheet[]): string[] {
  const others = all.filter((each) => each !== sheet && each.name !== HELP_SHEET && each.actualRowCount > 0);
  const names = others.map(({ name }) => `"${name}"`).join(', ');
  return [
    ...(others.length > 0 ? [`Hanya lembar "${sheet.name}" yang dibaca; lembar ${names} tidak dibaca.`] : []),
    ...(sheet.columnCount > MOST_COLUMNS ? [`Hanya ${MOST_COLUMNS} kolom pertama yang dibaca.`] : []),
  ];
}

function readRows(sheet: Worksheet): RawRow[] {
  const rows: RawRow[] = [];
  const width = Math.min(sheet.columnCount, MOST_COLUMNS);
  sheet.eachRow((row, number) => {
    const cells = Array.from({ length: width }, (_, index) => readCell(row.getCell(index + 1)));
    if (!cells.every(isEmpty)) rows.push({ row: number, cells });
  });
  return rows;
}

function readCell(cell: Cell): RawCell {
  if (cell.isMerged) {
    const { master } = cell;
    return { kind: 'merged', text: master.col === cell.col && master.value !== null ? String(master.text) : null };
  }
  const { value } = cell;
  if (value === null || value === undefined) return null;
  if (typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean') return value;
  if (value instanceof Date) return { kind: 'date', day: value.toISOString().slice(0, 10) };
  if ('formula' in value || 'sharedFormula' in value) return { kind: 'formula' };
  if ('richText' in value) return value.richText.map(({ text }) => text).join('');
  if ('text' in value) return typeof value.text === 'string' ? value.text : String(cell.text);
  return { kind: 'error' };
}
