import { CsvError, type Info, parse } from 'csv-parse/sync';

export interface ListedPhoto {
  /** In the list, its header being 1. */
  readonly row: number;
  readonly nip: string;
  readonly file: string;
}

export type ListOutcome =
  | { readonly kind: 'read'; readonly lines: readonly ListedPhoto[] }
  /** In the reader's language, naming the row where it is one. */
  | { readonly kind: 'refused'; readonly problem: string };

/** Lines of one list, at most: larger offices send several. */
export const MOST_LINES = 5_000;
const MOST_LINE_CHARACTERS = 2_000;
const NIP_NAMES = ['nip'];
const FILE_NAMES = ['file', 'berkas', 'foto', 'photo', 'nama_berkas', 'nama berkas', 'nama file'];

/** Reads the list of who is on which photo: CSV in UTF-8 with a header, separated by comma, semicolon or tab. */
export function parseImportList(bytes: Uint8Array): ListOutcome {
  const text = decode(bytes);
  if (text.kind === 'refused') return text;
  const header = text.text.split(/\r?\n/, 1)[0] ?? '';
  const delimiter = [';', '\t', ','].find((symbol) => header.includes(symbol)) ?? ',';
  let records: readonly { info: Info; record: string[] }[];
  try {
    records = parse(text.text, {
      ...{ bom: true, delimiter, info: true, trim: true, relax_column_count: true },
      max_record_size: MOST_LINE_CHARACTERS,
    }) as unknown as typeof records;
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    const row = 'lines' in error && typeof error.lines === 'number' ? `Baris ${error.lines}: ` : '';
    return refused(`${row}bentuk CSV-nya rusak, misalnya tanda kutip yang tidak ditutup. Perbaiki, lalu kirim lagi.`);
  }
  const names = (records[0]?.record ?? []).map((name) => name.toLowerCase());
  const nipAt = names.findIndex((name) => NIP_NAMES.includes(name));
  const fileAt = names.findIndex((name) => FILE_NAMES.includes(name));
  if (nipAt < 0 || fileAt < 0) {
    return refused('Baris pertama daftar harus memuat nama kolom "nip" dan "file".');
  }
  const lines: ListedPhoto[] = [];
  for (const [index, { record }] of records.entries()) {
    if (index === 0 || record.every((cell) => cell === '')) continue;
    lines.push({ row: index + 1, nip: clip(record[nipAt]), file: clip(record[fileAt]) });
  }
  if (lines.length === 0) return refused('Daftar ini tidak memuat satu baris pun selain nama kolom.');
  if (lines.length > MOST_LINES) {
    return refused(`Daftar ini memuat ${lines.length} baris; paling banyak ${MOST_LINES}. Bagi per OPD.`);
  }
  return { kind: 'read', lines };
}

function clip(cell: string | undefined): string {
  // A control character in a name hides what it says; none of them is in any file's name or NIP.
  return (cell ?? '').replaceAll(/\p{Cc}/gu, '\uFFFD').slice(0, 300);
}

function decode(bytes: Uint8Array): { kind: 'text'; text: string } | { kind: 'refused'; problem: string } {
  if ((bytes[0] === 0xff && bytes[1] === 0xfe) || (bytes[0] === 0xfe && bytes[1] === 0xff)) {
    return refused('Daftar ini tersimpan sebagai UTF-16. Simpan sebagai "CSV UTF-8", lalu kirim lagi.');
  }
  const decoder = new TextDecoder('utf-8', { fatal: true });
  try {
    return { kind: 'text', text: decoder.decode(bytes) };
  } catch {
    return refused(
      `Baris ${firstBadLine(bytes)}: ada huruf yang bukan UTF-8. Simpan daftar sebagai "CSV UTF-8", lalu kirim lagi.`,
    );
  }
}

function firstBadLine(bytes: Uint8Array): number {
  const decoder = new TextDecoder('utf-8', { fatal: true });
  let line = 1;
  for (let from = 0; from < bytes.length; line++) {
    const end = bytes.indexOf(0x0a, from);
    const to = end < 0 ? bytes.length : end;
    try {
      decoder.decode(bytes.subarray(from, to));
    } catch {
      return line;
    }
    from = to + 1;
  }
  return line;
}

function refused(problem: string): { kind: 'refused'; problem: string } {
  return { kind: 'refused', problem };
}
