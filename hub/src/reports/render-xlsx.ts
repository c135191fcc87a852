import type { ReportCell, ReportColumn, ReportLetter, ReportTable } from '@hadir/shared/api/reports';
import ExcelJS, { type Fill, type Style, type Worksheet } from 'exceljs';
import { stateWords } from './state-words.ts';
import { writeFoot, writeTitle } from './xlsx-margins.ts';

/** Folio of 8½ × 13 inches, which is what F4 is called there. */
const F4 = 14;
const MM_PER_CHARACTER = 1.9;
const BORDER = { style: 'thin', color: { argb: 'FF9AA8A3' } } as const;
const BORDERS = { top: BORDER, left: BORDER, bottom: BORDER, right: BORDER };
const HEAD_STYLE: Partial<Style> = {
  font: { bold: true, size: 8 },
  alignment: { horizontal: 'center', vertical: 'middle', wrapText: true },
  fill: solid('FFE3F2EE'),
  border: BORDERS,
};
/** As on paper. */
const FILLS: Partial<Record<ReportLetter['tone'], Fill>> = {
  off: solid('FFE9EEEC'),
  absent: solid('FFF5DCDC'),
  unknown: solid('FFFBF0CF'),
};
/** So many lines are written before other work gets its turn. */
const AT_ONCE = 100;

const formats: Partial<Record<ReportColumn['kind'], string>> = { whole: '#,##0', money: '#,##0' };

/** The table as a spreadsheet: sums are formulas over the lines above, the head repeats on every printed page. */
export async function renderXlsx(table: ReportTable): Promise<Buffer> {
  const book = new ExcelJS.Workbook();
  book.creator = 'Hadir';
  book.created = new Date(table.madeAt);
  const { columns } = table;
  const sheet = book.addWorksheet(sheetName(table), {
    pageSetup: {
      // The type knows only some of the sizes that the format has.
      paperSize: F4 as unknown as ExcelJS.PaperSize,
      orientation: 'landscape',
      fitToPage: true,
      fitToWidth: 1,
      fitToHeight: 0,
      margins: { left: 0.3, right: 0.3, top: 0.5, bottom: 0.5, header: 0.2, footer: 0.2 },
    },
  });
  columns.forEach(({ width, grows }, index) => {
    sheet.getColumn(index + 1).width = Math.max(3, (grows ? Math.max(width, 40) : width) / MM_PER_CHARACTER);
  });
  writeTitle(sheet, table);
  const headRow = writeHead(sheet, columns);
  const first = headRow + 1;
  await writeRows(sheet, table);
  if (table.totals !== null) writeTotals(sheet, table, first, headRow + table.rows.length);
  writeFoot(sheet, table);
  sheet.views = [{ state: 'frozen', xSplit: 2, ySplit: headRow }];
  sheet.pageSetup.printTitlesRow = `${headRow - 1}:${headRow}`;
  const state = stateWords(table);
  sheet.headerFooter.oddHeader = state === null ? '' : `&R&B${state.mark}`;
  sheet.headerFooter.oddFooter = `&L${escapeField(`Dibuat ${table.madeAtWords}`)}&RHalaman &P dari &N`;
  return Buffer.from(await book.xlsx.writeBuffer());
}

function solid(argb: string): Fill {
  return { type: 'pattern', pattern: 'solid', fgColor: { argb } };
}

/** The time that it is about: an office's name may be longer than a sheet's. */
function sheetName({ kind, facts }: ReportTable): string {
  const time = facts.find(({ name }) => name === 'Bulan' || name === 'Hari')?.value ?? kind;
  return time
    .replace(/[\\/?*[\]:']/g, ' ')
    .trim()
    .slice(0, 31);
}

/** Two lines: groups above, titles below; a title without a group takes both. @returns the number of the lower one. */
function writeHead(sheet: Worksheet, columns: readonly ReportColumn[]): number {
  const upper = sheet.addRow(columns.map(({ group, title }) => group ?? title)).number;
  sheet.addRow(columns.map(({ title }) => title));
  let start = 0;
  while (start < columns.length) {
    const group = columns[start]?.group ?? null;
    let end = start;
    while (group !== null && columns[end + 1]?.group === group) end++;
    if (group === null) sheet.mergeCells(upper, start + 1, upper + 1, start + 1);
    else if (end > start) sheet.mergeCells(upper, start + 1, upper, end + 1);
    start = end + 1;
  }
  for (const number of [upper, upper + 1])
    sheet.getRow(number).eachCell((cell) => {
      cell.style = HEAD_STYLE;
    });
  return upper + 1;
}

async function writeRows(sheet: Worksheet, { columns, rows, letters }: ReportTable): Promise<void> {
  const styles = columns.map(({ kind }) => bodyStyle(kind, false, undefined));
  const toned = new Map(letters.map(({ letter, tone }) => [letter, bodyStyle('letter', false, FILLS[tone])]));
  for (const [number, cells] of rows.entries()) {
    if (number % AT_ONCE === AT_ONCE - 1) await new Promise((resolve) => setImmediate(resolve));
    const row = sheet.addRow(cells.map((cell, index) => excelValue((columns[index] as ReportColumn).kind, cell)));
    columns.forEach(({ kind }, index) => {
      const tone = kind === 'letter' ? toned.get(String(cells[index])) : undefined;
      row.getCell(index + 1).style = tone ?? styles[index] ?? {};
    });
  }
}

function writeTotals(sheet: Worksheet, { columns, totals }: ReportTable, first: number, last: number): void {
  const row = sheet.addRow([]);
  columns.forEach((column, index) => {
    const cell = row.getCell(index + 1);
    const total = totals?.[index] ?? null;
    const letter = sheet.getColumn(index + 1).letter;
    const result = excelValue(column.kind, total);
    cell.value =
      column.summed && last >= first
        ? { formula: `SUM(${letter}${first}:${letter}${last})`, result: Number(result ?? 0), date1904: false }
        : result;
    cell.style = bodyStyle(column.kind, true, undefined);
  });
}

/** One value for many cells: the library finds the style of a value that it has seen at once. */
function bodyStyle(kind: ReportColumn['kind'], bold: boolean, fill: Fill | undefined): Partial<Style> {
  const numFmt = formats[kind];
  return {
    font: { size: 8, bold },
    border: BORDERS,
    alignment: {
      vertical: 'middle',
      wrapText: true,
      horizontal: kind === 'text' ? 'left' : kind === 'money' ? 'right' : 'center',
    },
    ...(numFmt !== undefined && { numFmt }),
    ...(fill !== undefined && { fill }),
  };
}

function excelValue(kind: ReportColumn['kind'], cell: ReportCell): string | number | null {
  return kind === 'percent' && cell !== null ? Number(cell) : cell;
}

/** An ampersand begins a code in the header and footer of a sheet. */
function escapeField(text: string): string {
  return text.replaceAll('&', '&&');
}
