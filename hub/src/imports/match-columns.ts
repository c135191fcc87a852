import type { ImportProblem } from '@hadir/shared/api/imports';
import type { ImportColumn, ImportLineValues } from './import-spec.ts';
import { isEmpty, type RawCell, type RawRow, type RawTable } from './raw-table.ts';

export type MatchOutcome =
  | {
      readonly ok: true;
      readonly lines: readonly ImportLineValues[];
      readonly rows: number;
      readonly problems: readonly ImportProblem[];
      readonly notes: readonly string[];
    }
  | { readonly ok: false; readonly problem: string };

/** Titles may stand above the heading, but not so many. */
const MOST_TITLES = 20;

/** Finds the columns by the heading, wherever they stand, and reads every cell. */
export function matchColumns(columns: readonly ImportColumn[], table: RawTable): MatchOutcome {
  const rows = table.rows.filter(({ cells }) => !cells.every(isRest));
  const at = findHeading(columns, rows);
  const heading = rows[at];
  if (heading === undefined) return { ok: false, problem: 'Berkas ini kosong. Isi templatnya, lalu kirim lagi.' };
  const body = rows.slice(at + 1);
  const places = placesOf(columns, heading);
  const missing = columns.filter(({ required }, index) => required && places[index]?.length === 0);
  if (missing.length > 0) {
    const titles = missing.map(({ title }) => `"${title}"`).join(', ');
    const problem = `Kolom ${titles} tidak ada pada baris judul. Pakai judul kolom seperti di templat.`;
    return { ok: false, problem: [problem, ...table.notes].join(' ') };
  }
  const twice = columns.find((_, index) => (places[index]?.length ?? 0) > 1);
  if (twice) return { ok: false, problem: `Kolom "${twice.title}" ada dua kali. Hapus salah satunya.` };
  if (body.length === 0) return { ok: false, problem: 'Tidak ada data di bawah baris judul.' };
  const problems: ImportProblem[] = [];
  const lines = body.flatMap(({ row, cells }): ImportLineValues[] => {
    const before = problems.length;
    const beyond = cells.slice(heading.cells.length).find((cell) => !isEmpty(cell));
    if (beyond !== undefined) problems.push({ row, column: null, value: shown(beyond), message: TOO_MANY_CELLS });
    const values: Record<string, string | number | null> = {};
    columns.forEach((column, index) => {
      const place = places[index]?.[0];
      const cell = place === undefined ? null : (cells[place] ?? null);
      const problem = readInto(values, column, cell);
      if (problem !== null) problems.push({ row, column: column.title, value: shown(cell), message: problem });
    });
    return problems.length === before ? [{ row, values }] : [];
  });
  const notes = [...table.notes, ...notesOn(rows, at, new Set(places.flat()))];
  return { ok: true, lines, rows: body.length, problems, notes };
}

const TOO_MANY_CELLS =
  'Baris ini punya lebih banyak kolom daripada judulnya. Apit isi yang memuat koma atau titik koma dengan tanda kutip.';

/** Nothing, or the rest of a merged area whose beginning is read. */
function isRest(cell: RawCell): boolean {
  return isEmpty(cell) || (typeof cell === 'object' && cell?.kind === 'merged' && cell.text === null);
}

/**
 * The heading is the first line that names every column that has to be there; where it is two lines high, the lower
 * one, since data begins below it. Without one it is the line that names most of them.
 */
function findHeading(columns: readonly ImportColumn[], rows: readonly RawRow[]): number {
  const required = columns.filter((column) => column.required);
  const found = rows
    .slice(0, MOST_TITLES)
    .map((row) => placesOf(required, row).filter((places) => places.length > 0).length);
  let at = Math.max(0, found.indexOf(Math.max(...found)));
  while (found[at] === required.length && found[at + 1] === required.length) at += 1;
  return at;
}

function placesOf(columns: readonly ImportColumn[], { cells }: RawRow): number[][] {
  const names = cells.map((cell) => plain(titleIn(cell)));
  return columns.map(({ title, aliases }) =>
    names.flatMap((name, index) => (name !== '' && [plain(title), ...aliases].includes(name) ? [index] : [])),
  );
}

function titleIn(cell: RawCell): string {
  if (typeof cell === 'string' || typeof cell === 'number') return String(cell);
  return typeof cell === 'object' && cell?.kind === 'merged' ? (cell.text ?? '') : '';
}

/** What of the lines is not read: titles above the heading, columns that mean nothing here. */
function notesOn(rows: readonly RawRow[], at: number, used: ReadonlySet<number>): string[] {
  const { row = 1, cells = [] } = rows[at] ?? {};
  const notes = at === 0 ? [] : [`Judul kolom dibaca dari baris ${row}; baris di atasnya tidak dibaca.`];
  cells.forEach((cell, index) => {
    if (used.has(index)) return;
    const title = titleIn(cell).trim();
    if (title !== '') notes.push(`Kolom "${shown(title)}" tidak dikenal dan tidak dibaca.`);
    else if (rows.slice(at + 1).some((line) => !isEmpty(line.cells[index])))
      notes.push(`Kolom ke-${index + 1} tidak berjudul dan tidak dibaca.`);
  });
  return notes;
}

/** @returns what is wrong with the cell, or null. */
function readInto(values: Record<string, string | number | null>, column: ImportColumn, cell: RawCell): string | null {
  const { key, required, read } = column;
  if (cell === null || isEmpty(cell) || isDash(cell)) {
    values[key] = null;
    return required ? 'Wajib diisi.' : null;
  }
  if (typeof cell === 'object' && cell.kind === 'formula')
    return 'Berisi rumus. Salin kolomnya, lalu tempel sebagai nilai.';
  if (typeof cell === 'object' && cell.kind === 'merged')
    return 'Sel ini digabung. Pisahkan selnya, lalu isi setiap baris.';
  if (typeof cell === 'object' && cell.kind === 'error')
    return 'Sel ini berisi kesalahan (#REF!, #N/A, …). Isi nilainya.';
  const outcome = read(cell);
  if (!outcome.ok) return outcome.problem;
  values[key] = outcome.value;
  return null;
}

/** People put a dash where there is nothing. */
function isDash(cell: RawCell): boolean {
  return typeof cell === 'string' && /^[-–—]$/.test(cell.trim());
}

/** Headings are compared without case, stars and doubled spaces. */
function plain(heading: string): string {
  return heading.toLowerCase().replace(/[*:]/g, '').replace(/\s+/g, ' ').trim();
}

const LONGEST = 60;

function shown(cell: RawCell): string | null {
  if (cell === null) return null;
  const text = typeof cell === 'object' ? (cell.kind === 'date' ? cell.day : '') : String(cell);
  return text === '' ? null : text.length > LONGEST ? `${text.slice(0, LONGEST)}…` : text;
}
