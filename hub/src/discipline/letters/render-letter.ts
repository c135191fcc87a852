import PDFDocument from 'pdfkit';
import type { LetterContent } from './compose-letter.ts';

/** F4 (215 × 330 mm) in points, as offices print letters. */
const F4: [number, number] = [609.45, 935.43];
const MARGIN = 64;
const [REGULAR, BOLD] = ['Times-Roman', 'Times-Bold'];

/**
 * Lays a letter out on F4. The standard fonts hold every letter of Bahasa Indonesia.
 * @param draft marks every page as one that was not sent @returns the PDF's bytes.
 */
export async function renderLetter(letter: LetterContent, madeAt: Date, draft = false): Promise<Buffer> {
  const document = new PDFDocument({
    size: F4,
    margin: MARGIN,
    info: { Title: `${letter.about} ${letter.number}`, CreationDate: madeAt },
  });
  const chunks: Buffer[] = [];
  document.on('data', (chunk: Buffer) => chunks.push(chunk));
  const ended = new Promise<void>((resolve, reject) => {
    document.on('end', resolve);
    document.on('error', reject);
  });
  if (draft) {
    document.on('pageAdded', () => drawMark(document));
    drawMark(document);
  }
  drawHead(document, letter);
  drawReferences(document, letter);
  drawBody(document, letter);
  drawSignature(document, letter);
  drawCopies(document, letter);
  document.end();
  await ended;
  return Buffer.concat(chunks);
}

type Pdf = InstanceType<typeof PDFDocument>;

function drawMark(pdf: Pdf): void {
  const { width, height } = pdf.page;
  const { x, y } = pdf;
  pdf.save().rotate(-35, { origin: [width / 2, height / 2] });
  pdf.font(BOLD).fontSize(84).fillColor('#000000', 0.07);
  pdf.text('PRATINJAU', 0, height / 2 - 42, { width, align: 'center', lineBreak: false });
  pdf.restore().font(REGULAR).fontSize(11.5).fillColor('#000000', 1);
  [pdf.x, pdf.y] = [x, y];
}

function drawHead(pdf: Pdf, { heading: { government, office, address, contact } }: LetterContent): void {
  pdf.font(BOLD).fontSize(13).text(government.toUpperCase(), { align: 'center' });
  pdf.fontSize(15).text(office.toUpperCase(), { align: 'center' });
  pdf.font(REGULAR).fontSize(10);
  for (const line of [address, contact]) if (line !== '') pdf.text(line, { align: 'center' });
  pdf.moveDown(0.4);
  const right = pdf.page.width - MARGIN;
  pdf.moveTo(MARGIN, pdf.y).lineTo(right, pdf.y).lineWidth(2).stroke();
  pdf
    .moveTo(MARGIN, pdf.y + 3)
    .lineTo(right, pdf.y + 3)
    .lineWidth(0.6)
    .stroke();
  pdf.moveDown(1.2);
}

function drawReferences(pdf: Pdf, { number, nature, enclosure, about, date, to }: LetterContent): void {
  pdf.font(REGULAR).fontSize(11.5).text(date, { align: 'right' });
  const rows = [
    ['Nomor', number],
    ['Sifat', nature],
    ['Lampiran', enclosure],
    ['Hal', about],
  ] as const;
  for (const [label, value] of rows) {
    const top = pdf.y;
    pdf.text(label, MARGIN, top, { width: 60 });
    pdf.text(`: ${value}`, MARGIN + 62, top);
  }
  pdf.moveDown(1);
  pdf.text('Yth.', MARGIN);
  for (const line of to) pdf.text(line, MARGIN + 24);
  pdf.text('di tempat', MARGIN + 24);
  pdf.moveDown(1);
}

function drawBody(pdf: Pdf, { paragraphs, days, basis, deadline }: LetterContent): void {
  const width = pdf.page.width - 2 * MARGIN;
  for (const paragraph of paragraphs) {
    pdf.text(paragraph, MARGIN, pdf.y, { width, align: 'justify', indent: 28, lineGap: 2 });
    pdf.moveDown(0.6);
  }
  if (days.length > 0) {
    pdf.text('Hari yang dimaksud:', MARGIN);
    for (const [index, day] of days.entries()) pdf.text(`${index + 1}. ${day}`, MARGIN + 18);
    pdf.moveDown(0.6);
  }
  if (basis.length > 0) {
    pdf.text('Dasar:', MARGIN);
    for (const [index, clause] of basis.entries())
      pdf.text(`${index + 1}. ${clause}`, MARGIN + 18, pdf.y, { width: width - 18 });
    pdf.moveDown(0.6);
  }
  if (deadline !== null) {
    pdf.font(BOLD).text(`Batas waktu: ${deadline}.`, MARGIN);
    pdf.font(REGULAR).moveDown(0.6);
  }
  pdf.text('Demikian untuk menjadi perhatian dan dilaksanakan.', MARGIN, pdf.y, { width, indent: 28 });
  pdf.moveDown(1.6);
}

/** Kept on one page: a signature alone on the next sheet could be put under another letter. */
const SIGNATURE_HEIGHT = 130;

function drawSignature(pdf: Pdf, { signatory }: LetterContent): void {
  if (pdf.y + SIGNATURE_HEIGHT > pdf.page.height - MARGIN) pdf.addPage();
  const left = pdf.page.width / 2 + 10;
  const width = pdf.page.width - MARGIN - left;
  const { position, name, rank = '', nip } = signatory;
  pdf.font(REGULAR).fontSize(11.5).text(`${position},`, left, pdf.y, { width });
  pdf.moveDown(4);
  pdf.font(BOLD).text(name, left, pdf.y, { width, underline: true });
  pdf.font(REGULAR);
  if (rank !== '') pdf.text(rank, left, pdf.y, { width });
  if (nip !== '') pdf.text(`NIP ${nip}`, left, pdf.y, { width });
}

function drawCopies(pdf: Pdf, { copies }: LetterContent): void {
  if (copies.length === 0) return;
  pdf.moveDown(1.5);
  const width = pdf.page.width - 2 * MARGIN;
  pdf.fontSize(10).text('Tembusan:', MARGIN, pdf.y, { width });
  for (const [index, copy] of copies.entries()) pdf.text(`${index + 1}. ${copy}`, MARGIN, pdf.y, { width });
}
