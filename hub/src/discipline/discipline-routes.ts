import {
  CaseDecision,
  CaseDelivery,
  CaseDetail,
  CaseHappened,
  CaseMerge,
  CaseReason,
  CaseStepDone,
  CaseStepSkipped,
  Cases,
  Evaluation,
  NewLetter,
} from '@hadir/shared/api/discipline';
import { Uuid } from '@hadir/shared/api/people';
import { localDay } from '@hadir/shared/time/local-day';
import { eq } from 'drizzle-orm';
import { type Static, type TSchema, Type } from 'typebox';
import { disciplineLetters } from '../database/tables/discipline.ts';
import type { FeatureDependencies } from '../http/api-dependencies.ts';
import type { App } from '../http/app.ts';
import { HttpProblem, notFound } from '../http/http-problem.ts';
import { problemResponses } from '../http/problem-responses.ts';
import { signedIn } from '../http/require-access.ts';
import { readPolicyBook } from '../policies/read-policy-book.ts';
import type { CasePolicies } from '../rules/discipline/plan-cases.ts';
import { seenBy } from '../users/scope.ts';
import type { SignedIn } from '../users/session-store.ts';
import { writeAudit } from '../users/write-audit.ts';
import {
  acceptProposal,
  act,
  clarify,
  closeCase,
  decideSanction,
  deliverDecision,
  type HeldCase,
  holdCase,
  mergeProposal,
  recordStep,
  rejectProposal,
  report,
  skipStep,
} from './decide-case.ts';
import { evaluateCases, policiesOn } from './evaluate-cases.ts';
import { noteEvaluation, readLastEvaluation } from './last-evaluation.ts';
import { writeLetter } from './letters/write-letter.ts';
import { listCases } from './list-cases.ts';
import { readCase } from './read-case.ts';

const tags = ['discipline'];
const params = Type.Object({ id: Uuid });

/** One way to act on a case: what the caller sends, and what it does. */
function action<Body extends TSchema>(body: Body, run: (held: HeldCase, given: Static<Body>) => Promise<void>) {
  return { body, run: (held: HeldCase, given: unknown) => run(held, given as Static<Body>) };
}

/** Case files of the national ladder, the region's own chain, and superiors who do nothing. */
export function registerDiscipline(app: App, { database: { db }, config, now }: FeatureDependencies): void {
  const ACTIONS = {
    accept: action(CaseReason, (held, { note }) => acceptProposal(held, note)),
    reject: action(CaseReason, (held, { note }) => rejectProposal(held, note)),
    merge: action(CaseMerge, (held, { into, note }) => mergeProposal(held, into, note)),
    step: action(CaseStepDone, (held, { step, on, note }) => recordStep(held, step, on, note)),
    skip: action(CaseStepSkipped, (held, { step, note }) => skipStep(held, step, note)),
    clarify: action(CaseHappened, (held, { on, note }) => clarify(held, on, note)),
    act: action(CaseHappened, (held, { on, note }) => act(held, on, note)),
    report: action(CaseHappened, (held, { on, note }) => report(held, on, note)),
    decide: action(CaseDecision, decideSanction),
    deliver: action(CaseDelivery, deliverDecision),
    close: action(CaseReason, (held, { note }) => closeCase(held, note)),
    letters: action(NewLetter, (held, letter) => writeLetter(held, config.region, letter)),
  };

  const today = () => localDay(now(), 'Asia/Jakarta');
  const policies = async (): Promise<CasePolicies> => {
    const found = policiesOn((await readPolicyBook(db)).book, today());
    if (found === null)
      throw new HttpProblem(
        409,
        'no-policy',
        'Kebijakan disiplin yang berlaku belum ada. Aktifkan di halaman Kebijakan.',
      );
    return found;
  };
  const show = async (id: string, viewer: SignedIn) => readCase(db, id, viewer, await policies(), today());

  app.get(
    '/api/discipline/cases',
    {
      config: { access: 'signed-in' },
      schema: {
        tags,
        description: 'Cases that the reader may see, overdue ones first.',
        querystring: Type.Object({
          open: Type.Optional(Type.Boolean()),
          opd: Type.Optional(Uuid),
          employee: Type.Optional(Uuid),
        }),
        response: { 200: Cases, ...problemResponses },
      },
    },
    async (request) => {
      const seen = await listCases(db, signedIn(request), request.query, await policies(), today());
      return { cases: seen.map(({ line }) => line), evaluatedAt: await readLastEvaluation(db) };
    },
  );

  app.get(
    '/api/discipline/cases/:id',
    { config: { access: 'signed-in' }, schema: { tags, params, response: { 200: CaseDetail, ...problemResponses } } },
    (request) => show(request.params.id, signedIn(request)),
  );

  app.post(
    '/api/discipline/evaluate',
    {
      config: { access: ['admin_bkd', 'opd_head'] },
      schema: {
        tags,
        description: 'Compares the days with the cases now instead of tonight.',
        body: Type.Object({ opd: Type.Optional(Uuid) }),
        response: { 200: Evaluation, ...problemResponses },
      },
    },
    async (request) => {
      const by = signedIn(request);
      const { opd } = seenBy(by, request.body.opd);
      const outcome = await evaluateCases(db, today(), now(), opd);
      if (opd === undefined) await noteEvaluation(db, now());
      await writeAudit(db, by.id, 'discipline-evaluated', opd ?? 'all', { ...outcome });
      return outcome;
    },
  );

  for (const [name, { body, run }] of Object.entries(ACTIONS))
    app.post(
      `/api/discipline/cases/:id/${name}`,
      {
        config: { access: 'signed-in' },
        schema: { tags, params, body, response: { 200: CaseDetail, ...problemResponses } },
      },
      async (request) => {
        const by = signedIn(request);
        const { id } = request.params;
        const rules = await policies();
        // Whoever may not see a case learns nothing of it by trying to act on it.
        await readCase(db, id, by, rules, today());
        await db.transaction(async (tx) => run(await holdCase(tx, id, by, rules, today(), now()), request.body));
        return show(id, by);
      },
    );

  app.get(
    '/api/discipline/letters/:id',
    {
      config: { access: 'signed-in' },
      schema: {
        tags,
        description: 'The letter as it was made.',
        params,
        response: {
          200: { description: 'PDF', content: { 'application/pdf': { schema: Type.Any() } } },
          ...problemResponses,
        },
      },
    },
    async (request, reply) => {
      const viewer = signedIn(request);
      const [letter] = await db.select().from(disciplineLetters).where(eq(disciplineLetters.id, request.params.id));
      if (letter === undefined) throw notFound('Surat ini');
      await readCase(db, letter.case, viewer, await policies(), today());
      await writeAudit(db, viewer.id, 'discipline-letter-read', letter.id);
      return reply
        .type('application/pdf')
        .header('content-disposition', `attachment; filename="surat-${letter.kind}-${letter.on}.pdf"`)
        .header('x-content-type-options', 'nosniff')
        .send(letter.pdf);
    },
  );
}
