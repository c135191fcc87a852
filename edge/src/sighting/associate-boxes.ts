import { type Box, overlap } from '@hadir/shared/face/box';

/**
 * Finds which of the known boxes each new one continues: the pairs that overlap most come first, and no box is used twice.
 * @returns for each new box the place of the known one, or null.
 */
export function associateBoxes(known: readonly Box[], fresh: readonly Box[], minOverlap: number): (number | null)[] {
  const pairs = fresh
    .flatMap((box, to) => known.map((other, from) => ({ from, to, shared: overlap(other, box) })))
    .filter(({ shared }) => shared >= minOverlap)
    .sort((a, b) => b.shared - a.shared);
  const result: (number | null)[] = fresh.map(() => null);
  const taken = new Set<number>();
  for (const { from, to } of pairs) {
    if (taken.has(from) || result[to] !== null) continue;
    taken.add(from);
    result[to] = from;
  }
  return result;
}
