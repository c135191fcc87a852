import type { ImportProblem } from '@hadir/shared/api/imports';
import { plainName } from './find-people.ts';

/** A line about a work unit, by the OPD and name that tell units apart. */
export interface UnitLine {
  readonly row: number;
  readonly office: { readonly id: string; readonly name: string };
  readonly name: string;
  readonly parent: string | null;
  readonly key: string;
  /** The key of the one above it; null where the file names none. */
  readonly above: string | null;
}

interface KnownUnit {
  readonly id: string;
  readonly parent: string | null;
}

/** No government has as many levels; a file that has more goes in a circle or was made to do harm. */
const MOST_LEVELS = 20;

export function keysOf(opd: string, name: string, parent: string | null): Pick<UnitLine, 'key' | 'above'> {
  return { key: `${opd} ${plainName(name)}`, above: parent === null ? null : `${opd} ${plainName(parent)}` };
}

/** Tells the lines whose place in the tree makes sense, given the others, from those whose place does not. */
export function placeUnits(
  lines: readonly UnitLine[],
  known: ReadonlyMap<string, KnownUnit>,
): { placed: readonly UnitLine[]; refused: readonly ImportProblem[] } {
  const refused: ImportProblem[] = [];
  let placed = lines;
  for (;;) {
    const above = parentsOf(placed, known);
    const bad = new Map(placed.map((line) => [line, problemOf(line, above)]));
    const left = placed.filter((line) => bad.get(line) === null);
    for (const [{ row, parent }, message] of bad)
      if (message !== null) refused.push({ row, column: 'Induk', value: parent, message });
    // Whoever stood below one that is refused may have lost his place with it.
    if (left.length === placed.length) return { placed, refused };
    placed = left;
  }
}

/** What would stand above each unit; it has an entry for every unit that would be there. */
function parentsOf(lines: readonly UnitLine[], known: ReadonlyMap<string, KnownUnit>): Map<string, string | null> {
  const keys = new Map([...known].map(([key, { id }]) => [id, key]));
  const above = new Map([...known].map(([key, { parent }]) => [key, keys.get(parent ?? '') ?? null]));
  for (const line of lines) above.set(line.key, line.above ?? above.get(line.key) ?? null);
  return above;
}

function problemOf({ key, above }: UnitLine, parents: ReadonlyMap<string, string | null>): string | null {
  if (above === null) return null;
  if (!parents.has(above)) return 'Unit kerja induk ini tidak ada di OPD itu, baik di Hadir maupun di berkas ini.';
  let next: string | null = above;
  for (let level = 0; next !== null; level++) {
    if (next === key) return 'Induknya berada di bawah unit kerja itu sendiri. Pilih induk yang lain.';
    if (level === MOST_LEVELS) return `Unit kerja ini lebih dari ${MOST_LEVELS} tingkat dalamnya. Periksa induknya.`;
    next = parents.get(next) ?? null;
  }
  return null;
}
