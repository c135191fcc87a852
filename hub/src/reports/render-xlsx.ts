import type { ReportCell, ReportColumn, ReportTable } from '@hadir/shared/api/reports';
import ExcelJS, { type Cell, type Worksheet } from 'exceljs';
import { stateWords } from './state-words.ts';

/** Folio of 8½ × 13 inches, which is what F4 is called there. */
const F4 = 14;
const MM_PER_CHARACTER = 1.9;
const BORDER = { style: 'thin', color: { argb: 'FF9AA8A3' } } as const;
const BORDERS = { top: BORDER, left: BORDER, bottom: BORDER, right: BORDER };
const HEAD_FILL = { type: 'pattern', pattern: 'solid', fgColor: { argb: 'FFE3F2EE' } } as const;

const formats: Record<ReportColumn['kind'], string | null> = {
  text: null,
  letter: null,
  whole: '#,##0',
  half: '#,##0.#',
  percent: '0.00##',
  money: '#,##0',
};

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
  for (const row of table.rows) writeRow(sheet, columns, row);
  if (table.totals !== null) writeTotals(sheet, table, first, headRow + table.rows.length);
  writeFoot(sheet, table);
  sheet.views = [{ state: 'frozen', xSplit: 2, ySplit: headRow }];
  sheet.pageSetup.printTitlesRow = `${headRow - 1}:${headRow}`;
  const state = stateWords(table);
  sheet.headerFooter.oddHeader = state === null ? '' : `&R&B${state.mark}`;
  sheet.headerFooter.oddFooter = `&L${escapeField(`Dibuat ${table.madeAtWords}`)}&RHalaman &P dari &N`;
  return Buffer.from(await book.xlsx.writeBuffer());
}

function sheetName({ title, facts }: ReportTable): string {
  const name = `${facts.at(-1)?.value ?? title}`.replace(/[\\/?*[\]:]/g, ' ').trim();
  return name.slice(0, 31) || 'Laporan';
}

function writeTitle(sheet: Worksheet, table: ReportTable): void {
  const line = (text: string, bold: boolean, size: number) => {
    const row = sheet.addRow([text]);
    row.font = { bold, size };
  };
  line(table.region, true, 11);
  line(table.title, true, 13);
  for (const { name, value } of table.facts) line(`${name}: ${value}`, false, 10);
  const state = stateWords(table);
  if (state !== null) line(state.sentence, true, 10);
  sheet.addRow([]);
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
      cell.font = { bold: true, size: 8 };
      cell.alignment = { horizontal: 'center', vertical: 'middle', wrapText: true };
      cell.fill = HEAD_FILL;
      cell.border = BORDERS;
    });
  return upper + 1;
}

function writeRow(sheet: Worksheet, columns: readonly ReportColumn[], cells: readonly ReportCell[]): void {
  const row = sheet.addRow(cells.map((cell, index) => excelValue((columns[index] as ReportColumn).kind, cell)));
  columns.forEach((column, index) => void dress(row.getCell(index + 1), column, false));
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
    dress(cell, column, true);
  });
}

function dress(cell: Cell, { kind }: ReportColumn, bold: boolean): void {
  cell.font = { size: 8, bold };
  cell.border = BORDERS;
  cell.alignment = {
    vertical: 'middle',
    wrapText: true,
    horizontal: kind === 'text' ? 'left' : kind === 'money' ? 'right' : 'center',
  };
  const format = formats[kind];
  if (format !== null) cell.numFmt = format;
}

function excelValue(kind: ReportColumn['kind'], cell: ReportCell): string | number | null {
  return kind === 'percent' && cell !== null ? Number(cell) : cell;
}

function writeFoot(sheet: Worksheet, { letters, notes, signatures, columns }: ReportTable): void {
  sheet.addRow([]);
  if (letters.length > 0)
    sheet.addRow([`Keterangan: ${letters.map(({ letter, name }) => `${letter} = ${name}`).join('; ')}.`]);
  for (const note of notes) sheet.addRow([note]);
  sheet.addRow([]);
  const places = signatures.map((_, index) => (index === 0 ? 2 : Math.max(3, columns.length - 12)));
  const lines = Math.max(0, ...signatures.map(({ above }) => above.length));
  const write = (texts: (string | null | undefined)[]) => {
    const row = sheet.addRow([]);
    texts.forEach((text, index) => {
      if (text) row.getCell(places[index] ?? 2).value = text;
    });
  };
  for (let line = 0; line < lines; line++) write(signatures.map(({ above }) => above[line]));
  for (let space = 0; space < 4; space++) sheet.addRow([]);
  write(signatures.map(({ name }) => name ?? '……………………………'));
  write(signatures.map(({ nip }) => `NIP ${nip ?? '……………………………'}`));
}

/** An ampersand begins a code in the header and footer of a sheet. */
function escapeField(text: string): string {
  return text.replaceAll('&', '&&');
}
