import type { Readable } from 'node:stream';
import { type Entry, fromBufferPromise, type ZipFile } from 'yauzl';
import { MOST_ROWS, TOO_MANY_ROWS } from './raw-table.ts';

type Inspection = { readonly ok: true } | { readonly ok: false; readonly problem: string };

const MOST_FILES = 500;
const MOST_UNPACKED = 96 * 1_048_576;
const TOO_LARGE = {
  ok: false,
  problem:
    'Berkas ini terlalu besar setelah dibuka. Salin datanya saja (tanpa gambar dan format) ke templat yang baru.',
} as const;
const UNREADABLE = {
  ok: false,
  problem: 'Berkas XLSX ini rusak atau bukan XLSX. Buka dengan Excel atau LibreOffice, lalu simpan ulang sebagai XLSX.',
} as const;

/**
 * Unpacks a spreadsheet once, keeping none of it, before anything reads it: a small file may unpack to more than any
 * machine holds, and sizes that it states may be lies.
 */
export async function inspectArchive(bytes: Buffer): Promise<Inspection> {
  let zip: ZipFile;
  try {
    zip = await fromBufferPromise(bytes);
  } catch {
    return UNREADABLE;
  }
  if (zip.entryCount > MOST_FILES) return TOO_LARGE;
  let unpacked = 0;
  try {
    for await (const entry of zip.eachEntry()) {
      if (entry.fileName.endsWith('vbaProject.bin'))
        return { ok: false, problem: 'Berkas ini berisi makro. Simpan ulang sebagai XLSX biasa tanpa makro.' };
      const measured = await measure(zip, entry, MOST_UNPACKED - unpacked);
      if (measured === null) return TOO_LARGE;
      unpacked += measured.bytes;
      if (measured.rows > MOST_ROWS + 1) return { ok: false, problem: TOO_MANY_ROWS };
    }
  } catch {
    return UNREADABLE;
  }
  return { ok: true };
}

/** @returns null where the file is larger than what is left. */
async function measure(zip: ZipFile, entry: Entry, left: number): Promise<{ bytes: number; rows: number } | null> {
  if (entry.uncompressedSize > left) return null;
  const stream: Readable = await zip.openReadStreamPromise(entry);
  const isSheet = /^xl\/worksheets\/[^/]+\.xml$/.test(entry.fileName);
  let bytes = 0;
  let rows = 0;
  let tail = '';
  for await (const chunk of stream as AsyncIterable<Buffer>) {
    bytes += chunk.length;
    if (bytes > left) {
      stream.destroy();
      return null;
    }
    if (!isSheet) continue;
    const text = tail + chunk.toString('latin1');
    rows += text.split('<row ').length - 1;
    if (rows > MOST_ROWS + 1) {
      stream.destroy();
      return { bytes, rows };
    }
    tail = text.slice(-4);
  }
  return { bytes, rows };
}
