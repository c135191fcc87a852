import type { ReportTable } from '@hadir/shared/api/reports';
import { bodySize, INNER_WIDTH, lineHeight, mm, PAGE, type PdfSheet } from './pdf-sheet.ts';
import { stateWords } from './state-words.ts';

const UPPER = 11;
const LOWER = 17;
export const HEAD_HEIGHT = UPPER + LOWER;

/** @param first whether this is the first page, which says everything; the others say it in one line. */
export function headingHeight(first: boolean): number {
  return first ? mm(17) : mm(6);
}

/** Draws what stands above the lines of a page. @returns where the lines begin. */
export function drawHead(sheet: PdfSheet, table: ReportTable, widths: readonly number[], first: boolean): number {
  const state = stateWords(table);
  if (state !== null && table.state.kind === 'provisional') drawWatermark(sheet, state.mark);
  const { doc } = sheet;
  doc.fillColor('#000000');
  const facts = table.facts.map(({ name, value }) => `${name}: ${value}`).join('   ');
  const style = { width: INNER_WIDTH, align: 'center', font: 'Helvetica-Bold' } as const;
  if (first) {
    sheet.line(table.region.toUpperCase(), PAGE.side, PAGE.top, { ...style, size: 10 });
    sheet.line(table.title, PAGE.side, PAGE.top + 13, { ...style, size: 12 });
    sheet.line(facts, PAGE.side, PAGE.top + 29, { ...style, size: 9, font: 'Helvetica' });
  } else sheet.line(`${table.title}   ${facts} (lanjutan)`, PAGE.side, PAGE.top, { ...style, size: 8, align: 'left' });
  if (state !== null) sheet.line(state.mark, PAGE.side, PAGE.top, { ...style, size: 9, align: 'right' });
  const y = PAGE.top + headingHeight(first);
  drawTitles(sheet, table, widths, y);
  return y + HEAD_HEIGHT;
}

function drawTitles(sheet: PdfSheet, { columns }: ReportTable, widths: readonly number[], y: number): void {
  const { doc } = sheet;
  const size = bodySize(columns) * 0.95;
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
