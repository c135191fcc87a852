import type { ReportTable } from '@hadir/shared/api/reports';
import { bodyText, INNER_WIDTH, lineHeight, mm, PAGE, type PdfSheet } from './pdf-sheet.ts';
import { stateWords } from './state-words.ts';

const UPPER = 11;
const LOWER = 17;
export const HEAD_HEIGHT = UPPER + LOWER;
/** Of the one line that the pages after the first have above their head. */
export const REPEATED_HEIGHT = mm(6);
/** For the state of the figures, in the corner. */
const MARK_WIDTH = mm(70);
const GAP = 5;

/** Draws what stands above the lines of a page. @returns where the lines begin. */
export function drawHead(sheet: PdfSheet, table: ReportTable, widths: readonly number[], first: boolean): number {
  const state = stateWords(table);
  if (state !== null && table.state.kind === 'provisional') drawWatermark(sheet, state.mark);
  sheet.doc.fillColor('#000000');
  if (state !== null)
    sheet.line(state.mark, PAGE.side + INNER_WIDTH - MARK_WIDTH, PAGE.top, {
      font: 'Helvetica-Bold',
      size: 9,
      width: MARK_WIDTH,
      align: 'right',
    });
  const y = first ? drawHeading(sheet, table) : drawRepeated(sheet, table);
  drawTitles(sheet, table, widths, y);
  return y + HEAD_HEIGHT;
}

/** Whose report it is and what it says: all of it, on as many lines as it takes. */
function drawHeading(sheet: PdfSheet, table: ReportTable): number {
  const { government, office, address } = table.heading;
  let y: number = PAGE.top;
  const write = (text: string, font: 'Helvetica' | 'Helvetica-Bold', size: number, aside = 0) => {
    const width = INNER_WIDTH - 2 * aside;
    for (const line of sheet.wrap(text, font, size, width)) {
      sheet.line(line, PAGE.side + aside, y, { font, size, width, align: 'center' });
      y += lineHeight(size);
    }
  };
  write(government.toUpperCase(), 'Helvetica-Bold', 9, MARK_WIDTH);
  write(office.toUpperCase(), 'Helvetica-Bold', 10, MARK_WIDTH);
  if (address !== null) write(address, 'Helvetica', 7);
  y += GAP;
  write(table.title, 'Helvetica-Bold', 11);
  write(factsOf(table), 'Helvetica', 8.5);
  return y + GAP;
}

function drawRepeated(sheet: PdfSheet, table: ReportTable): number {
  const style = { font: 'Helvetica-Bold', size: 8, width: INNER_WIDTH - MARK_WIDTH } as const;
  sheet.line(`${table.title} (lanjutan)   ${factsOf(table)}`, PAGE.side, PAGE.top, style);
  return PAGE.top + REPEATED_HEIGHT;
}

function factsOf({ facts }: ReportTable): string {
  return facts.map(({ name, value }) => `${name}: ${value}`).join('   ');
}

function drawTitles(sheet: PdfSheet, table: ReportTable, widths: readonly number[], y: number): void {
  const { doc } = sheet;
  const { columns } = table;
  const size = bodyText(table).size * 0.95;
  const bold = (width: number) => ({ font: 'Helvetica-Bold', size, width, align: 'center' }) as const;
  const whole = widths.reduce((sum, width) => sum + width, 0);
  doc.rect(PAGE.side, y, whole, HEAD_HEIGHT).fill('#e3f2ee');
  doc.fillColor('#000000').lineWidth(0.4).strokeColor('#5c6b66');
  let x: number = PAGE.side;
  let group: { title: string; from: number } | null = null;
  const closeGroup = (to: number): void => {
    if (group === null) return;
    doc.rect(group.from, y, to - group.from, UPPER).stroke();
    sheet.line(group.title, group.from + 0.5, y + 3, bold(to - group.from - 1));
    group = null;
  };
  columns.forEach((column, index) => {
    const width = widths[index] ?? 0;
    const above: { title: string; from: number } | null = group;
    if (above !== null && (above as { title: string }).title !== column.group) closeGroup(x);
    if (column.group !== null && group === null) group = { title: column.group, from: x };
    const top = column.group === null ? y : y + UPPER;
    const height = column.group === null ? HEAD_HEIGHT : LOWER;
    doc.rect(x, top, width, height).stroke();
    const lines = sheet.wrap(column.title, 'Helvetica-Bold', size, width - 1);
    const middle = top + (height - lines.length * lineHeight(size)) / 2 + 0.6;
    lines.forEach(
      (line, number) => void sheet.line(line, x + 0.5, middle + number * lineHeight(size), bold(width - 1)),
    );
    x += width;
  });
  closeGroup(x);
}

function drawWatermark({ doc }: PdfSheet, mark: string): void {
  doc.save();
  doc.rotate(-25, { origin: [PAGE.width / 2, PAGE.height / 2] });
  doc.font('Helvetica-Bold').fontSize(110).fillColor('#000000', 0.05);
  doc.text(mark, 0, PAGE.height / 2 - 55, { width: PAGE.width, align: 'center', lineBreak: false });
  doc.restore();
  doc.fillColor('#000000', 1);
}
