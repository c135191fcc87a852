import type { NewReportJob, ReportJob } from '@hadir/shared/api/reports';
import { and, asc, desc, eq, lt, or, sql } from 'drizzle-orm';
import type { Database } from '../database/open-database.ts';
import { reportJobs, reportParts } from '../database/tables/reports.ts';
import { writeAudit } from '../users/write-audit.ts';

type Db = Database['db'];

/** A hub that has not said for so long that it works on a job does not. */
const SILENT_AFTER = sql`interval '2 minutes'`;
const KEPT_DAYS = sql`interval '7 days'`;
const MOST_LISTED = 50;

interface TakenJob {
  readonly id: string;
  readonly wanted: NewReportJob;
  readonly opd: string | null;
}

export async function orderReport(db: Db, by: string, wanted: NewReportJob, opd: string | null): Promise<string> {
  return db.transaction(async (tx) => {
    const [job] = await tx.insert(reportJobs).values({ wanted, requestedBy: by, opd }).returning({ id: reportJobs.id });
    if (!job) throw new Error('A job was not stored.');
    await writeAudit(tx, by, 'report-ordered', job.id, wanted);
    return job.id;
  });
}

/** Takes the oldest job that nobody works on. @returns null where there is none. */
export async function takeJob(db: Db): Promise<TakenJob | null> {
  return db.transaction(async (tx) => {
    const [next] = await tx
      .select({ id: reportJobs.id, wanted: reportJobs.wanted, opd: reportJobs.opd })
      .from(reportJobs)
      .where(
        or(
          eq(reportJobs.state, 'waiting'),
          and(eq(reportJobs.state, 'running'), lt(reportJobs.aliveAt, sql`now() - ${SILENT_AFTER}`)),
        ),
      )
      .orderBy(asc(reportJobs.createdAt))
      .limit(1)
      .for('update', { skipLocked: true });
    if (!next) return null;
    await tx
      .update(reportJobs)
      .set({ state: 'running', aliveAt: sql`now()`, done: 0, of: 0 })
      .where(eq(reportJobs.id, next.id));
    await tx.delete(reportParts).where(eq(reportParts.job, next.id));
    return next;
  });
}

/** Says how far a job is. @returns whether it is still wanted. */
export async function noteProgress(db: Db, id: string, done: number, of: number): Promise<boolean> {
  const rows = await db
    .update(reportJobs)
    .set({ done, of, aliveAt: sql`now()` })
    .where(and(eq(reportJobs.id, id), eq(reportJobs.state, 'running')))
    .returning({ id: reportJobs.id });
  return rows.length > 0;
}

export async function storePart(db: Db, job: string, number: number, bytes: Buffer): Promise<void> {
  await db.insert(reportParts).values({ job, number, bytes });
}

export async function finishJob(db: Db, id: string, file: string, bytes: number): Promise<void> {
  await db
    .update(reportJobs)
    .set({ state: 'ready', file, bytes, done: sql`${reportJobs.of}`, finishedAt: sql`now()` })
    .where(and(eq(reportJobs.id, id), eq(reportJobs.state, 'running')));
}

export async function failJob(db: Db, id: string, problem: string): Promise<void> {
  await db
    .update(reportJobs)
    .set({ state: 'failed', problem, finishedAt: sql`now()` })
    .where(and(eq(reportJobs.id, id), eq(reportJobs.state, 'running')));
  await dropParts(db, id);
}

/** Forgets what there is of a report that nobody will read. */
export async function dropParts(db: Db, id: string): Promise<void> {
  await db.delete(reportParts).where(eq(reportParts.job, id));
}

/** Puts a job back, for this hub or another one to begin it again. */
export async function returnJob(db: Db, id: string): Promise<void> {
  await db
    .update(reportJobs)
    .set({ state: 'waiting' })
    .where(and(eq(reportJobs.id, id), eq(reportJobs.state, 'running')));
}

/** @returns whether there was one to cancel. */
export async function cancelJob(db: Db, by: string, id: string): Promise<boolean> {
  return db.transaction(async (tx) => {
    const rows = await tx
      .update(reportJobs)
      .set({ state: 'cancelled', finishedAt: sql`now()` })
      .where(and(eq(reportJobs.id, id), or(eq(reportJobs.state, 'waiting'), eq(reportJobs.state, 'running'))))
      .returning({ id: reportJobs.id });
    if (rows.length === 0) return false;
    await tx.delete(reportParts).where(eq(reportParts.job, id));
    await writeAudit(tx, by, 'report-cancelled', id);
    return true;
  });
}

/** The newest first. */
export async function listJobs(db: Db, by: string): Promise<ReportJob[]> {
  const rows = await db
    .select()
    .from(reportJobs)
    .where(eq(reportJobs.requestedBy, by))
    .orderBy(desc(reportJobs.createdAt))
    .limit(MOST_LISTED);
  return rows.map(toJob);
}

export async function findJob(db: Db, by: string, id: string): Promise<ReportJob | null> {
  const [row] = await db
    .select()
    .from(reportJobs)
    .where(and(eq(reportJobs.id, id), eq(reportJobs.requestedBy, by)));
  return row ? toJob(row) : null;
}

/** A finished report piece by piece. */
export async function* readParts(db: Db, job: string): AsyncGenerator<Buffer> {
  for (let number = 0; ; number++) {
    const [part] = await db
      .select({ bytes: reportParts.bytes })
      .from(reportParts)
      .where(and(eq(reportParts.job, job), eq(reportParts.number, number)));
    if (!part) return;
    yield part.bytes;
  }
}

/** Lets reports go that are older than a week: they can be made again. */
export async function removeOldJobs(db: Db): Promise<void> {
  await db.delete(reportJobs).where(lt(reportJobs.finishedAt, sql`now() - ${KEPT_DAYS}`));
}

function toJob({
  createdAt,
  finishedAt,
  requestedBy,
  opd,
  aliveAt,
  ...row
}: typeof reportJobs.$inferSelect): ReportJob {
  return { ...row, createdAt: createdAt.toISOString(), finishedAt: finishedAt?.toISOString() ?? null };
}
