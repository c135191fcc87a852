import type { Unit } from '@hadir/shared/api/units';
import { UnitStatus } from '@hadir/shared/wire/unit-status';
import { and, eq, isNull, type SQL, sql } from 'drizzle-orm';
import { Compile } from 'typebox/compile';
import type { Database } from '../database/open-database.ts';
import { bindings, doors, opds, unitStatuses, units } from '../database/schema.ts';
import { isOnline } from './is-online.ts';
import { unitProblems } from './unit-problems.ts';

const statusSchema = Compile(UnitStatus);

/** Units that serve a door, by office and door. */
export async function listUnits(
  db: Pick<Database['db'], 'select'>,
  { unit, opd }: { unit?: string | undefined; opd?: string | undefined },
  now: Date,
): Promise<Unit[]> {
  const conditions: SQL[] = [isNull(bindings.until)];
  if (unit !== undefined) conditions.push(eq(units.id, unit));
  if (opd !== undefined) conditions.push(eq(doors.opd, opd));
  const rows = await db
    .select({
      id: units.id,
      state: units.state,
      serves: sql<boolean>`${bindings.until} IS NULL`,
      binding: bindings.number,
      door: doors.id,
      doorName: doors.name,
      opd: doors.opd,
      opdName: opds.name,
      zone: opds.zone,
      kid: units.kid,
      online: unitStatuses.online,
      lastSeen: unitStatuses.at,
      highWater: bindings.seq,
      completeThrough: bindings.through,
      rosterWanted: doors.rosterVersion,
      certificateExpires: units.certificateExpires,
      status: unitStatuses.status,
      wrongSince: unitStatuses.wrongSince,
    })
    .from(units)
    .innerJoin(bindings, eq(bindings.unit, units.id))
    .innerJoin(doors, eq(doors.id, bindings.door))
    .innerJoin(opds, eq(opds.id, doors.opd))
    .leftJoin(unitStatuses, eq(unitStatuses.unit, units.id))
    .where(and(...conditions))
    .orderBy(opds.name, doors.name);
  return rows.map((row) => {
    const online = isOnline(row.online, row.lastSeen, now);
    const status = statusSchema.Check(row.status) ? row.status : null;
    return {
      ...row,
      online,
      status,
      lastSeen: row.lastSeen?.toISOString() ?? null,
      completeThrough: row.completeThrough?.toISOString() ?? null,
      certificateExpires: row.certificateExpires.toISOString(),
      wrongSince: row.wrongSince?.toISOString() ?? null,
      problems: unitProblems({ ...row, online, status }, now),
    };
  });
}
