import { Uuid } from '@hadir/shared/api/people';
import { Day } from '@hadir/shared/api/policies/policy-terms';
import {
  AttendanceRequest,
  AttendanceRequests,
  BulkDecision,
  BulkOutcome,
  NewRequest,
  NewWitnessWord,
  RequestDecision,
  RequestPreview,
  RequestState,
} from '@hadir/shared/api/requests';
import { eq, inArray } from 'drizzle-orm';
import { Type } from 'typebox';
import type { Database } from '../database/open-database.ts';
import { evidenceFiles, requests } from '../database/tables/requests.ts';
import { readMandates } from '../delegations/mandates.ts';
import type { FeatureDependencies } from '../http/api-dependencies.ts';
import type { App } from '../http/app.ts';
import { fieldProblem, HttpProblem, notFound } from '../http/http-problem.ts';
import { problemResponses } from '../http/problem-responses.ts';
import { signedIn } from '../http/require-access.ts';
import { readPolicyBook } from '../policies/read-policy-book.ts';
import type { SignedIn } from '../users/session-store.ts';
import { checkDays } from './check-days.ts';
import { decideRequest, revokeRequest, withdrawRequest } from './decide-request.ts';
import { gatherFacts } from './gather-facts.ts';
import { lateBefore, listRequests } from './list-requests.ts';
import { presentRequests } from './present-requests.ts';
import { previewRequest } from './preview-request.ts';
import { readRequestPolicy } from './request-policy.ts';
import { sayWitness } from './witnesses.ts';
import { asksFor, submitRequest, writeDraft } from './write-request.ts';

const tags = ['requests'];
const everybody = { access: 'signed-in' as const };
const onlyBkd = { access: ['admin_bkd' as const] };
const params = Type.Object({ id: Uuid });
const Note = Type.Object({ note: Type.Optional(Type.String({ maxLength: 1000 })) });
const WrittenRequest = Type.Object({
  ...NewRequest.properties,
  submit: Type.Boolean({ description: 'hand it in at once, or keep it as a draft' }),
});
const View = Type.Union(
  (['mine', 'inbox', 'witness', 'unled', 'verification', 'late', 'all'] as const).map((view) => Type.Literal(view)),
);
const Kind = Type.Union(
  (['absence', 'forgotten', 'manual', 'forgive', 'void', 'objection'] as const).map((kind) => Type.Literal(kind)),
);

/** What this reader sees requests by. */
async function readingOf(db: Database['db'], viewer: SignedIn, now: Date) {
  const { book } = await readPolicyBook(db);
  const policy = await readRequestPolicy(db);
  const mandates = await readMandates(db, viewer, now);
  return { book, viewer, mandates, policy, now };
}

export function registerRequests(app: App, { database: { db }, now }: FeatureDependencies): void {
  const show = async (id: string, viewer: SignedIn): Promise<AttendanceRequest> => {
    const rows = await db.select().from(requests).where(eq(requests.id, id));
    const [request] = await presentRequests(db, rows, await readingOf(db, viewer, now()));
    if (!request) throw notFound('Permohonan ini');
    return request;
  };

  app.get(
    '/api/requests',
    {
      config: everybody,
      schema: {
        tags,
        querystring: Type.Object({
          view: View,
          state: Type.Optional(RequestState),
          kind: Type.Optional(Kind),
          code: Type.Optional(Type.String({ maxLength: 40 })),
          employee: Type.Optional(Uuid),
          opd: Type.Optional(Uuid),
          letter: Type.Optional(Uuid),
          from: Type.Optional(Day),
          to: Type.Optional(Day),
          q: Type.Optional(Type.String({ maxLength: 200 })),
          limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 200 })),
          offset: Type.Optional(Type.Integer({ minimum: 0, maximum: 1_000_000 })),
        }),
        response: { 200: AttendanceRequests, ...problemResponses },
      },
    },
    async (request) => {
      const viewer = signedIn(request);
      checkDays({ from: request.query.from, to: request.query.to });
      const reading = await readingOf(db, viewer, now());
      const { q, limit = 50, offset = 0, ...search } = request.query;
      const { rows, total } = await listRequests(
        db,
        { ...search, text: q, limit, offset },
        viewer,
        reading.mandates,
        lateBefore(reading.book, reading.policy.lateAfterDays, now()),
        now(),
      );
      return { requests: await presentRequests(db, rows, reading), total };
    },
  );

  app.get(
    '/api/requests/:id',
    { config: everybody, schema: { tags, params, response: { 200: AttendanceRequest, ...problemResponses } } },
    async (request) => show(request.params.id, signedIn(request)),
  );

  app.post(
    '/api/requests/preview',
    {
      config: everybody,
      schema: {
        tags,
        description: 'What a request would do and what stands against it. Nothing is kept.',
        body: Type.Object({ ...NewRequest.properties, request: Type.Optional(Uuid) }),
        response: { 200: RequestPreview, ...problemResponses },
      },
    },
    async (request) => {
      const by = signedIn(request);
      const { request: id, employee: named, files: ids, ...wanted } = request.body;
      const { employee, capacity } = await asksFor(db, by, named);
      const files =
        ids.length === 0
          ? []
          : await db.select({ strict: evidenceFiles.strict }).from(evidenceFiles).where(inArray(evidenceFiles.id, ids));
      const byBkd = capacity === 'bkd';
      const facts = await gatherFacts(db, { id: id ?? null, employee, wanted, files, byBkd, now: now() });
      if (facts === null) throw fieldProblem('employee-unknown', 'employee', 'Pegawai ini tidak ada.');
      return previewRequest(db, facts, now());
    },
  );

  app.post(
    '/api/requests',
    {
      config: everybody,
      schema: { tags, body: WrittenRequest, response: { 201: AttendanceRequest, ...problemResponses } },
    },
    async (request, reply) => {
      const by = signedIn(request);
      const { submit, ...wanted } = request.body;
      const id = await db.transaction(async (tx) => {
        const made = await writeDraft(tx, by, null, wanted, now());
        if (submit) await submitRequest(tx, by, made, now());
        return made;
      });
      return reply.code(201).send(await show(id, by));
    },
  );

  app.put(
    '/api/requests/:id',
    {
      config: everybody,
      schema: { tags, params, body: WrittenRequest, response: { 200: AttendanceRequest, ...problemResponses } },
    },
    async (request) => {
      const by = signedIn(request);
      const { id } = request.params;
      const { submit, ...wanted } = request.body;
      await db.transaction(async (tx) => {
        await writeDraft(tx, by, id, wanted, now());
        if (submit) await submitRequest(tx, by, id, now());
      });
      return show(id, by);
    },
  );

  app.post(
    '/api/requests/:id/submit',
    { config: everybody, schema: { tags, params, response: { 200: AttendanceRequest, ...problemResponses } } },
    async (request) => {
      const by = signedIn(request);
      await db.transaction((tx) => submitRequest(tx, by, request.params.id, now()));
      return show(request.params.id, by);
    },
  );

  app.post(
    '/api/requests/:id/decide',
    {
      config: everybody,
      schema: {
        tags,
        description: 'The decision of the superior, or of BKD after it.',
        params,
        body: RequestDecision,
        response: { 200: AttendanceRequest, ...problemResponses },
      },
    },
    async (request) => {
      const by = signedIn(request);
      const { id } = request.params;
      await show(id, by);
      await db.transaction((tx) => decideRequest(tx, id, by, request.body, now()));
      return show(id, by);
    },
  );

  app.post(
    '/api/requests/decide',
    {
      config: everybody,
      schema: {
        tags,
        description:
          'The same decision about several. Each is decided by itself: one that cannot be is told, and the others go on.',
        body: BulkDecision,
        response: { 200: BulkOutcome, ...problemResponses },
      },
    },
    async (request) => {
      const by = signedIn(request);
      const { requests: ids, ...decision } = request.body;
      const outcomes: { request: string; done: boolean; problem: string | null }[] = [];
      for (const id of new Set(ids)) {
        try {
          await show(id, by);
          await db.transaction((tx) => decideRequest(tx, id, by, decision, now()));
          outcomes.push({ request: id, done: true, problem: null });
        } catch (error) {
          if (!(error instanceof HttpProblem)) throw error;
          outcomes.push({ request: id, done: false, problem: error.message });
        }
      }
      return { outcomes };
    },
  );

  app.post(
    '/api/requests/:id/witness',
    {
      config: everybody,
      schema: {
        tags,
        description: 'The word of the witness whom the request names.',
        params,
        body: NewWitnessWord,
        response: { 200: AttendanceRequest, ...problemResponses },
      },
    },
    async (request) => {
      const by = signedIn(request);
      const { id } = request.params;
      await show(id, by);
      await db.transaction((tx) => sayWitness(tx, id, by, request.body, now()));
      return show(id, by);
    },
  );

  app.post(
    '/api/requests/:id/withdraw',
    {
      config: everybody,
      schema: { tags, params, body: Note, response: { 200: AttendanceRequest, ...problemResponses } },
    },
    async (request) => {
      const by = signedIn(request);
      const { id } = request.params;
      await show(id, by);
      await db.transaction((tx) => withdrawRequest(tx, id, by, request.body.note?.trim() ?? '', now()));
      return show(id, by);
    },
  );

  app.post(
    '/api/requests/:id/revoke',
    {
      config: onlyBkd,
      schema: { tags, params, body: Note, response: { 200: AttendanceRequest, ...problemResponses } },
    },
    async (request) => {
      const by = signedIn(request);
      const { id } = request.params;
      await db.transaction((tx) => revokeRequest(tx, id, by, request.body.note?.trim() ?? '', now()));
      return show(id, by);
    },
  );
}
