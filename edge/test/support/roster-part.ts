import type { RosterPart } from '@hadir/shared/wire/command';
import { rosterDigest } from '@hadir/shared/wire/roster-digest';
import { FIRST_DOOR, TEST_MODEL } from './test-hands.ts';

type People = Record<string, string[]>;

/** An id that is made of a name. */
export function idOf(name: string): string {
  return `00000000-0000-4000-8000-${Buffer.from(name).toString('hex').padStart(12, '0')}`;
}

/** One part of a roster of these people and their templates, for the first door; `people` are those of a delta. */
export function part(
  version: number,
  whole: People,
  changes: Partial<RosterPart> & { people?: People } = {},
): RosterPart {
  const { people = whole, ...rest } = changes;
  const embedding = Buffer.alloc(2_048, 1).toString('base64');
  const put = Object.entries(people).map(([employee, templates]) => ({
    employee: idOf(employee),
    name: `Pegawai ${employee}`,
    salutation: 'Ibu' as const,
    templates: templates.map((id) => ({ id: idOf(id), embedding })),
  }));
  const digest = rosterDigest(
    Object.entries(whole).map(([name, ids]) => ({ employee: idOf(name), templates: ids.map(idOf) })),
  );
  const common = { do: 'roster', door: FIRST_DOOR.id, doorName: 'Pintu', zone: 'Asia/Jayapura' } as const;
  return { ...common, model: TEST_MODEL, version, base: 0, part: 1, parts: 1, digest, put, drop: [], ...rest };
}
