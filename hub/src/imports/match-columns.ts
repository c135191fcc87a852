import type { ImportProblem } from '@hadir/shared/api/imports';
import type { ImportColumn, ImportLineValues } from './import-spec.ts';
import { isEmpty, type RawCell, type RawRow } from './raw-table.ts';

export type MatchOutcome =
  | {
      readonly ok: true;
      readonly lines: readonly ImportLineValues[];
      readonly rows: number;
      readonly problems: readonly ImportProblem[];
      readonly notes: readonly string[];
    }
  | { readonly ok: false; readonly problem: string };

/** Finds the columns by the heading, wherever they stand, and reads every cell. */
export function matchColumns(columns: readonly ImportColumn[], rows: readonly RawRow[]): MatchOutcome {
  const [heading, ...body] = rows;
  if (heading === undefined) return { ok: false, problem: 'Berkas ini kosong. Isi templatnya, lalu kirim lagi.' };
  const names = heading.cells.map((cell) => (typeof cell === 'string' ? plain(cell) : ''));
  const places = columns.map(({ title, aliases }) =>
    names.flatMap((name, index) => (name !== '' && [plain(title), ...aliases].includes(name) ? [index] : [])),
  );
  const missing = columns.filter(({ required }, index) => required && places[index]?.length === 0);
  if (missing.length > 0) {
    const titles = missing.map(({ title }) => `"${title}"`).join(', ');
    return { ok: false, problem: `Kolom ${titles} tidak ada pada baris judul. Pakai judul kolom seperti di templat.` };
  }
  const twice = columns.find((_, index) => (places[index]?.length ?? 0) > 1);
  if (twice) return { ok: false, problem: `Kolom "${twice.title}" ada dua kali. Hapus salah satunya.` };
  if (body.length === 0) return { ok: false, problem: 'Tidak ada data di bawah baris judul.' };
  const used = new Set(places.flat());
  const unknown = heading.cells.filter((cell, index) => !isEmpty(cell) && !used.has(index));
  const problems: ImportProblem[] = [];
  const lines = body.flatMap(({ row, cells }): ImportLineValues[] => {
    const before = problems.length;
    const values: Record<string, string | number | null> = {};
    columns.forEach((column, index) => {
      const place = places[index]?.[0];
      const cell = place === undefined ? null : (cells[place] ?? null);
      const problem = readInto(values, column, cell);
      if (problem !== null) problems.push({ row, column: column.title, value: shown(cell), message: problem });
    });
    return problems.length === before ? [{ row, values }] : [];
  });
  const notes = unknown.map((cell) => `Kolom "${shown(cell)}" tidak dikenal dan tidak dibaca.`);
  return { ok: true, lines, rows: body.length, problems, notes };
}

/** @returns what is wrong with the cell, or null. */
function readInto(values: Record<string, string | number | null>, column: ImportColumn, cell: RawCell): string | null {
  const { key, required, read } = column;
  if (cell === null || isEmpty(cell)) {
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
