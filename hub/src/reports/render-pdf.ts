import { reportCellText } from '@hadir/shared/api/report-cell-text';
import type { ReportCell, ReportColumn, ReportLetter, ReportTable } from '@hadir/shared/api/reports';
import { drawHead, HEAD_HEIGHT, REPEATED_HEIGHT } from './pdf-head.ts';
import { bodyText, columnWidths, INNER_WIDTH, LOWEST, lineHeight, PAGE, PdfSheet } from './pdf-sheet.ts';
import { drawTail, layTail } from './pdf-tail.ts';
import { stateWords } from './state-words.ts';

/** Left and right of a cell's text. */
const ASIDE = 2;
/** So many lines of the table stand on the page of the signatures, or as many of them as fit. */
const WITH_SIGNATURES = 3;
/** For the lines of a page that is not the first. */
const ROOM = LOWEST - PAGE.top - REPEATED_HEIGHT - HEAD_HEIGHT;

const FIGURES: ReadonlySet<ReportColumn['kind']> = new Set(['whole', 'half', 'percent', 'money']);
/** So many lines are laid out before other work gets its turn. */
const AT_ONCE = 50;

const FILLS: Partial<Record<ReportLetter['tone'], string>> = { off: '#e9eeec', absent: '#f5dcdc', unknown: '#fbf0cf' };

interface Row {
  readonly cells: readonly (readonly string[])[];
  readonly height: number;
  readonly bold: boolean;
  /** How many lines of the person's cell are the name. */
  readonly nameLines: number;
}

/**
 * The table on F4 paper: its head on every page, the state of its figures too, and the signatures on a page with lines
 * of the table. Between pages other work gets its turn, so that a long report holds up nobody.
 */
export async function renderPdf(table: ReportTable): Promise<Buffer> {
  const sheet = new PdfSheet(
    `${table.title} ${table.facts.map(({ value }) => value).join(' ')}`,
    new Date(table.madeAt),
  );
  const done = collect(sheet.doc);
  const widths = columnWidths(table.columns);
  const rows: Row[] = [];
  for (const [index, cells] of table.rows.entries()) {
    if (index % AT_ONCE === AT_ONCE - 1) await nextTurn();
    rows.push(layRow(sheet, table, widths, cells, false));
  }
  const totals = table.totals === null ? null : layRow(sheet, table, widths, table.totals, true);
  const tones = new Map(table.letters.map(({ letter, tone }) => [letter, tone]));
  const tail = layTail(sheet, table);
  const after = (totals?.height ?? 0) + tail.height;
  const together = lastTogether(rows, after);

  let y = drawHead(sheet, table, widths, true);
  for (const [index, row] of rows.entries()) {
    const needed = index === rows.length - together.rows ? together.height : row.height;
    if (y + needed > LOWEST) y = await turnPage(sheet, table, widths);
    drawRow(sheet, table, widths, row, y, tones);
    y += row.height;
  }
  if (together.rows === 0 && y + after > LOWEST) y = await turnPage(sheet, table, widths);
  if (totals !== null) {
    drawRow(sheet, table, widths, totals, y, tones);
    y += totals.height;
  }
  drawTail(sheet, tail, y);
  drawFooters(sheet, table);
  sheet.doc.end();
  return done;
}

/** @returns how many of the last lines are kept with what follows them, and the height of all that. */
function lastTogether(rows: readonly Row[], after: number): { rows: number; height: number } {
  let height = after;
  let count = 0;
  while (count < Math.min(WITH_SIGNATURES, rows.length)) {
    const next = rows[rows.length - 1 - count]?.height ?? 0;
    if (height + next > ROOM) break;
    height += next;
    count += 1;
  }
  return { rows: count, height };
}

function nextTurn(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}

async function turnPage(sheet: PdfSheet, table: ReportTable, widths: readonly number[]): Promise<number> {
  await nextTurn();
  sheet.doc.addPage();
  return drawHead(sheet, table, widths, false);
}

function layRow(
  sheet: PdfSheet,
  table: ReportTable,
  widths: readonly number[],
  cells: readonly ReportCell[],
  bold: boolean,
): Row {
  const font = bold ? 'Helvetica-Bold' : 'Helvetica';
  const { columns } = table;
  const { size, padding } = bodyText(table);
  let nameLines = 0;
  const laid = columns.map((column, index) => {
    const text = reportCellText(column, cells[index] ?? null);
    const width = (widths[index] ?? 0) - 2 * ASIDE;
    if (column.lines.length === 0) return column.kind === 'text' ? sheet.wrap(text, font, size, width) : [text];
    const [name = '', nip, ...rest] = text.split('\n');
    const nameOnly = sheet.wrap(name, 'Helvetica-Bold', size, width);
    nameLines = nameOnly.length;
    return [...nameOnly, ...(nip === undefined ? [] : [nip, ...sheet.wrap(rest.join(' / '), font, size, width)])];
  });
  const lines = Math.max(1, ...laid.map((cell) => cell.length));
  return { cells: laid, height: lines * lineHeight(size) + 2 * padding, bold, nameLines };
}

type Tones = ReadonlyMap<string, ReportLetter['tone']>;

function drawRow(
  sheet: PdfSheet,
  table: ReportTable,
  widths: readonly number[],
  { cells, height, bold, nameLines }: Row,
  y: number,
  tones: Tones,
): void {
  const { doc } = sheet;
  const { columns } = table;
  const { size, padding: above } = bodyText(table);
  const step = lineHeight(size);
  let x: number = PAGE.side;
  cells.forEach((lines, index) => {
    const column = columns[index];
    const width = widths[index] ?? 0;
    const tone = column?.kind === 'letter' ? tones.get(lines[0] ?? '') : undefined;
    const fill = tone === undefined ? undefined : FILLS[tone];
    if (fill !== undefined) doc.rect(x, y, width, height).fill(fill);
    doc.fillColor('#000000');
    const left = column?.kind === 'text';
    const padding = left || column?.kind === 'money' ? ASIDE : 0.4;
    const top = y + (left ? above : (height - lines.length * step) / 2) + 0.6;
    lines.forEach((line, number) => {
      const named = bold || ((column?.lines.length ?? 0) > 0 && number < nameLines);
      sheet.line(line, x + padding, top + number * step, {
        font: named ? 'Helvetica-Bold' : 'Helvetica',
        size,
        width: width - 2 * padding,
        align: left ? 'left' : column?.kind === 'money' ? 'right' : 'center',
        isFigure: column !== undefined && FIGURES.has(column.kind),
      });
    });
    x += width;
  });
  drawLines(sheet, widths, y, height);
}

/** All lines around a row in one path. */
function drawLines({ doc }: PdfSheet, widths: readonly number[], y: number, height: number): void {
  let x: number = PAGE.side;
  doc.lineWidth(0.3).strokeColor('#7d8a86');
  doc.moveTo(x, y + height).lineTo(x + widths.reduce((sum, width) => sum + width, 0), y + height);
  for (const width of [0, ...widths]) {
    x += width;
    doc.moveTo(x, y).lineTo(x, y + height);
  }
  doc.stroke();
}

function drawFooters(sheet: PdfSheet, table: ReportTable): void {
  const { doc } = sheet;
  const { start, count } = doc.bufferedPageRange();
  const state = stateWords(table);
  for (let page = 0; page < count; page++) {
    doc.switchToPage(start + page);
    doc.fillColor('#444444');
    const y = PAGE.height - PAGE.bottom + 8;
    const at = (align: 'left' | 'center' | 'right') => ({ size: 6, width: INNER_WIDTH, align });
    sheet.line(`Dibuat ${table.madeAtWords}`, PAGE.side, y, at('left'));
    if (state !== null) sheet.line(state.sentence, PAGE.side, y, { ...at('center'), font: 'Helvetica-Bold' });
    sheet.line(`Halaman ${page + 1} dari ${count}`, PAGE.side, y, at('right'));
  }
}

function collect(doc: PDFKit.PDFDocument): Promise<Buffer> {
  const chunks: Buffer[] = [];
  return new Promise((resolve, reject) => {
    doc.on('data', (chunk: Buffer) => void chunks.push(chunk));
    doc.on('end', () => resolve(Buffer.concat(chunks)));
    doc.on('error', reject);
  });
}
