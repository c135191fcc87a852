import type { ReportSignature, ReportTable } from '@hadir/shared/api/reports';
import type { Alignment, Font, Worksheet } from 'exceljs';
import { stateWords } from './state-words.ts';

const POINTS_PER_LINE = 1.35;
/** Of the sheet's width, for each signature. */
const SIGNATURE_SHARE = 0.3;
const ROWS_FOR_A_HAND = 4;
const TO_FILL_IN = '……………………………';

/** A line over columns of the sheet; a merged cell does not grow by itself, so that its height is worked out here. */
function writeAcross(
  sheet: Worksheet,
  row: number,
  [from, to]: readonly [number, number],
  text: string,
  { font, horizontal }: { font: Partial<Font> & { size: number }; horizontal: Alignment['horizontal'] },
): void {
  if (to > from) sheet.mergeCells(row, from, row, to);
  const cell = sheet.getCell(row, from);
  cell.value = text;
  cell.font = font;
  cell.alignment = { horizontal, vertical: 'top', wrapText: true };
  const characters = (widthOf(sheet, from, to) * 11) / font.size;
  const lines = Math.max(1, Math.ceil(text.length / characters));
  const height = lines * font.size * POINTS_PER_LINE;
  sheet.getRow(row).height = Math.max(sheet.getRow(row).height ?? 0, height);
}

/** In characters of the usual size. */
function widthOf(sheet: Worksheet, from: number, to: number): number {
  let width = 0;
  for (let column = from; column <= to; column++) width += sheet.getColumn(column).width ?? 8;
  return width;
}

/** Whose report it is, what it is about and whether it may still change, above the table. */
export function writeTitle(sheet: Worksheet, table: ReportTable): void {
  const { heading, title, facts, columns } = table;
  const state = stateWords(table);
  const write = (text: string, size: number, bold: boolean) =>
    writeAcross(sheet, sheet.rowCount + 1, [1, columns.length], text, { font: { size, bold }, horizontal: 'center' });
  write(heading.government.toUpperCase(), 11, true);
  write(heading.office.toUpperCase(), 12, true);
  if (heading.address !== null) write(heading.address, 8, false);
  write(title, 13, true);
  write(facts.map(({ name, value }) => `${name}: ${value}`).join('     '), 10, false);
  if (state !== null) write(state.sentence, 10, true);
  sheet.addRow([]);
}

/** Legend, remarks and signatures, below the table. */
export function writeFoot(sheet: Worksheet, { letters, notes, signatures, columns }: ReportTable): void {
  const legend = letters.map(({ letter, name }) => `${letter} = ${name}`).join('; ');
  sheet.addRow([]);
  for (const note of [...(legend === '' ? [] : [`Keterangan: ${legend}.`]), ...notes])
    writeAcross(sheet, sheet.rowCount + 1, [1, columns.length], note, { font: { size: 8 }, horizontal: 'left' });
  sheet.addRow([]);
  const first = sheet.rowCount + 1;
  const lines = Math.max(0, ...signatures.map(({ above }) => above.length));
  const places = placesOf(sheet, columns.length, signatures.length);
  signatures.forEach((signature, index) => {
    const place = places[index];
    if (place !== undefined) writeSignature(sheet, first, place, lines, signature);
  });
}

function writeSignature(
  sheet: Worksheet,
  first: number,
  place: readonly [number, number],
  lines: number,
  { above, name, rank, nip }: ReportSignature,
): void {
  const write = (row: number, text: string, bold: boolean) =>
    writeAcross(sheet, row, place, text, { font: { size: 10, bold }, horizontal: 'center' });
  for (const [line, text] of above.entries()) write(first + line, text, false);
  const below = [{ text: name ?? TO_FILL_IN, bold: true }];
  if (rank !== null) below.push({ text: rank, bold: false });
  below.push({ text: `NIP ${nip ?? TO_FILL_IN}`, bold: false });
  for (const [line, { text, bold }] of below.entries()) write(first + lines + ROWS_FOR_A_HAND + line, text, bold);
}

/** The first at the left edge of the sheet, the last at the right one. @returns first and last column of each. */
function placesOf(sheet: Worksheet, columns: number, count: number): [number, number][] {
  const share = widthOf(sheet, 1, columns) * SIGNATURE_SHARE;
  let left = 1;
  while (left < columns && widthOf(sheet, 1, left) < share) left++;
  let right = columns;
  while (right > left + 1 && widthOf(sheet, right, columns) < share) right--;
  return count < 2
    ? [[right, columns]]
    : [
        [1, left],
        [right, columns],
      ];
}
