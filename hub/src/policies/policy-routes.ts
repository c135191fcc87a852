import { Uuid } from '@hadir/shared/api/people';
import {
  ActivatePolicy,
  NewPolicy,
  Policies,
  Policy,
  PolicyPreview,
  PolicySettings,
  RegionPolicies,
  SecondPerson,
  WithdrawPolicy,
} from '@hadir/shared/api/policies';
import type { PolicyEdition } from '@hadir/shared/api/policies/policy-edition';
import { localDay } from '@hadir/shared/time/local-day';
import { and, eq, inArray, sql } from 'drizzle-orm';
import { Type } from 'typebox';
import { mainZone, regionZones } from '../attendance/region-zones.ts';
import { policyEditions } from '../database/tables/policies.ts';
import type { FeatureDependencies } from '../http/api-dependencies.ts';
import type { App } from '../http/app.ts';
import { fieldProblem, HttpProblem, notFound } from '../http/http-problem.ts';
import { problemResponses } from '../http/problem-responses.ts';
import { signedIn } from '../http/require-access.ts';
import type { Transaction } from '../rosters/refresh-rosters.ts';
import { regionDefaults } from '../rules/policy/default-editions.ts';
import type { SignedIn } from '../users/session-store.ts';
import { registerCalendarFiles } from './calendar-file-routes.ts';
import { activatePolicy, addDraft, changeDraft, keepPolicy, proposePolicy, withdrawPolicy } from './change-policy.ts';
import { editionProblems } from './check-edition.ts';
import { describePolicy, findEditionRow } from './describe-policy.ts';
import { isDay } from './is-day.ts';
import { heldOn, readNamedRows, toEditionValue, toSummary } from './policy-rows.ts';
import { previewPolicy } from './preview-policy.ts';
import { readSecondPerson, writeSecondPerson } from './second-person.ts';

const readers = ['admin_bkd', 'leader', 'inspectorate', 'treasurer', 'opd_head', 'opd_operator'] as const;
/** A duty roster of thousands of persons as assignments. */
const MOST_BYTES = 16 * 1024 * 1024;

export function registerPolicies(app: App, { database: { db }, now }: FeatureDependencies): void {
  registerCalendarFiles(app);
  const tags = ['policies'];
  const params = Type.Object({ id: Uuid });
  const today = async () => localDay(now(), mainZone(await regionZones(db)));
  const change = async (id: string, user: SignedIn, work: (tx: Transaction) => Promise<void>) => {
    await db.transaction(work);
    const policy = await describePolicy(db, id, user, await today());
    if (policy === null) throw notFound('Kebijakan ini');
    return policy;
  };

  app.get(
    '/api/policies',
    { config: { access: readers }, schema: { tags, response: { 200: Policies, ...problemResponses } } },
    async (request) => {
      const day = await today();
      const rows = await readNamedRows(db);
      const held = heldOn(
        rows.map(({ row }) => row),
        day,
      );
      return {
        today: day,
        secondPerson: await readSecondPerson(db, signedIn(request).id),
        policies: rows.map((row) => toSummary(row, held)),
      };
    },
  );

  app.get(
    '/api/policies/:id',
    { config: { access: readers }, schema: { tags, params, response: { 200: Policy, ...problemResponses } } },
    async (request) => {
      const policy = await describePolicy(db, request.params.id, signedIn(request), await today());
      if (policy === null) throw notFound('Kebijakan ini');
      return policy;
    },
  );

  app.post(
    '/api/policies',
    {
      config: { access: ['admin_bkd'] },
      bodyLimit: MOST_BYTES,
      schema: { tags, body: NewPolicy, response: { 201: Policy, ...problemResponses } },
    },
    async (request, reply) => {
      const user = signedIn(request);
      const id = await db.transaction((tx) => addDraft(tx, request.body, user.id));
      return reply.code(201).send((await describePolicy(db, id, user, await today())) as Policy);
    },
  );

  app.put(
    '/api/policies/:id',
    {
      config: { access: ['admin_bkd'] },
      bodyLimit: MOST_BYTES,
      schema: { tags, params, body: NewPolicy, response: { 200: Policy, ...problemResponses } },
    },
    (request) => {
      const [user, { id }] = [signedIn(request), request.params];
      return change(id, user, (tx) => changeDraft(tx, id, request.body, user.id));
    },
  );

  app.post(
    '/api/policies/:id/propose',
    {
      config: { access: ['admin_bkd'] },
      schema: { tags, params, body: Type.Object({}), response: { 200: Policy, ...problemResponses } },
    },
    (request) => {
      const [user, { id }] = [signedIn(request), request.params];
      return change(id, user, (tx) => proposePolicy(tx, id, user.id));
    },
  );

  app.post(
    '/api/policies/:id/activate',
    {
      config: { access: ['admin_bkd'] },
      schema: { tags, params, body: ActivatePolicy, response: { 200: Policy, ...problemResponses } },
    },
    (request) => {
      const [user, { id }] = [signedIn(request), request.params];
      return change(id, user, (tx) => activatePolicy(tx, id, user.id, request.body.acceptGaps === true));
    },
  );

  app.post(
    '/api/policies/:id/withdraw',
    {
      config: { access: ['admin_bkd'] },
      schema: { tags, params, body: WithdrawPolicy, response: { 200: Policy, ...problemResponses } },
    },
    (request) => {
      const [user, { id }] = [signedIn(request), request.params];
      return change(id, user, (tx) => withdrawPolicy(tx, id, user.id, request.body.reason.trim()));
    },
  );

  app.post(
    '/api/policies/:id/keep',
    {
      config: { access: ['admin_bkd'] },
      schema: {
        tags,
        description: 'Answers no to an officer who wants an edition out of force.',
        params,
        body: Type.Object({}),
        response: { 200: Policy, ...problemResponses },
      },
    },
    (request) => {
      const [user, { id }] = [signedIn(request), request.params];
      return change(id, user, (tx) => keepPolicy(tx, id, user.id));
    },
  );

  app.get(
    '/api/policies/:id/preview',
    {
      config: { access: ['admin_bkd'] },
      schema: {
        tags,
        description: 'Judges one day of everybody, or of one office, as it is now and with this edition in force.',
        params,
        querystring: Type.Object({ day: Type.String({ pattern: '^\\d{4}-\\d{2}-\\d{2}$' }), opd: Type.Optional(Uuid) }),
        response: { 200: PolicyPreview, ...problemResponses },
      },
    },
    async (request) => {
      const row = await findEditionRow(db, request.params.id);
      if (row === null) throw notFound('Kebijakan ini');
      const { day, opd } = request.query;
      if (!isDay(day)) throw fieldProblem('no-such-day', 'day', 'Tanggal ini tidak ada di kalender.');
      const edition = toEditionValue(row) as PolicyEdition;
      if (editionProblems(edition).length > 0)
        throw new HttpProblem(409, 'invalid-policy', 'Perbaiki dahulu yang ditandai; sesudah itu dapat dicoba.');
      return previewPolicy(db, { edition, day, opd, now: now() });
    },
  );

  app.put(
    '/api/policy-settings',
    {
      config: { access: ['admin_bkd'] },
      schema: {
        tags,
        description: 'Where a second person is required, doing without waits until another officer asks for the same.',
        body: PolicySettings,
        response: { 200: SecondPerson, ...problemResponses },
      },
    },
    async (request) => {
      const { id } = signedIn(request);
      await db.transaction((tx) => writeSecondPerson(tx, request.body.secondPerson, id, now()));
      return readSecondPerson(db, id);
    },
  );

  app.get(
    '/api/region-policies',
    { config: { access: ['admin_bkd'] }, schema: { tags, response: { 200: RegionPolicies, ...problemResponses } } },
    () => ({
      regions: regionDefaults().map(({ code, name, own }) => ({
        code,
        name,
        editions: own.map(({ document: _, ...head }) => head),
      })),
    }),
  );

  app.post(
    '/api/region-policies/:code',
    {
      config: { access: ['admin_bkd'] },
      schema: {
        tags,
        description: 'Makes drafts of what a region of the sources has of its own; nothing is in force by that.',
        params: Type.Object({ code: Type.String({ maxLength: 60 }) }),
        body: Type.Object({}),
        response: { 201: Type.Object({ drafts: Type.Array(Type.String()) }), ...problemResponses },
      },
    },
    async (request, reply) => {
      const region = regionDefaults().find(({ code }) => code === request.params.code);
      if (region === undefined) throw notFound('Contoh daerah ini');
      const by = signedIn(request).id;
      const drafts = await db.transaction(async (tx) => {
        const ids: string[] = [];
        for (const edition of region.own)
          ids.push((await findDraft(tx, edition)) ?? (await addDraft(tx, { ...edition, follows: null }, by)));
        return ids;
      });
      return reply.code(201).send({ drafts });
    },
  );
}

/** Asking twice for the same makes no second draft. */
async function findDraft(tx: Transaction, edition: PolicyEdition): Promise<string | undefined> {
  const { kind, effectiveFrom, legalBasis, document } = edition;
  const [row] = await tx
    .select({ id: policyEditions.id })
    .from(policyEditions)
    .where(
      and(
        inArray(policyEditions.state, ['draft', 'proposed']),
        eq(policyEditions.kind, kind),
        eq(policyEditions.effectiveFrom, effectiveFrom),
        eq(policyEditions.legalBasis, legalBasis),
        sql`${policyEditions.document} = ${JSON.stringify(document)}::text::jsonb`,
      ),
    );
  return row?.id;
}
