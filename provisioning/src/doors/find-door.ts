import type { Door } from '@hadir/shared/api/people';

export type DoorOutcome =
  | { kind: 'found'; door: Door }
  | { kind: 'unknown'; near: string[] }
  | { kind: 'ambiguous'; doors: Door[] };

/** @param wanted a door's id, `OPD/Door name`, or a name that only one door has; capitals do not matter. */
export function findDoor(doors: readonly Door[], wanted: string): DoorOutcome {
  const name = wanted.trim().toLowerCase();
  const found = doors.filter(
    (door) => door.id === name || doorName(door).toLowerCase() === name || door.name.toLowerCase() === name,
  );
  const [door] = found;
  if (door && found.length === 1) return { kind: 'found', door };
  if (found.length > 1) return { kind: 'ambiguous', doors: found };
  const last = name.split('/').at(-1) ?? name;
  return {
    kind: 'unknown',
    near: doors
      .map(doorName)
      .filter((one) => one.toLowerCase().includes(last))
      .slice(0, 5),
  };
}

export function doorName(door: Pick<Door, 'opdName' | 'name'>): string {
  return `${door.opdName}/${door.name}`;
}
