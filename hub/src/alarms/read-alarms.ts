import type { Alarm, AlarmKey } from '@hadir/shared/api/alarms';
import { parseEntry } from '@hadir/shared/journal/parse-entry';
import { and, desc, eq, isNull, type SQL, sql } from 'drizzle-orm';
import type { Database } from '../database/open-database.ts';
import { bindings, doors, entries, opds, users } from '../database/schema.ts';
import { seenAlarms } from '../database/tables/alarms.ts';
import type { Scope } from '../users/scope.ts';

export interface WantedAlarms extends AlarmFilter {
  /** Nobody has looked after them. */
  readonly waiting: boolean;
  /** The last one already shown. */
  readonly before?: AlarmKey | undefined;
  readonly limit: number;
}

interface AlarmFilter {
  readonly scope: Scope;
  readonly door?: string | undefined;
  /** One alarm only. */
  readonly key?: AlarmKey | undefined;
}

/** So that the index of what somebody has to look at serves, which knows of no parameters. */
const TAMPER = sql`${entries.type} IN ('assisted', 'tamper') AND ${entries.type} = 'tamper'`;

/** Alarms of the doors that may be seen, the latest first. */
export async function readAlarms(db: Database['db'], wanted: WantedAlarms): Promise<Alarm[]> {
  const { before, limit, waiting } = wanted;
  const older =
    before === undefined
      ? undefined
      : sql`(${entries.at}, ${entries.unit}, ${entries.binding}, ${entries.seq}) < (
          SELECT e.at, e.unit, e.binding, e.seq FROM entries e
          WHERE e.unit = ${before.unit} AND e.binding = ${before.binding} AND e.seq = ${before.seq})`;
  const rows = await db
    .select({
      unit: entries.unit,
      binding: entries.binding,
      seq: entries.seq,
      at: entries.at,
      jws: entries.jws,
      door: doors.id,
      doorName: doors.name,
      opd: opds.id,
      opdName: opds.name,
      zone: opds.zone,
      seenBy: users.name,
      seenAt: seenAlarms.at,
      note: seenAlarms.note,
    })
    .from(entries)
    .innerJoin(bindings, and(eq(bindings.unit, entries.unit), eq(bindings.number, entries.binding)))
    .innerJoin(doors, eq(doors.id, bindings.door))
    .innerJoin(opds, eq(opds.id, doors.opd))
    .leftJoin(seenAlarms, ofEntry())
    .leftJoin(users, eq(users.id, seenAlarms.by))
    .where(and(TAMPER, ...conditions(wanted), waiting ? isNull(seenAlarms.at) : undefined, older))
    .orderBy(desc(entries.at), desc(entries.unit), desc(entries.binding), desc(entries.seq))
    .limit(limit);
  return rows.map(({ jws, seenBy, seenAt, note, at, ...row }) => {
    const said = readTamper(jws);
    const seen = seenAt === null ? null : { by: seenBy ?? '', at: seenAt.toISOString(), note: note ?? '' };
    return { ...row, ...said, at: at.toISOString(), seen };
  });
}

export async function countWaiting(db: Database['db'], filter: AlarmFilter): Promise<number> {
  const [row] = await db
    .select({ count: sql<number>`count(*)::int` })
    .from(entries)
    .innerJoin(bindings, and(eq(bindings.unit, entries.unit), eq(bindings.number, entries.binding)))
    .innerJoin(doors, eq(doors.id, bindings.door))
    .leftJoin(seenAlarms, ofEntry())
    .where(and(TAMPER, isNull(seenAlarms.at), ...conditions(filter)));
  return row?.count ?? 0;
}

function conditions({ scope, door, key }: AlarmFilter): (SQL | undefined)[] {
  return [
    scope.opd === undefined ? undefined : eq(doors.opd, scope.opd),
    door === undefined ? undefined : eq(doors.id, door),
    key === undefined
      ? undefined
      : and(eq(entries.unit, key.unit), eq(entries.binding, key.binding), eq(entries.seq, key.seq)),
  ];
}

function ofEntry(): SQL | undefined {
  return and(
    eq(seenAlarms.unit, entries.unit),
    eq(seenAlarms.binding, entries.binding),
    eq(seenAlarms.seq, entries.seq),
  );
}

/** It was verified before it was stored. */
function readTamper(jws: string): Pick<Alarm, 'what' | 'since' | 'count' | 'detail'> {
  const entry = parseEntry(JSON.parse(Buffer.from(jws.split('.')[1] ?? '', 'base64url').toString()));
  if (typeof entry === 'string' || entry.type !== 'tamper')
    throw new TypeError('An entry that is stored as an alarm is none.');
  const { what, since, count, detail } = entry;
  return { what, since, count, detail };
}
