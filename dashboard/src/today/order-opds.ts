import type { Today } from '@hadir/shared/api/attendance';

export type OpdRow = Today['perOpd'][number];

/** @returns the agencies by what needs a look: first those that cannot be judged, then those with most people missing or late. */
export function orderOpds(rows: readonly OpdRow[]): OpdRow[] {
  const wanting = ({ counts }: OpdRow) =>
    counts.employees === 0 ? 0 : (counts.notYetSeen + 0.5 * counts.late) / counts.employees;
  return [...rows].sort(
    (a, b) =>
      Number(b.doorsSilent > 0) - Number(a.doorsSilent > 0) ||
      b.counts.incomplete - a.counts.incomplete ||
      wanting(b) - wanting(a) ||
      a.name.localeCompare(b.name, 'id', { numeric: true }),
  );
}
