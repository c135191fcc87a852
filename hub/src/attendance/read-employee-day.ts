import type { EmployeeDay, EntryEvidence } from '@hadir/shared/api/attendance';
import type { EmployeeDetail } from '@hadir/shared/api/people';
import { localDay, type Zone } from '@hadir/shared/time/local-day';
import { and, asc, eq, inArray } from 'drizzle-orm';
import type { Database } from '../database/open-database.ts';
import { doors, entries, opds, punches, units } from '../database/schema.ts';
import { openDays } from '../days/open-days.ts';
import { readDays } from '../days/read-days.ts';
import { asZone } from '../opds/zone.ts';
import { readPolicyBook } from '../policies/read-policy-book.ts';
import type { DayVerdict } from '../rules/day/day-verdict.ts';
import { toEvidence } from '../units/entry-evidence.ts';
import { describeVerdict } from './describe-verdict.ts';
import { findSilence } from './silent-doors.ts';
import { workingHours } from './working-hours.ts';

/** One employee's day as the rules judge it, with every entry behind it, as it was signed. */
export async function readEmployeeDay(
  db: Database['db'],
  employee: EmployeeDetail,
  day: string,
  now: Date,
): Promise<EmployeeDay> {
  const { book } = await readPolicyBook(db);
  const { judge, facts } = (await openDays(db, book, [{ employee: employee.id, day }], now))(day);
  const posting = facts.postingOn(employee.id, day);
  const policy = judge.policyOf(employee.id, day);
  const zone = posting?.zone ?? (await zoneOf(db, employee.opd));
  const [verdict] = (await readDays(db, { employees: [employee.id], from: day, to: day, now })).get(employee.id) ?? [];
  const opd = posting?.opd ?? employee.opd;
  const silence = await findSilence(db, { opd, day }, now);
  const status = statusNow(verdict, silence.opds.has(opd), day <= localDay(now, zone));
  const judgement = verdict === undefined || policy === null ? null : describeVerdict(verdict, policy);
  const shown = facts
    .sightingsAround(employee.id, day)
    .filter((sighting) => judge.daysTouchedBy(employee.id, sighting).includes(day));
  const { id, nip, name, opdName, position } = employee;
  const concerns = status === 'incomplete' ? 1 : 0;
  return {
    employee: { id, nip, name, opdName, position },
    day,
    zone,
    status,
    ...endsOf(verdict, shown),
    lateMinutes: verdict?.lateMinutes ?? 0,
    schedule: workingHours(policy),
    judgement: judgement && { ...judgement, status },
    silentDoors: silence.doors.map((door) => ({ ...door, concerns })),
    entries: await readEvidence(
      db,
      employee.id,
      [...new Set([day, ...shown.map((sighting) => sighting.day)])],
      new Set(shown.map(({ id: entry }) => entry)),
    ),
  };
}

/** Of a day that is still open nobody says that somebody is missing while a door of his may have seen him. */
function statusNow(verdict: DayVerdict | undefined, dark: boolean, begun: boolean): EmployeeDay['status'] {
  if (verdict === undefined) return 'not_yet_seen';
  const open = verdict.status === 'not_yet_seen' && verdict.phase !== 'before';
  return open && dark && begun ? 'incomplete' : verdict.status;
}

/** On a day off nothing is measured; whoever came all the same is shown with when he was seen. */
function endsOf(
  verdict: DayVerdict | undefined,
  shown: readonly { readonly atMs: number }[],
): Pick<EmployeeDay, 'arrival' | 'departure'> {
  const measured = verdict !== undefined && (verdict.arrival !== null || verdict.departure !== null);
  const first = measured ? verdict.arrival?.atMs : shown[0]?.atMs;
  const last = measured ? verdict.departure?.atMs : shown.length > 1 ? shown.at(-1)?.atMs : undefined;
  return { arrival: toInstant(first), departure: toInstant(last) };
}

function toInstant(ms: number | undefined): string | null {
  return ms === undefined ? null : new Date(ms).toISOString();
}

async function zoneOf(db: Database['db'], opd: string): Promise<Zone> {
  const [office] = await db.select({ zone: opds.zone }).from(opds).where(eq(opds.id, opd));
  return asZone(office?.zone ?? '');
}

/** @param names of entries; those of these days that are not named belong to another day. */
async function readEvidence(
  db: Database['db'],
  employee: string,
  days: string[],
  names: ReadonlySet<string>,
): Promise<EntryEvidence[]> {
  const rows = await db
    .select({
      unit: entries.unit,
      binding: entries.binding,
      seq: entries.seq,
      type: entries.type,
      door: punches.door,
      doorName: doors.name,
      seenAt: punches.seenAt,
      receivedAt: entries.receivedAt,
      hash: entries.hash,
      jws: entries.jws,
      publicKey: units.publicKey,
      kid: units.kid,
    })
    .from(punches)
    .innerJoin(
      entries,
      and(eq(entries.unit, punches.unit), eq(entries.binding, punches.binding), eq(entries.seq, punches.seq)),
    )
    .innerJoin(units, eq(units.id, punches.unit))
    .innerJoin(doors, eq(doors.id, punches.door))
    .where(and(eq(punches.employee, employee), inArray(punches.day, days)))
    .orderBy(asc(punches.seenAt), asc(punches.id));
  return rows.filter(({ unit, binding, seq }) => names.has(`${unit}/${binding}/${seq}`)).map(toEvidence);
}
