import type { EmployeeId } from '@hadir/shared/ids';
import { isZone, localDay, type Zone } from '@hadir/shared/time/local-day';
import type { DoorFacts } from '@hadir/shared/wire/command';
import type { Journal } from '../journal/journal.ts';

/** A day is at most so long, with an hour for clocks that are set. */
const DAY_MS = 25 * 3_600_000;

/** @returns for how many people a supervisor answered at this door on its present local day: the journal forgets nothing. */
export function countAssisted(
  journal: Pick<Journal, 'assistedSince'>,
  supervisor: EmployeeId,
  door: Pick<DoorFacts, 'id' | 'zone'>,
  now: Date,
): number {
  const zone: Zone = isZone(door.zone) ? door.zone : 'Asia/Jakarta';
  const today = localDay(now, zone);
  return journal
    .assistedSince(new Date(now.getTime() - DAY_MS).toISOString())
    .filter((entry) => entry.supervisor === supervisor && entry.door === door.id)
    .filter((entry) => localDay(new Date(entry.seenAt), zone) === today).length;
}
