import {
  CaseDecision,
  CaseDelivery,
  CaseDetail,
  CaseHappened,
  CaseMerge,
  CasePart,
  CaseReason,
  CaseRevocation,
  CaseStepDone,
  CaseStepSkipped,
  Cases,
  Evaluation,
  NewLetter,
} from '@hadir/shared/api/discipline';
import { Uuid } from '@hadir/shared/api/people';
import { eq } from 'drizzle-orm';
import { type Static, type TSchema, Type } from 'typebox';
import { disciplineLetters } from '../database/tables/discipline.ts';
import type { FeatureDependencies } from '../http/api-dependencies.ts';
import type { App } from '../http/app.ts';
import { HttpProblem, notFound } from '../http/http-problem.ts';
import { problemResponses } from '../http/problem-responses.ts';
import { signedIn } from '../http/require-access.ts';
import { readPolicyBook } from '../policies/read-policy-book.ts';
import type { Transaction } from '../rosters/refresh-rosters.ts';
import { seenBy } from '../users/scope.ts';
import type { SignedIn } from '../users/session-store.ts';
import { writeAudit } from '../users/write-audit.ts';
import {
  acceptProposal,
  closeCase,
  decideSanction,
  deliverDecision,
  mergeProposal,
  rejectProposal,
  revokeDecision,
} from './decide-case.ts';
import { evaluateCases } from './evaluate-cases.ts';
import { type HeldCase, holdCase } from './hold-case.ts';
import { noteEvaluation, readLastEvaluation } from './last-evaluation.ts';
import { previewLetter, withdrawLetter, writeLetter } from './letters/write-letter.ts';
import { type CaseReader, listCases } from './list-cases.ts';
import { policiesOn } from './policies-on.ts';
import { findCase, readCase } from './read-case.ts';
import { act, clarify, recordStep, report, skipStep, undoStep } from './record-steps.ts';
import { refuseStale } from './refuse-stale.ts';
import { regionToday } from './region-today.ts';

const tags = ['discipline'];
const params = Type.Object({ id: Uuid });
const pdf = { description: 'PDF', content: { 'application/pdf': { schema: Type.Any() } } };

interface Action {
  readonly body: TSchema;
  readonly run: (held: HeldCase, given: unknown) => Promise<void>;
  /** Whether it rests on the days as they are now: what changed since is looked for first. */
  readonly onDays: boolean;
}

/** One way to act on a case: what the caller sends, and what it does. */
function action<Body extends TSchema>(
  body: Body,
  run: (held: HeldCase, given: Static<Body>) => Promise<void>,
  { onDays = false } = {},
): Action {
  return { body, run: (held: HeldCase, given: unknown) => run(held, given as Static<Body>), onDays };
}

/** Case files of the national ladder, the region's own chain, and superiors who do nothing. */
export function registerDiscipline(app: App, { database: { db }, config, now }: FeatureDependencies): void {
  const { region } = config;
  const onDays = { onDays: true };
  const ACTIONS: Record<string, Action> = {
    accept: action(CaseReason, (held, { note }) => acceptProposal(held, note), onDays),
    reject: action(CaseReason, (held, { note }) => rejectProposal(held, note)),
    merge: action(CaseMerge, (held, { into, note }) => mergeProposal(held, into, note), onDays),
    step: action(CaseStepDone, (held, { step, on, note }) => recordStep(held, step, on, note)),
    skip: action(CaseStepSkipped, (held, { step, note }) => skipStep(held, step, note)),
    undo: action(CaseStepSkipped, (held, { step, note }) => undoStep(held, step, note)),
    clarify: action(CaseHappened, (held, { on, note }) => clarify(held, on, note)),
    act: action(CaseHappened, (held, { on, note }) => act(held, on, note)),
    report: action(CaseHappened, (held, { on, note }) => report(held, on, note)),
    decide: action(CaseDecision, decideSanction, onDays),
    deliver: action(CaseDelivery, deliverDecision),
    revoke: action(CaseRevocation, revokeDecision),
    close: action(CaseReason, (held, { note }) => closeCase(held, note)),
    letters: action(NewLetter, (held, letter) => writeLetter(held, region, letter), onDays),
  };

  const reader = async (viewer: SignedIn): Promise<CaseReader> => {
    const at = now();
    const today = await regionToday(db, at);
    const policies = policiesOn((await readPolicyBook(db)).book, today);
    if (policies === null)
      throw new HttpProblem(
        409,
        'no-policy',
        'Kebijakan disiplin yang berlaku belum ada. Aktifkan di halaman Kebijakan.',
      );
    return { viewer, policies, today, now: at };
  };
  const hold = async (tx: Transaction, id: string, { viewer, policies, today, now: at }: CaseReader) =>
    holdCase(tx, id, viewer, policies, today, at);

  app.get(
    '/api/discipline/cases',
    {
      config: { access: 'signed-in' },
      schema: {
        tags,
        description: 'Cases that the reader may see: those that wait, overdue ones first, then those dealt with.',
        querystring: Type.Object({
          open: Type.Optional(Type.Boolean()),
          opd: Type.Optional(Uuid),
          employee: Type.Optional(Uuid),
          part: Type.Optional(CasePart),
          q: Type.Optional(Type.String({ maxLength: 100 })),
          offset: Type.Optional(Type.Integer({ minimum: 0, maximum: 1_000_000 })),
          limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 500 })),
        }),
        response: { 200: Cases, ...problemResponses },
      },
    },
    async (request) => {
      const { cases, total, counts } = await listCases(db, await reader(signedIn(request)), request.query);
      return { cases: cases.map(({ line }) => line), total, counts, evaluatedAt: await readLastEvaluation(db) };
    },
  );

  app.get(
    '/api/discipline/cases/:id',
    { config: { access: 'signed-in' }, schema: { tags, params, response: { 200: CaseDetail, ...problemResponses } } },
    async (request) => readCase(db, request.params.id, await reader(signedIn(request)), region),
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
      const outcome = await evaluateCases(db, await regionToday(db, now()), now(), { opd });
      if (opd === undefined) await noteEvaluation(db, now());
      await writeAudit(db, by.id, 'discipline-evaluated', opd ?? 'all', { ...outcome });
      return outcome;
    },
  );

  for (const [name, { body, run, onDays: looksFirst }] of Object.entries(ACTIONS))
    app.post(
      `/api/discipline/cases/:id/${name}`,
      {
        config: { access: 'signed-in' },
        schema: { tags, params, body, response: { 200: CaseDetail, ...problemResponses } },
      },
      async (request) => {
        const { id } = request.params;
        const as = await reader(signedIn(request));
        // Whoever may not see a case learns nothing of it by trying to act on it.
        const { row } = await findCase(db, id, as);
        if (looksFirst) await refuseStale(db, row, as);
        await db.transaction(async (tx) => run(await hold(tx, id, as), request.body));
        return readCase(db, id, as, region);
      },
    );

  app.post(
    '/api/discipline/cases/:id/letters/preview',
    {
      config: { access: 'signed-in' },
      schema: {
        tags,
        description: 'The letter as it would be made, marked as a preview; nothing is stored.',
        params,
        body: NewLetter,
        response: { 200: pdf, ...problemResponses },
      },
    },
    async (request, reply) => {
      const { id } = request.params;
      const as = await reader(signedIn(request));
      await findCase(db, id, as);
      const bytes = await db.transaction(async (tx) => previewLetter(await hold(tx, id, as), region, request.body));
      return reply.type('application/pdf').header('cache-control', 'no-store').send(bytes);
    },
  );

  app.post(
    '/api/discipline/letters/:id/withdraw',
    {
      config: { access: 'signed-in' },
      schema: {
        tags,
        description: 'Takes a letter back: it stays readable, and nothing follows from it any more.',
        params,
        body: CaseReason,
        response: { 200: CaseDetail, ...problemResponses },
      },
    },
    async (request) => {
      const as = await reader(signedIn(request));
      const { id } = request.params;
      const [letter] = await db
        .select({ of: disciplineLetters.case })
        .from(disciplineLetters)
        .where(eq(disciplineLetters.id, id));
      if (letter === undefined) throw notFound('Surat ini');
      await findCase(db, letter.of, as);
      await db.transaction(async (tx) => withdrawLetter(await hold(tx, letter.of, as), id, request.body.note));
      return readCase(db, letter.of, as, region);
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
        response: { 200: pdf, ...problemResponses },
      },
    },
    async (request, reply) => {
      const viewer = signedIn(request);
      const [letter] = await db.select().from(disciplineLetters).where(eq(disciplineLetters.id, request.params.id));
      if (letter === undefined) throw notFound('Surat ini');
      await findCase(db, letter.case, await reader(viewer));
      await writeAudit(db, viewer.id, 'discipline-letter-read', letter.id);
      return reply
        .type('application/pdf')
        .header('content-disposition', `attachment; filename="surat-${letter.kind}-${letter.on}.pdf"`)
        .header('x-content-type-options', 'nosniff')
        .send(letter.pdf);
    },
  );
}
