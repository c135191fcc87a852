import { inflateSync } from 'node:zlib';

/** @returns the text of a PDF that was written with standard fonts, in the order in which it was drawn. */
export function pdfText(pdf: Buffer): string {
  const raw = pdf.toString('latin1');
  const texts: string[] = [];
  for (const { index } of raw.matchAll(/stream\r?\n/g)) {
    const start = index + (raw[index + 6] === '\r' ? 8 : 7);
    const end = raw.indexOf('endstream', start);
    try {
      texts.push(drawnText(inflateSync(pdf.subarray(start, end)).toString('latin1')));
    } catch {
      // A stream that is not deflated is a font or a picture, and holds no text.
    }
  }
  return texts.join('\n').replace(/[ \t]+/g, ' ');
}

function drawnText(content: string): string {
  return [...content.matchAll(/\[([^\]]*)\] TJ/g)]
    .map(([, parts = '']) =>
      [...parts.matchAll(/<([0-9a-f]*)>/gi)].map(([, hex = '']) => Buffer.from(hex, 'hex').toString('latin1')).join(''),
    )
    .join(' ');
}
