import type { ReportSignature, ReportTable } from '@hadir/shared/api/reports';
import { INNER_WIDTH, mm, PAGE, type PdfSheet } from './pdf-sheet.ts';

const SIZE = 6.5;
const LINE = 8;
const SIGNATURE_SIZE = 8;
const SIGNATURE_LINE = 10;
const SIGNATURE_WIDTH = mm(100);
/** For a hand's signature. */
const HAND = mm(16);
const GAP = 6;
const TO_FILL_IN = '……………………………………';

interface Signature {
  readonly above: readonly string[];
  readonly name: readonly string[];
  readonly below: readonly string[];
}

/** What follows the lines of a table, on as many lines as it takes. */
export interface Tail {
  readonly remarks: readonly string[];
  readonly signatures: readonly Signature[];
  /** Lines above the hands' signatures: all names stand on one height. */
  readonly above: number;
  readonly height: number;
}

export function layTail(sheet: PdfSheet, { letters, notes, signatures }: ReportTable): Tail {
  const legend = letters.map(({ letter, name }) => `${letter} = ${name}`).join('; ');
  const texts = legend === '' ? notes : [`Keterangan: ${legend}.`, ...notes];
  const remarks = texts.flatMap((text) => sheet.wrap(text, 'Helvetica', SIZE, INNER_WIDTH));
  const laid = signatures.map((signature) => laySignature(sheet, signature));
  const above = Math.max(0, ...laid.map((signature) => signature.above.length));
  const below = Math.max(0, ...laid.map((signature) => signature.name.length + signature.below.length));
  const signing = laid.length === 0 ? 0 : (above + below) * SIGNATURE_LINE + HAND;
  return { remarks, signatures: laid, above, height: remarks.length * LINE + signing + 2 * GAP };
}

function laySignature(sheet: PdfSheet, { above, name, rank, nip }: ReportSignature): Signature {
  const wrap = (text: string, font: 'Helvetica' | 'Helvetica-Bold') =>
    sheet.wrap(text, font, SIGNATURE_SIZE, SIGNATURE_WIDTH);
  return {
    above: above.flatMap((line) => wrap(line, 'Helvetica')),
    name: wrap(name ?? TO_FILL_IN, 'Helvetica-Bold'),
    below: [...(rank === null ? [] : wrap(rank, 'Helvetica')), `NIP ${nip ?? TO_FILL_IN}`],
  };
}

/** Draws the legend, the remarks and the signatures. */
export function drawTail(sheet: PdfSheet, { remarks, signatures, above }: Tail, top: number): void {
  let y = top + GAP;
  sheet.doc.fillColor('#000000');
  for (const line of remarks) {
    sheet.line(line, PAGE.side, y, { size: SIZE, width: INNER_WIDTH });
    y += LINE;
  }
  y += GAP;
  const step = signatures.length < 2 ? 0 : (INNER_WIDTH - SIGNATURE_WIDTH) / (signatures.length - 1);
  signatures.forEach((signature, index) => {
    const x = PAGE.side + (signatures.length === 1 ? INNER_WIDTH - SIGNATURE_WIDTH : index * step);
    const style = { size: SIGNATURE_SIZE, width: SIGNATURE_WIDTH, align: 'center' } as const;
    const write = (lines: readonly string[], from: number, font: 'Helvetica' | 'Helvetica-Bold') =>
      lines.forEach((line, number) => void sheet.line(line, x, from + number * SIGNATURE_LINE, { ...style, font }));
    write(signature.above, y, 'Helvetica');
    const below = y + above * SIGNATURE_LINE + HAND;
    write(signature.name, below, 'Helvetica-Bold');
    write(signature.below, below + signature.name.length * SIGNATURE_LINE, 'Helvetica');
  });
}
