import { Uuid } from '@hadir/shared/api/people';
import type { PolicyEdition } from '@hadir/shared/api/policies/policy-edition';
import { NewTrial, Trial, type TrialAnswer, Trials } from '@hadir/shared/api/tpp';
import { localDay } from '@hadir/shared/time/local-day';
import { and, desc, eq, inArray, lt, sql } from 'drizzle-orm';
import { type Static, Type } from 'typebox';
import { users } from '../database/schema.ts';
import { policyEditions } from '../database/tables/policies.ts';
import { tppTrials } from '../database/tables/tpp.ts';
import type { FeatureDependencies } from '../http/api-dependencies.ts';
import type { App } from '../http/app.ts';
import { fieldProblem, HttpProblem, notFound } from '../http/http-problem.ts';
import { problemResponses } from '../http/problem-responses.ts';
import { signedIn } from '../http/require-access.ts';
import { readEdition } from '../rules/policy/read-edition.ts';
import type { SignedIn } from '../users/session-store.ts';
import { writeAudit } from '../users/write-audit.ts';
import { failTrial, runTrial } from './run-trial.ts';

const tags = ['tpp'];
const onlyBkd = { access: ['admin_bkd' as const] };
const readers = { access: ['admin_bkd' as const, 'leader' as const] };
const params = Type.Object({ id: Uuid });
const MOST_MONTHS = 12;
/** Answers are for looking at, not for keeping: asked again they come out the same. */
const KEPT_MS = 86_400_000;
/** A hub that works on a trial says so more often than this. */
const SILENT_MS = 120_000;
/** What a month's TPP follows from. */
const ABOUT_TPP: ReadonlySet<string> = new Set([
  'schedules',
  'assignments',
  'calendar',
  'rollout',
  'day',
  'leave',
  'tpp',
]);

/** Drafts tried on past months. One at a time on each hub; ended with the hub. */
export function registerTrials(
  app: App,
  { database: { db }, log, now }: FeatureDependencies,
): { stop(): Promise<void> } {
  let working: Promise<void> = Promise.resolve();
  let stopped = false;
  /** Those that this hub was asked for and has not answered. */
  const own = new Set<string>();

  const show = async (id: string): Promise<Trial> => {
    const [row] = await db
      .select({ trial: tppTrials, askedBy: users.name })
      .from(tppTrials)
      .innerJoin(users, eq(users.id, tppTrials.askedBy))
      .where(eq(tppTrials.id, id));
    if (row === undefined) throw notFound('Percobaan ini');
    return toTrial(row, now(), true);
  };

  app.get(
    '/api/tpp/trials',
    { config: readers, schema: { tags, response: { 200: Trials, ...problemResponses } } },
    async () => {
      const rows = await db
        .select({ trial: tppTrials, askedBy: users.name })
        .from(tppTrials)
        .innerJoin(users, eq(users.id, tppTrials.askedBy))
        .orderBy(desc(tppTrials.askedAt))
        .limit(20);
      return { trials: rows.map((row) => toTrial(row, now(), false)) };
    },
  );

  app.get(
    '/api/tpp/trials/:id',
    { config: readers, schema: { tags, params, response: { 200: Trial, ...problemResponses } } },
    (request) => show(request.params.id),
  );

  app.post(
    '/api/tpp/trials',
    {
      config: onlyBkd,
      schema: {
        tags,
        description: 'Works past months out by another policy and compares. Nothing that is paid by changes.',
        body: NewTrial,
        response: { 201: Trial, ...problemResponses },
      },
    },
    async (request, reply) => {
      const by = signedIn(request);
      const { title, edition } = await readDraft(request.body.edition);
      const months = monthsBetween(request.body, localDay(now(), 'Asia/Jakarta').slice(0, 7));
      const id = await keep(by, title, edition, months, request.body.opd);
      own.add(id);
      working = working.then(() => work(id, edition, months, request.body.opd));
      return reply.code(201).send(await show(id));
    },
  );

  app.post(
    '/api/tpp/trials/:id/cancel',
    { config: onlyBkd, schema: { tags, params, response: { 200: Trial, ...problemResponses } } },
    async (request) => {
      const { id } = request.params;
      const cancelled = await db
        .update(tppTrials)
        .set({ state: 'cancelled' })
        .where(sql`${tppTrials.id} = ${id} AND ${tppTrials.state} = 'running'`)
        .returning({ id: tppTrials.id });
      if (cancelled.length > 0) await writeAudit(db, signedIn(request).id, 'tpp-trial-cancelled', id);
      return show(id);
    },
  );

  async function readDraft(id: string): Promise<{ title: string; edition: PolicyEdition }> {
    const [row] = await db.select().from(policyEditions).where(eq(policyEditions.id, id));
    if (row === undefined) throw fieldProblem('edition-unknown', 'edition', 'Kebijakan ini tidak dikenal.');
    const { kind, effectiveFrom, effectiveTo, legalBasis, note, document } = row;
    if (!ABOUT_TPP.has(kind))
      throw fieldProblem('not-about-tpp', 'edition', 'Kebijakan jenis ini tidak memengaruhi besaran TPP.');
    const outcome = readEdition({ kind, effectiveFrom, effectiveTo, legalBasis, note, document });
    if (!outcome.ok)
      throw fieldProblem(
        'edition-unsound',
        'edition',
        'Konsep ini belum lengkap. Perbaiki di halaman Kebijakan lebih dahulu.',
      );
    return { title: legalBasis, edition: outcome.edition };
  }

  async function keep(
    by: SignedIn,
    title: string,
    edition: PolicyEdition,
    months: string[],
    opd: string | undefined,
  ): Promise<string> {
    return db.transaction(async (tx) => {
      await tx.delete(tppTrials).where(lt(tppTrials.askedAt, new Date(now().getTime() - KEPT_MS)));
      const [stored] = await tx
        .insert(tppTrials)
        .values({ askedBy: by.id, askedAt: now(), title, edition, months, opd: opd ?? null, aliveAt: now() })
        .returning({ id: tppTrials.id });
      if (stored === undefined) throw new Error('A trial that was inserted was not returned.');
      await writeAudit(tx, by.id, 'tpp-trial-asked', stored.id, { kind: edition.kind, months, opd: opd ?? null });
      return stored.id;
    });
  }

  async function work(id: string, edition: PolicyEdition, months: string[], opd: string | undefined): Promise<void> {
    if (stopped) return;
    try {
      await runTrial(db, { id, edition, months, opd }, now);
    } catch (error) {
      log.error({ err: error, trial: id }, 'A trial of a policy failed.');
      await failTrial(db, id).catch(() => undefined);
    }
    own.delete(id);
  }

  return {
    stop: async () => {
      stopped = true;
      await db
        .update(tppTrials)
        .set({ state: 'cancelled' })
        .where(and(eq(tppTrials.state, 'running'), inArray(tppTrials.id, [...own])))
        .catch(() => undefined);
      await working;
    },
  };
}

function monthsBetween({ from, to }: Static<typeof NewTrial>, current: string): string[] {
  if (to < from) throw fieldProblem('end-before-start', 'to', 'Bulan akhir mendahului bulan awal.');
  if (to >= current) throw fieldProblem('month-not-over', 'to', 'Pilih bulan yang sudah lewat.');
  const months: string[] = [];
  for (let month = from; month <= to; month = next(month)) {
    months.push(month);
    if (months.length > MOST_MONTHS)
      throw new HttpProblem(422, 'too-many-months', `Paling banyak ${MOST_MONTHS} bulan sekaligus.`);
  }
  return months;
}

function next(month: string): string {
  const [year = 0, number = 1] = month.split('-').map(Number);
  return new Date(Date.UTC(year, number, 1)).toISOString().slice(0, 7);
}

interface TrialRow {
  readonly trial: typeof tppTrials.$inferSelect;
  readonly askedBy: string;
}

function toTrial({ trial, askedBy }: TrialRow, now: Date, whole: boolean): Trial {
  const { id, title, edition, months, opd, state, done, total, askedAt, aliveAt, problem, answer } = trial;
  const silent = state === 'running' && now.getTime() - aliveAt.getTime() > SILENT_MS;
  return {
    id,
    title,
    kind: (edition as PolicyEdition).kind,
    months,
    opd,
    state: silent ? 'interrupted' : state,
    done,
    total,
    askedBy,
    askedAt: askedAt.toISOString(),
    problem,
    answer: whole ? (answer as TrialAnswer | null) : null,
  };
}
