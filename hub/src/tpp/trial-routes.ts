import { Uuid } from '@hadir/shared/api/people';
import { NewTrial, Trial, Trials } from '@hadir/shared/api/tpp-trials';
import { localDay } from '@hadir/shared/time/local-day';
import { eq } from 'drizzle-orm';
import { type Static, Type } from 'typebox';
import { opds } from '../database/schema.ts';
import { policyEditions } from '../database/tables/policies.ts';
import type { FeatureDependencies } from '../http/api-dependencies.ts';
import type { App } from '../http/app.ts';
import { fieldProblem, HttpProblem, notFound } from '../http/http-problem.ts';
import { problemResponses } from '../http/problem-responses.ts';
import { signedIn } from '../http/require-access.ts';
import { readEdition } from '../rules/policy/read-edition.ts';
import type { TrialJobs } from './trial-jobs.ts';
import { askTrial, cancelTrial, findTrial, listTrials, type TrialQuestion } from './trial-store.ts';

const tags = ['tpp'];
const onlyBkd = { access: ['admin_bkd' as const] };
const readers = { access: ['admin_bkd' as const, 'leader' as const] };
const params = Type.Object({ id: Uuid });
const MOST_MONTHS = 12;
const MOST_PROBLEMS = 20;
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

/** Drafts tried on past months. */
export function registerTrials(app: App, { database: { db }, now }: FeatureDependencies, jobs: TrialJobs): void {
  const show = async (id: string): Promise<Trial> => {
    const trial = await findTrial(db, id);
    if (trial === null) throw notFound('Percobaan ini');
    return trial;
  };

  app.get(
    '/api/tpp/trials',
    { config: readers, schema: { tags, response: { 200: Trials, ...problemResponses } } },
    async () => ({ trials: await listTrials(db) }),
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
      const { edition, opd = null } = request.body;
      const months = monthsBetween(request.body, localDay(now(), 'Asia/Jakarta').slice(0, 7));
      if (opd !== null) await demandOffice(opd);
      const id = await askTrial(db, { ...(await readDraft(edition)), months, opd }, signedIn(request).id, now());
      jobs.wake();
      return reply.code(201).send(await show(id));
    },
  );

  app.post(
    '/api/tpp/trials/:id/cancel',
    { config: onlyBkd, schema: { tags, params, response: { 200: Trial, ...problemResponses } } },
    async (request) => {
      await cancelTrial(db, request.params.id, signedIn(request).id);
      return show(request.params.id);
    },
  );

  async function demandOffice(id: string): Promise<void> {
    const [office] = await db.select({ id: opds.id }).from(opds).where(eq(opds.id, id));
    if (office === undefined) throw fieldProblem('opd-unknown', 'opd', 'OPD ini tidak dikenal.');
  }

  async function readDraft(id: string): Promise<Pick<TrialQuestion, 'title' | 'edition'>> {
    const [row] = await db.select().from(policyEditions).where(eq(policyEditions.id, id));
    if (row === undefined) throw fieldProblem('edition-unknown', 'edition', 'Kebijakan ini tidak dikenal.');
    const { kind, effectiveFrom, effectiveTo, legalBasis, note, document } = row;
    if (!ABOUT_TPP.has(kind))
      throw fieldProblem('not-about-tpp', 'edition', 'Kebijakan jenis ini tidak memengaruhi besaran TPP.');
    const outcome = readEdition({ kind, effectiveFrom, effectiveTo, legalBasis, note, document });
    if (outcome.ok) return { title: legalBasis, edition: outcome.edition };
    const fields = outcome.problems
      .slice(0, MOST_PROBLEMS)
      .map(({ field, problem }) => ({ field: field.slice(1).replaceAll('/', '.'), message: problem }));
    const [first] = fields;
    throw new HttpProblem(
      422,
      'edition-unsound',
      `Konsep ini belum dapat dicoba karena ada isian yang salah (${first?.field}: ${first?.message}). Perbaiki di halaman Kebijakan lebih dahulu.`,
      { fields },
    );
  }
}

function monthsBetween({ from, to }: Static<typeof NewTrial>, current: string): string[] {
  if (to < from) throw fieldProblem('end-before-start', 'to', 'Bulan akhir mendahului bulan awal.');
  if (to >= current) throw fieldProblem('month-not-over', 'to', 'Pilih bulan yang sudah lewat.');
  const months: string[] = [];
  for (let month = from; month <= to; month = next(month)) {
    months.push(month);
    if (months.length > MOST_MONTHS)
      throw fieldProblem('too-many-months', 'to', `Paling banyak ${MOST_MONTHS} bulan sekaligus.`);
  }
  return months;
}

function next(month: string): string {
  const [year = 0, number = 1] = month.split('-').map(Number);
  return new Date(Date.UTC(year, number, 1)).toISOString().slice(0, 7);
}
