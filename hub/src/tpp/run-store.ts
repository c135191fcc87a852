import type { MonthRun, NewMonthRun } from '@hadir/shared/api/tpp-runs';
import { and, asc, desc, eq, inArray, sql } from 'drizzle-orm';
import type { Database } from '../database/open-database.ts';
import { opds, users } from '../database/schema.ts';
import { frozenSheets, tppRunSheets, tppRuns } from '../database/tables/tpp.ts';
import { fieldProblem, HttpProblem } from '../http/http-problem.ts';
import { writeAudit } from '../users/write-audit.ts';

type Db = Database['db'];
export type TakenRun = Pick<typeof tppRuns.$inferSelect, 'id' | 'kind' | 'month' | 'acceptReason' | 'orderedBy'>;

/** A hub that has not said for so long that it works on a run does not. */
const SILENT_AFTER = sql`interval '2 minutes'`;
const AT_ONCE = 1_000;

/** @returns its id. @throws HttpProblem where one is under way for that month, or nothing is to be done */
export async function orderRun(db: Db, month: string, wanted: NewMonthRun, by: string, now: Date): Promise<string> {
  return db.transaction(async (tx) => {
    const sheets = wanted.kind === 'freeze' ? wanted.sheets : await openSheets(tx, month);
    const offices = new Set(sheets.map(({ opd }) => opd));
    if (offices.size < sheets.length) throw fieldProblem('opd-twice', 'sheets', 'Ada OPD yang disebut dua kali.');
    if (offices.size === 0)
      throw new HttpProblem(409, 'nothing-open', 'Semua OPD sudah dibekukan untuk bulan ini; tidak ada yang dihitung.');
    const known = await tx
      .select({ id: opds.id })
      .from(opds)
      .where(inArray(opds.id, [...offices]));
    if (known.length < offices.size) throw fieldProblem('opd-unknown', 'sheets', 'Ada OPD yang tidak dikenal.');
    const acceptReason = wanted.kind === 'freeze' ? (wanted.acceptReason?.trim() ?? null) : null;
    const [run] = await tx
      .insert(tppRuns)
      .values({ kind: wanted.kind, month, orderedBy: by, orderedAt: now, acceptReason })
      .onConflictDoNothing()
      .returning({ id: tppRuns.id });
    if (run === undefined)
      throw new HttpProblem(409, 'run-under-way', 'Masih ada pekerjaan untuk bulan ini. Tunggu sampai selesai.');
    for (let at = 0; at < sheets.length; at += AT_ONCE)
      await tx.insert(tppRunSheets).values(sheets.slice(at, at + AT_ONCE).map((sheet) => ({ run: run.id, ...sheet })));
    const action = wanted.kind === 'freeze' ? 'tpp-freeze-ordered' : 'tpp-work-out-ordered';
    await writeAudit(tx, by, action, run.id, { month, offices: sheets.length, acceptReason });
    return run.id;
  });
}

async function openSheets(tx: Pick<Db, 'select'>, month: string): Promise<{ opd: string; digest: null }[]> {
  const rows = await tx
    .select({ opd: opds.id, frozen: frozenSheets.opd })
    .from(opds)
    .leftJoin(frozenSheets, and(eq(frozenSheets.opd, opds.id), eq(frozenSheets.month, month)));
  return rows.flatMap(({ opd, frozen }) => (frozen === null ? [{ opd, digest: null }] : []));
}

/** Takes the oldest run that nobody works on. @returns null where there is none */
export async function takeRun(db: Db): Promise<TakenRun | null> {
  const free = db
    .select({ id: tppRuns.id })
    .from(tppRuns)
    .where(
      sql`${tppRuns.state} = 'waiting' OR (${tppRuns.state} = 'running' AND ${tppRuns.aliveAt} < now() - ${SILENT_AFTER})`,
    )
    .orderBy(asc(tppRuns.orderedAt))
    .limit(1)
    .for('update', { skipLocked: true });
  const { id, kind, month, acceptReason, orderedBy } = tppRuns;
  const [taken] = await db
    .update(tppRuns)
    .set({ state: 'running', aliveAt: sql`now()` })
    .where(inArray(id, free))
    .returning({ id, kind, month, acceptReason, orderedBy });
  return taken ?? null;
}

/** Says that this hub works on it. @returns whether it is still wanted */
export async function keepRun(db: Db, id: string): Promise<boolean> {
  const kept = await db
    .update(tppRuns)
    .set({ aliveAt: sql`now()` })
    .where(and(eq(tppRuns.id, id), eq(tppRuns.state, 'running')))
    .returning({ id: tppRuns.id });
  return kept.length > 0;
}

/** @param state `waiting` puts it back, for this hub or another one to go on */
export async function leaveRun(db: Db, id: string, state: 'done' | 'waiting'): Promise<void> {
  await db
    .update(tppRuns)
    .set({ state })
    .where(and(eq(tppRuns.id, id), eq(tppRuns.state, 'running')));
}

/** The next office of a run, by name. */
export async function nextSheet(
  db: Db,
  run: string,
): Promise<{ opd: string; zone: string; digest: string | null } | null> {
  const [next] = await db
    .select({ opd: tppRunSheets.opd, zone: opds.zone, digest: tppRunSheets.digest })
    .from(tppRunSheets)
    .innerJoin(opds, eq(opds.id, tppRunSheets.opd))
    .where(and(eq(tppRunSheets.run, run), eq(tppRunSheets.state, 'waiting')))
    .orderBy(asc(opds.name), asc(opds.id))
    .limit(1);
  return next ?? null;
}

/** @param problem in words for people; null for one that is done */
export async function endSheet(db: Db, run: string, opd: string, problem: string | null): Promise<void> {
  await db
    .update(tppRunSheets)
    .set({ state: problem === null ? 'done' : 'refused', problem })
    .where(and(eq(tppRunSheets.run, run), eq(tppRunSheets.opd, opd)));
}

/** What is done stays done. @returns whether there was something to call off */
export async function cancelRun(db: Db, id: string, by: string): Promise<boolean> {
  return db.transaction(async (tx) => {
    const [cancelled] = await tx
      .update(tppRuns)
      .set({ state: 'cancelled' })
      .where(and(eq(tppRuns.id, id), inArray(tppRuns.state, ['waiting', 'running'])))
      .returning({ month: tppRuns.month });
    if (cancelled === undefined) return false;
    await writeAudit(tx, by, 'tpp-run-cancelled', id, { month: cancelled.month });
    return true;
  });
}

/** The run of that id, or the last one of that month. */
export async function readRun(db: Db, wanted: { id: string } | { month: string }): Promise<MonthRun | null> {
  const [row] = await db
    .select({ run: tppRuns, orderedBy: users.name })
    .from(tppRuns)
    .innerJoin(users, eq(users.id, tppRuns.orderedBy))
    .where('id' in wanted ? eq(tppRuns.id, wanted.id) : eq(tppRuns.month, wanted.month))
    .orderBy(desc(tppRuns.orderedAt), desc(tppRuns.id))
    .limit(1);
  if (row === undefined) return null;
  const { id, kind, month, state, orderedAt } = row.run;
  const sheets = await db
    .select({ opd: opds.id, opdName: opds.name, state: tppRunSheets.state, problem: tppRunSheets.problem })
    .from(tppRunSheets)
    .innerJoin(opds, eq(opds.id, tppRunSheets.opd))
    .where(eq(tppRunSheets.run, id))
    .orderBy(asc(opds.name));
  return {
    ...{ id, kind, month, state },
    orderedBy: row.orderedBy,
    orderedAt: orderedAt.toISOString(),
    done: sheets.filter((sheet) => sheet.state !== 'waiting').length,
    of: sheets.length,
    refused: sheets.flatMap(({ opd, opdName, problem }) => (problem === null ? [] : [{ opd, opdName, problem }])),
  };
}
