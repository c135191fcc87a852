import type { ReportTable } from '@hadir/shared/api/reports';
import { INNER_WIDTH, mm, PAGE, type PdfSheet } from './pdf-sheet.ts';

const SIZE = 6.5;
const LINE = 8;
const SIGNATURE_SIZE = 8;
const SIGNATURE_LINE = 10;
/** For a hand's signature. */
const HAND = mm(16);
const GAP = 6;

/** @returns the height of what follows the lines of a table. */
export function tailHeight(sheet: PdfSheet, table: ReportTable): number {
  return remarks(sheet, table).length * LINE + signatureHeight(table) + 2 * GAP;
}

/** Draws the legend, the remarks and the signatures. */
export function drawTail(sheet: PdfSheet, table: ReportTable, top: number): void {
  let y = top + GAP;
  sheet.doc.fillColor('#000000');
  for (const line of remarks(sheet, table)) {
    sheet.line(line, PAGE.side, y, { size: SIZE, width: INNER_WIDTH });
    y += LINE;
  }
  y += GAP;
  const { signatures } = table;
  const width = mm(90);
  const step = signatures.length < 2 ? 0 : (INNER_WIDTH - width) / (signatures.length - 1);
  const lines = Math.max(0, ...signatures.map(({ above }) => above.length));
  signatures.forEach(({ above, name, nip }, index) => {
    const x = signatures.length === 1 ? PAGE.side + INNER_WIDTH - width : PAGE.side + index * step;
    const style = { size: SIGNATURE_SIZE, width, align: 'center' } as const;
    above.forEach((line, number) => void sheet.line(line, x, y + number * SIGNATURE_LINE, style));
    const below = y + lines * SIGNATURE_LINE + HAND;
    sheet.line(name ?? '……………………………………', x, below, { ...style, font: 'Helvetica-Bold' });
    sheet.line(`NIP ${nip ?? '……………………………………'}`, x, below + SIGNATURE_LINE, style);
  });
}

function signatureHeight({ signatures }: ReportTable): number {
  if (signatures.length === 0) return 0;
  const lines = Math.max(...signatures.map(({ above }) => above.length));
  return (lines + 2) * SIGNATURE_LINE + HAND;
}

function remarks(sheet: PdfSheet, { letters, notes }: ReportTable): string[] {
  const legend = letters.map(({ letter, name }) => `${letter} = ${name}`).join('; ');
  const texts = legend === '' ? notes : [`Keterangan: ${legend}.`, ...notes];
  return texts.flatMap((text) => sheet.wrap(text, 'Helvetica', SIZE, INNER_WIDTH));
}
