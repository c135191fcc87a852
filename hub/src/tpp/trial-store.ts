import type { PolicyEdition } from '@hadir/shared/api/policies/policy-edition';
import type { Trial, TrialAnswer } from '@hadir/shared/api/tpp-trials';
import { and, asc, desc, eq, inArray, lt, sql } from 'drizzle-orm';
import type { Database } from '../database/open-database.ts';
import { users } from '../database/schema.ts';
import { tppTrials } from '../database/tables/tpp.ts';
import { writeAudit } from '../users/write-audit.ts';

type Db = Database['db'];

/** What is asked: months of an office, or of all, by a policy that is not in force. */
export interface TrialQuestion {
  readonly title: string;
  readonly edition: PolicyEdition;
  /** YYYY-MM, the earliest first. */
  readonly months: readonly string[];
  readonly opd: string | null;
}

export interface TakenTrial extends Omit<TrialQuestion, 'title'> {
  readonly id: string;
}

/** Answers are for looking at, not for keeping: asked again they come out the same. */
const KEPT_MS = 86_400_000;
/** A hub that has not said for so long that it works on a trial does not. */
const SILENT_AFTER = sql`interval '2 minutes'`;
const MOST_LISTED = 20;

export async function askTrial(
  db: Db,
  { title, edition, months, opd }: TrialQuestion,
  by: string,
  now: Date,
): Promise<string> {
  return db.transaction(async (tx) => {
    await tx.delete(tppTrials).where(lt(tppTrials.askedAt, new Date(now.getTime() - KEPT_MS)));
    const [stored] = await tx
      .insert(tppTrials)
      .values({ askedBy: by, askedAt: now, title, edition, months: [...months], opd, aliveAt: now })
      .returning({ id: tppTrials.id });
    if (stored === undefined) throw new Error('A trial that was inserted was not returned.');
    await writeAudit(tx, by, 'tpp-trial-asked', stored.id, { kind: edition.kind, months, opd });
    return stored.id;
  });
}

/** Takes the oldest trial that nobody works on; one whose hub died begins again. @returns null where there is none */
export async function takeTrial(db: Db): Promise<TakenTrial | null> {
  const free = db
    .select({ id: tppTrials.id })
    .from(tppTrials)
    .where(
      sql`${tppTrials.state} = 'waiting' OR (${tppTrials.state} = 'running' AND ${tppTrials.aliveAt} < now() - ${SILENT_AFTER})`,
    )
    .orderBy(asc(tppTrials.askedAt))
    .limit(1)
    .for('update', { skipLocked: true });
  const { id, edition, months, opd } = tppTrials;
  const [taken] = await db
    .update(tppTrials)
    .set({ state: 'running', aliveAt: sql`now()`, done: 0 })
    .where(inArray(id, free))
    .returning({ id, edition, months, opd });
  return taken === undefined ? null : { ...taken, edition: taken.edition as PolicyEdition };
}

/** Says how far a trial is. @returns whether it is still wanted */
export async function noteTrialProgress(db: Db, id: string, done: number, total: number): Promise<boolean> {
  const going = await db
    .update(tppTrials)
    .set({ done, total, aliveAt: sql`now()` })
    .where(running(id))
    .returning({ id: tppTrials.id });
  return going.length > 0;
}

export async function answerTrial(db: Db, id: string, done: number, answer: TrialAnswer): Promise<void> {
  await db.update(tppTrials).set({ state: 'done', done, total: done, answer }).where(running(id));
}

/** Notes why a trial came to nothing. @param problem in words for people */
export async function failTrial(db: Db, id: string, problem: string): Promise<void> {
  await db.update(tppTrials).set({ state: 'failed', problem }).where(running(id));
}

/** Puts a trial back, for this hub or another one to begin it again. */
export async function returnTrial(db: Db, id: string): Promise<void> {
  await db.update(tppTrials).set({ state: 'waiting' }).where(running(id));
}

/** One that is over already stays as it is. */
export async function cancelTrial(db: Db, id: string, by: string): Promise<void> {
  await db.transaction(async (tx) => {
    const cancelled = await tx
      .update(tppTrials)
      .set({ state: 'cancelled' })
      .where(and(eq(tppTrials.id, id), inArray(tppTrials.state, ['waiting', 'running'])))
      .returning({ id: tppTrials.id });
    if (cancelled.length > 0) await writeAudit(tx, by, 'tpp-trial-cancelled', id);
  });
}

/** The newest first, without their answers. */
export async function listTrials(db: Db): Promise<Trial[]> {
  const rows = await selectTrials(db).orderBy(desc(tppTrials.askedAt)).limit(MOST_LISTED);
  return rows.map((row) => toTrial(row, null));
}

export async function findTrial(db: Db, id: string): Promise<Trial | null> {
  const [row] = await selectTrials(db).where(eq(tppTrials.id, id));
  if (row === undefined) return null;
  const [stored] = await db.select({ answer: tppTrials.answer }).from(tppTrials).where(eq(tppTrials.id, id));
  return toTrial(row, (stored?.answer ?? null) as TrialAnswer | null);
}

function running(id: string) {
  return and(eq(tppTrials.id, id), eq(tppTrials.state, 'running'));
}

const { id, title, months, opd, state, done, total, askedAt, problem } = tppTrials;
const columns = { id, title, months, opd, state, done, total, askedAt, problem };

function selectTrials(db: Db) {
  return db
    .select({ ...columns, kind: sql<string>`${tppTrials.edition}->>'kind'`, askedBy: users.name })
    .from(tppTrials)
    .innerJoin(users, eq(users.id, tppTrials.askedBy))
    .$dynamic();
}

type TrialRow = Awaited<ReturnType<typeof selectTrials>>[number];

function toTrial({ askedAt: at, ...row }: TrialRow, answer: TrialAnswer | null): Trial {
  return { ...row, askedAt: at.toISOString(), answer };
}
