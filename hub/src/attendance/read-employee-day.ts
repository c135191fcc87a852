import type { EmployeeDay, EntryEvidence } from '@hadir/shared/api/attendance';
import type { EmployeeDetail } from '@hadir/shared/api/people';
import { and, asc, eq } from 'drizzle-orm';
import type { Database } from '../database/open-database.ts';
import { doors, entries, opds, punches, units } from '../database/schema.ts';
import { asZone } from '../opds/zone.ts';
import { toEvidence } from '../units/entry-evidence.ts';
import { deriveDay, workingTime } from './derive-day.ts';
import type { ScheduleBook } from './schedule-book.ts';
import { findSilence } from './silent-doors.ts';

/** One employee's day with every entry behind it, as it was signed. */
export async function readEmployeeDay(
  db: Database['db'],
  book: ScheduleBook,
  employee: EmployeeDetail,
  day: string,
  now: Date,
): Promise<EmployeeDay> {
  const [office] = await db.select({ zone: opds.zone }).from(opds).where(eq(opds.id, employee.opd));
  const zone = asZone(office?.zone ?? '');
  const schedule = await book.on(day);
  const evidence = await readEvidence(db, employee.id, day);
  const silence = await findSilence(db, { opd: employee.opd, day }, now);
  const derived = deriveDay({
    sightings: evidence.map(({ seenAt }) => new Date(seenAt)),
    schedule,
    day,
    zone,
    now,
    doorSilent: silence.opds.has(employee.opd),
  });
  const working = workingTime(schedule, day);
  const { id, nip, name, opdName, position } = employee;
  const concerns = derived.status === 'incomplete' ? 1 : 0;
  return {
    employee: { id, nip, name, opdName, position },
    day,
    zone,
    status: derived.status,
    arrival: derived.arrival?.toISOString() ?? null,
    departure: derived.departure?.toISOString() ?? null,
    lateMinutes: derived.lateMinutes,
    schedule: {
      name: schedule.name,
      start: working?.start ?? null,
      end: working?.end ?? null,
      toleranceMinutes: schedule.toleranceMinutes,
    },
    silentDoors: silence.doors.map((door) => ({ ...door, concerns })),
    entries: evidence,
  };
}

async function readEvidence(db: Database['db'], employee: string, day: string): Promise<EntryEvidence[]> {
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
    .where(and(eq(punches.employee, employee), eq(punches.day, day)))
    .orderBy(asc(punches.seenAt), asc(punches.id));
  return rows.map(toEvidence);
}
