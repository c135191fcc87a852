import type { ReportColumn, ReportTable } from '@hadir/shared/api/reports';
import PDFDocument from 'pdfkit';
import { pdfText } from './pdf-text.ts';

const POINTS_PER_MM = 72 / 25.4;
export const mm = (millimetres: number): number => millimetres * POINTS_PER_MM;

/** F4 on its side, 330 × 215 mm, in points. */
export const PAGE = { width: mm(330), height: mm(215), side: mm(8), top: mm(8), bottom: mm(11) } as const;
export const INNER_WIDTH = PAGE.width - 2 * PAGE.side;
/** Below it stands the footer. */
export const LOWEST = PAGE.height - PAGE.bottom;

/** Of the wanted size. */
const SMALLEST = 0.75;

type Font = 'Helvetica' | 'Helvetica-Bold';

/** A PDF in the making, with text that is measured once: the same words come hundreds of times in a table. */
export class PdfSheet {
  readonly doc: PDFKit.PDFDocument;
  readonly #widths = new Map<string, number>();

  constructor(title: string, madeAt: Date) {
    this.doc = new PDFDocument({
      size: [PAGE.width, PAGE.height],
      margin: 0,
      bufferPages: true,
      info: { Title: pdfText(title), Producer: 'Hadir', Creator: 'Hadir', CreationDate: madeAt },
      lang: 'id-ID',
    });
  }

  width(text: string, font: Font, size: number): number {
    const key = `${font} ${text}`;
    let unit = this.#widths.get(key);
    if (unit === undefined) {
      unit = this.doc.font(font).fontSize(100).widthOfString(text) / 100;
      this.#widths.set(key, unit);
    }
    return unit * size;
  }

  /** One line: smaller where a little is missing, cut where more is; of a figure nothing is ever cut. */
  line(
    raw: string,
    x: number,
    y: number,
    { font = 'Helvetica', size: wanted, width, align = 'left', isFigure = false }: LineStyle,
  ): void {
    if (raw === '') return;
    const whole = pdfText(raw);
    const fitting = Math.min(1, width / this.width(whole, font, wanted));
    const size = wanted * (isFigure ? fitting : Math.max(SMALLEST, fitting));
    const text = isFigure ? whole : this.#fit(whole, font, size, width);
    const free = width - this.width(text, font, size);
    const left = align === 'left' ? x : x + (align === 'center' ? free / 2 : free);
    this.doc.font(font).fontSize(size).text(text, left, y, { lineBreak: false });
  }

  /** @returns the lines that a text takes in that width; a word that is too long is divided. */
  wrap(raw: string, font: Font, size: number, width: number): string[] {
    const lines: string[] = [];
    for (const paragraph of pdfText(raw.replaceAll('\n', '\u00a6')).split('\u00a6')) {
      let line = '';
      for (const word of paragraph.split(' ')) {
        const longer = line === '' ? word : `${line} ${word}`;
        if (this.width(longer, font, size) <= width) line = longer;
        else {
          if (line !== '') lines.push(line);
          line = this.#divide(word, font, size, width, lines);
        }
      }
      lines.push(line);
    }
    return lines;
  }

  /** @returns the end of a word whose beginnings became lines of their own. */
  #divide(word: string, font: Font, size: number, width: number, lines: string[]): string {
    let rest = word;
    while (rest.length > 1 && this.width(rest, font, size) > width) {
      let end = rest.length - 1;
      while (end > 1 && this.width(rest.slice(0, end), font, size) > width) end--;
      lines.push(rest.slice(0, end));
      rest = rest.slice(end);
    }
    return rest;
  }

  #fit(text: string, font: Font, size: number, width: number): string {
    if (this.width(text, font, size) <= width) return text;
    let end = text.length - 1;
    while (end > 1 && this.width(`${text.slice(0, end)}…`, font, size) > width) end--;
    return `${text.slice(0, end)}…`;
  }
}

interface LineStyle {
  readonly font?: Font;
  readonly size: number;
  readonly width: number;
  readonly align?: 'left' | 'center' | 'right';
  readonly isFigure?: boolean;
}

/**
 * The size of a table's letters and the room above and below them, in points: a month of 31 columns leaves no room for
 * more, and a person's month of 31 lines stays on one page with its signatures.
 */
export function bodyText({ columns, kind }: Pick<ReportTable, 'columns' | 'kind'>): { size: number; padding: number } {
  if (columns.length > 20) return { size: 5.6, padding: 2 };
  return kind === 'person-recap' ? { size: 6.2, padding: 1 } : { size: 7.2, padding: 2 };
}

export const lineHeight = (size: number): number => size * 1.18;

/** @returns the width of every column in points: the growing one takes what is left, and all shrink where it is too little. */
export function columnWidths(columns: readonly ReportColumn[]): number[] {
  const wanted = columns.map(({ width }) => mm(width));
  const sum = wanted.reduce((total, width) => total + width, 0);
  const left = INNER_WIDTH - sum;
  if (left < 0) return wanted.map((width) => (width * INNER_WIDTH) / sum);
  const growing = columns.findIndex(({ grows }) => grows);
  return wanted.map((width, index) => (index === growing ? width + left : width));
}
