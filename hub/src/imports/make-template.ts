import ExcelJS from 'exceljs';
import type { ImportSpec } from './import-spec.ts';
import { DATA_SHEET, HELP_SHEET } from './read-xlsx.ts';

const HEAD = { type: 'pattern', pattern: 'solid', fgColor: { argb: 'FFE3F2EE' } } as const;

/** An empty table with the right headings, and a second sheet that explains them with examples. */
export async function makeTemplate({ title, columns, legend }: ImportSpec): Promise<Buffer> {
  const book = new ExcelJS.Workbook();
  book.creator = 'Hadir';
  const data = book.addWorksheet(DATA_SHEET, { views: [{ state: 'frozen', ySplit: 1 }] });
  data.columns = columns.map(({ title: header, required }) => ({
    header: required ? `${header} *` : header,
    width: Math.max(16, header.length + 4),
    // Text everywhere: spreadsheets would round a NIP and turn dates about.
    style: { numFmt: '@' },
  }));
  data.getRow(1).eachCell((cell) => {
    cell.font = { bold: true };
    cell.fill = HEAD;
  });
  const help = book.addWorksheet(HELP_SHEET);
  help.columns = [{ width: 22 }, { width: 10 }, { width: 60 }, { width: 30 }, { width: 30 }];
  help.addRow([`Impor ${title}`]).font = { bold: true, size: 14 };
  for (const line of legend) help.addRow([line]);
  help.addRow(['Isi data pada lembar "Data", satu baris di bawah judul. Contoh di bawah ini tidak ikut dibaca.']);
  help.addRow([]);
  const head = help.addRow(['Kolom', 'Wajib', 'Isi', 'Contoh 1', 'Contoh 2']);
  head.eachCell((cell) => {
    cell.font = { bold: true };
    cell.fill = HEAD;
  });
  for (const { title: name, required, help: text, examples } of columns)
    help.addRow([name, required ? 'ya' : 'tidak', text, ...examples]);
  return Buffer.from(await book.xlsx.writeBuffer());
}
