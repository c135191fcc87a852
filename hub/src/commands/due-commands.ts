import { and, asc, eq, inArray, isNull, lt, or, sql } from 'drizzle-orm';
import type { Database } from '../database/open-database.ts';
import { bindings, commands, unitStatuses, units } from '../database/schema.ts';
import type { KeptOrder } from './keep-command.ts';

/** How long a unit gets to answer before it is told again. */
const ANSWER_MS = 60_000;
/** After a connection, its answer to the last time may still be on its way in the journal. */
const CATCH_UP_MS = 30_000;

type Reader = Pick<Database['db'], 'select' | 'selectDistinct'>;

export interface DueCommand {
  readonly id: string;
  readonly order: KeptOrder;
  readonly expiresAt: Date;
  readonly firstNumber: number | null;
  /** When the unit was told last; null while it was not. */
  readonly sentAt: Date | null;
  readonly procedure: string | null;
}

/** @returns those of the units that are online and for which an order is kept. */
export async function findWaiting(db: Reader, ids: readonly string[]): Promise<string[]> {
  if (ids.length === 0) return [];
  const rows = await db
    .selectDistinct({ unit: commands.unit })
    .from(commands)
    .innerJoin(unitStatuses, and(eq(unitStatuses.unit, commands.unit), unitStatuses.online))
    .innerJoin(units, and(eq(units.id, commands.unit), sql`${units.state} <> 'revoked'`))
    .where(and(eq(commands.state, 'waiting'), inArray(commands.unit, [...ids])));
  return rows.map(({ unit }) => unit);
}

/**
 * What a unit has to be told now, oldest first: what it was never told; and what it was told before this connection,
 * or long ago, and has not answered although all of its journal is here.
 * @param connectedAt of its connection; null where that is not known.
 */
export async function findDue(db: Reader, unit: string, connectedAt: Date | null, now: Date): Promise<DueCommand[]> {
  const rows = await db
    .select({
      id: commands.id,
      order: commands.order,
      expiresAt: commands.expiresAt,
      firstNumber: commands.firstNumber,
      procedure: commands.procedure,
      sentAt: commands.sentAt,
    })
    .from(commands)
    .where(
      and(eq(commands.unit, unit), eq(commands.state, 'waiting'), sql`${commands.expiresAt} > ${now.toISOString()}`),
    )
    .orderBy(asc(commands.issuedAt), asc(commands.id));
  if (rows.length === 0) return [];
  const caughtUp = rows.some(({ sentAt }) => sentAt !== null) && (await hasCaughtUp(db, unit));
  const isDue = (sentAt: Date | null): boolean => {
    if (sentAt === null) return true;
    const stale =
      now.getTime() - sentAt.getTime() > ANSWER_MS ||
      (connectedAt !== null && sentAt.getTime() < connectedAt.getTime());
    return stale && (caughtUp || connectedAt === null || now.getTime() - connectedAt.getTime() > CATCH_UP_MS);
  };
  return rows.flatMap(({ order, ...row }) =>
    isDue(row.sentAt) && order.do !== 'roster' && order.do !== 'snapshot' ? [{ ...row, order }] : [],
  );
}

/** @returns whether everything is held that the unit's last status says is in its journal. */
async function hasCaughtUp(db: Reader, unit: string): Promise<boolean> {
  const [row] = await db
    .select({ held: bindings.seq })
    .from(unitStatuses)
    .innerJoin(
      bindings,
      and(
        eq(bindings.unit, unitStatuses.unit),
        sql`${bindings.number} = (${unitStatuses.status}->>'binding')::int`,
        sql`${bindings.seq} >= (${unitStatuses.status}->>'head')::int`,
      ),
    )
    .where(eq(unitStatuses.unit, unit));
  return row !== undefined;
}

/** @returns whether the unit is about to leave its roster behind, or has left while its binding is still open here. */
export async function isLeaving(db: Reader, unit: string): Promise<boolean> {
  const isDone = sql`${commands.state} = 'done' AND ${commands.order}->>'do' = 'unbind'`;
  const [row] = await db
    .select({ id: commands.id })
    .from(commands)
    .leftJoin(bindings, and(eq(bindings.unit, commands.unit), isNull(bindings.until)))
    .where(
      and(
        eq(commands.unit, unit),
        sql`${commands.order}->>'do' IN ('bind', 'unbind')`,
        or(eq(commands.state, 'waiting'), and(isDone, sql`${commands.issuedAt} > ${bindings.since}`)),
      ),
    )
    .limit(1);
  return row !== undefined;
}

/** Gives up what has not been answered in its time. @returns the procedures that had wanted it. */
export async function expireCommands(db: Pick<Database['db'], 'update'>, now: Date): Promise<string[]> {
  const rows = await db
    .update(commands)
    .set({ state: 'expired', detail: 'Unit tidak menjawab sampai perintah ini kedaluwarsa.' })
    .where(and(eq(commands.state, 'waiting'), lt(commands.expiresAt, now)))
    .returning({ procedure: commands.procedure });
  return rows.flatMap(({ procedure }) => (procedure === null ? [] : [procedure]));
}
