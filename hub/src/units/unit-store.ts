import type { Unit } from '@hadir/shared/api/units';
import type { HardwareFacts } from '@hadir/shared/journal/entry';
import { UnitStatus } from '@hadir/shared/wire/unit-status';
import { and, eq, ilike, inArray, or, type SQL, sql } from 'drizzle-orm';
import { Compile } from 'typebox/compile';
import type { Database } from '../database/open-database.ts';
import { bindings, doors, opds, unitStatuses, units } from '../database/schema.ts';
import { isOnline } from './is-online.ts';
import { findProblems } from './unit-problems.ts';

const statusSchema = Compile(UnitStatus);

/** A change of hardware is shown for this long; the unit's history keeps it for ever. */
const SHOWN_DAYS = 30;

interface FactsChange {
  readonly at: string;
  readonly before: HardwareFacts;
  readonly after: HardwareFacts;
}

export interface WantedUnits {
  readonly unit?: string | undefined;
  readonly opd?: string | undefined;
  /** Part of the unit's id, its door's or its office's name; in any case. */
  readonly search?: string | undefined;
  /** `in-use`: all but the revoked ones. */
  readonly state: 'active' | 'quarantined' | 'revoked' | 'in-use' | 'all';
}

/** Units with the door that they serve, or served last, by office and door. */
export async function listUnits(
  db: Pick<Database['db'], 'select'>,
  { unit, opd, search, state }: WantedUnits,
  now: Date,
): Promise<Unit[]> {
  const latest = sql`(SELECT max(b.number) FROM bindings b WHERE b.unit = ${units.id})`;
  const conditions: (SQL | undefined)[] = [sql`${bindings.number} = ${latest}`];
  if (unit !== undefined) conditions.push(eq(units.id, unit));
  if (opd !== undefined) conditions.push(eq(doors.opd, opd));
  if (state === 'in-use') conditions.push(inArray(units.state, ['active', 'quarantined']));
  else if (state !== 'all') conditions.push(eq(units.state, state));
  if (search !== undefined && search !== '') {
    const like = `%${search.replace(/[\\%_]/g, '\\$&')}%`;
    conditions.push(or(ilike(units.id, like), ilike(doors.name, like), ilike(opds.name, like)));
  }
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
      rosterWanted: sql<number>`CASE WHEN ${bindings.until} IS NULL THEN ${doors.rosterVersion} ELSE 0 END`,
      certificateExpires: units.certificateExpires,
      status: unitStatuses.status,
      wrongSince: unitStatuses.wrongSince,
      contestedAt: unitStatuses.contestedAt,
      claimedAt: units.claimedAt,
      revokedAt: units.revokedAt,
      forkedAt: sql<string | null>`CASE WHEN ${units.state} = 'quarantined' THEN
        (SELECT min(q.received_at) FROM quarantine q WHERE q.unit = ${units.id} AND q.reason = 'fork') END`,
      factsChange: sql<FactsChange | null>`(
        SELECT json_build_object('at', f.at, 'before', f.before, 'after', f.after) FROM facts_changes f
        WHERE f.unit = ${units.id} AND f.at > ${now.toISOString()}::timestamptz - make_interval(days => ${SHOWN_DAYS})
        ORDER BY f.binding DESC, f.seq DESC LIMIT 1)`,
    })
    .from(units)
    .innerJoin(bindings, eq(bindings.unit, units.id))
    .innerJoin(doors, eq(doors.id, bindings.door))
    .innerJoin(opds, eq(opds.id, doors.opd))
    .leftJoin(unitStatuses, eq(unitStatuses.unit, units.id))
    .where(and(...conditions))
    .orderBy(opds.name, doors.name, units.id);
  return rows.map(({ contestedAt, claimedAt, revokedAt, forkedAt, factsChange, ...row }) => {
    const online = isOnline(row.online, row.lastSeen, now);
    const status = statusSchema.Check(row.status) ? row.status : null;
    const found = findProblems(
      {
        ...{ ...row, online, status, contestedAt, claimedAt, revokedAt },
        forkedAt: forkedAt === null ? null : new Date(forkedAt),
        factsChange: factsChange === null ? null : { ...factsChange, at: new Date(factsChange.at) },
      },
      now,
    );
    return {
      ...row,
      online,
      status,
      lastSeen: row.lastSeen?.toISOString() ?? null,
      completeThrough: row.completeThrough?.toISOString() ?? null,
      certificateExpires: row.certificateExpires.toISOString(),
      problems: found.problems,
      wrongSince: found.since?.toISOString() ?? null,
    };
  });
}
