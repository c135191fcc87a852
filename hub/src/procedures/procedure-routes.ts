import { Uuid } from '@hadir/shared/api/people';
import { Decision, LifecyclePolicy, NewProcedure, Procedure, Procedures } from '@hadir/shared/api/procedures';
import { Claim } from '@hadir/shared/api/units';
import { UNIT_ID_PATTERN } from '@hadir/shared/ids';
import { Type } from 'typebox';
import { createClaim, presentClaim } from '../est/create-claim.ts';
import type { FeatureDependencies } from '../http/api-dependencies.ts';
import type { App } from '../http/app.ts';
import { HttpProblem, notFound } from '../http/http-problem.ts';
import { problemResponses } from '../http/problem-responses.ts';
import { signedIn } from '../http/require-access.ts';
import type { Transaction } from '../rosters/refresh-rosters.ts';
import { seenBy } from '../users/scope.ts';
import type { SignedIn } from '../users/session-store.ts';
import { writeAudit } from '../users/write-audit.ts';
import { approveProcedure, cancelProcedure, lockProcedure, refuseProcedure } from './decide-procedure.ts';
import { readLifecyclePolicy, writeLifecyclePolicy } from './lifecycle-policy.ts';
import { isClaimable, listProcedures } from './list-procedures.ts';
import { planProcedure } from './plan-procedure.ts';
import type { ProcedureDriver } from './procedure-driver.ts';
import { readFacts } from './read-facts.ts';
import { requestProcedure } from './request-procedure.ts';

const onlyBkd = { access: ['admin_bkd' as const] };
const readers = { access: ['admin_bkd' as const, 'leader' as const, 'opd_head' as const] };
const params = Type.Object({ id: Uuid });
const tags = ['procedures'];

/** Each way to decide about a procedure; all are told and answered alike. */
const DECISIONS = { approve: approveProcedure, refuse: refuseProcedure, cancel: cancelProcedure } as const;

export function registerProcedures(app: App, dependencies: FeatureDependencies, driver: ProcedureDriver): void {
  const {
    database: { db },
    now,
  } = dependencies;

  const show = async (id: string, viewer: SignedIn): Promise<Procedure> => {
    const [procedure] = await listProcedures(db, { id, opd: seenBy(viewer).opd }, viewer);
    if (!procedure) throw notFound('Proses ini');
    return procedure;
  };

  app.get(
    '/api/procedures',
    {
      config: readers,
      schema: {
        tags,
        querystring: Type.Object({
          open: Type.Optional(Type.Boolean({ description: 'only those that have not ended' })),
          unit: Type.Optional(Type.String({ pattern: UNIT_ID_PATTERN })),
          door: Type.Optional(Uuid),
          limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 500 })),
        }),
        response: { 200: Procedures, ...problemResponses },
      },
    },
    async (request) => {
      const viewer = signedIn(request);
      return { procedures: await listProcedures(db, { ...request.query, opd: seenBy(viewer).opd }, viewer) };
    },
  );

  app.get(
    '/api/procedures/:id',
    { config: readers, schema: { tags, params, response: { 200: Procedure, ...problemResponses } } },
    async (request) => show(request.params.id, signedIn(request)),
  );

  app.post(
    '/api/procedures',
    {
      config: onlyBkd,
      schema: { tags, body: NewProcedure, response: { 201: Procedure, ...problemResponses } },
    },
    async (request, reply) => {
      const by = signedIn(request);
      const id = await db.transaction((tx) => requestProcedure(tx, request.body, by, now()));
      await driver.advanceNow(id);
      return reply.code(201).send(await show(id, by));
    },
  );

  for (const [name, decide] of Object.entries(DECISIONS))
    app.post(
      `/api/procedures/:id/${name}`,
      {
        config: onlyBkd,
        schema: { tags, params, body: Decision, response: { 200: Procedure, ...problemResponses } },
      },
      async (request) => {
        const by = signedIn(request);
        const { id } = request.params;
        await db.transaction((tx) => decide(tx, id, by, request.body.note, now()));
        await driver.advanceNow(id);
        return show(id, by);
      },
    );

  app.post(
    '/api/procedures/:id/claim',
    {
      config: onlyBkd,
      schema: {
        tags,
        description: 'A one-time claim for the new unit. Whoever uses it takes the door over from the old one.',
        params,
        response: { 201: Claim, ...problemResponses },
      },
    },
    async (request, reply) => {
      const { id } = request.params;
      const made = await db.transaction((tx) => claimFor(tx, id, signedIn(request).id, now()));
      return reply.code(201).send(presentClaim(dependencies, made));
    },
  );

  app.get(
    '/api/lifecycle-policy',
    { config: onlyBkd, schema: { tags, response: { 200: LifecyclePolicy, ...problemResponses } } },
    () => readLifecyclePolicy(db),
  );

  app.put(
    '/api/lifecycle-policy',
    {
      config: onlyBkd,
      schema: { tags, body: LifecyclePolicy, response: { 200: LifecyclePolicy, ...problemResponses } },
    },
    async (request) => {
      await db.transaction((tx) => writeLifecyclePolicy(tx, request.body, signedIn(request).id));
      return readLifecyclePolicy(db);
    },
  );
}

async function claimFor(tx: Transaction, id: string, by: string, now: Date) {
  const { state, door } = await lockProcedure(tx, id);
  const facts = state === 'running' ? (await readFacts(tx, [id])).get(id) : undefined;
  if (facts === undefined || !isClaimable(facts, planProcedure(facts)))
    throw new HttpProblem(
      409,
      'no-claim-now',
      state === 'awaiting-approval'
        ? 'Permintaan ini belum disetujui, jadi kode klaim belum dapat dibuat.'
        : 'Proses ini tidak menunggu unit baru.',
    );
  const claim = await createClaim(tx, { door, procedure: id, now });
  if (claim === null) throw new Error('A procedure names a door that is not there.');
  const { expiresAt } = claim;
  await writeAudit(tx, by, 'claim-made', door, { expiresAt: expiresAt.toISOString(), procedure: id });
  return claim;
}
