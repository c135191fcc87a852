import type { TableOutcome } from './raw-table.ts';
import { readCsv } from './read-csv.ts';

const ZIP = Buffer.from('PK\x03\x04');
/** What Excel wrote before 2007, and what it writes still where a password is set. */
const OLE = Buffer.from('d0cf11e0a1b11ae1', 'hex');

/** Whether the file is an archive, as XLSX files are. */
export function isArchive(file: Buffer): boolean {
  return file.subarray(0, 4).equals(ZIP);
}

/** Reads a table of whatever kind the first bytes say. */
export async function readBytes(file: Buffer): Promise<TableOutcome> {
  if (file.length === 0) return { ok: false, problem: 'Berkas ini kosong.' };
  // The spreadsheet library takes 30 MB: it is loaded when a spreadsheet comes.
  if (isArchive(file)) return (await import('./read-xlsx.ts')).readXlsx(file);
  if (file.subarray(0, 8).equals(OLE))
    return {
      ok: false,
      problem: 'Berkas ini XLS lama atau XLSX yang dikunci kata sandi. Simpan ulang sebagai XLSX tanpa kata sandi.',
    };
  if (file.subarray(0, 5).toString('latin1') === '%PDF-')
    return { ok: false, problem: 'Berkas ini PDF. Kirim tabelnya sebagai CSV atau XLSX.' };
  return readCsv(file);
}
