import { Finding, FindingDecision, Findings, NewFinding } from '@hadir/shared/api/findings';
import { Uuid } from '@hadir/shared/api/people';
import { Month } from '@hadir/shared/api/tpp-terms';
import { Type } from 'typebox';
import type { FeatureDependencies } from '../http/api-dependencies.ts';
import type { App } from '../http/app.ts';
import { notFound } from '../http/http-problem.ts';
import { problemResponses } from '../http/problem-responses.ts';
import { signedIn } from '../http/require-access.ts';
import { seenBy } from '../users/scope.ts';
import type { SignedIn } from '../users/session-store.ts';
import { decideFinding, recordFinding, revokeFinding } from './decide-finding.ts';
import { listFindings } from './list-findings.ts';

const tags = ['findings'];
const params = Type.Object({ id: Uuid });
const onlyInspectorate = { access: ['inspectorate' as const] };
const DECISIONS = { confirm: 'confirmed', refuse: 'refused' } as const;

/** Manipulation that the Inspektorat found: recorded by one, confirmed by another. */
export function registerFindings(app: App, { database: { db }, now }: FeatureDependencies): void {
  const show = async (id: string, viewer: SignedIn): Promise<Finding> => {
    const [found] = await listFindings(db, viewer, { id });
    if (found === undefined) throw notFound('Temuan ini');
    return found;
  };

  app.get(
    '/api/findings',
    {
      config: { access: ['admin_bkd', 'leader', 'opd_head', 'inspectorate'] },
      schema: {
        tags,
        querystring: Type.Object({ month: Type.Optional(Month) }),
        response: { 200: Findings, ...problemResponses },
      },
    },
    async (request) => {
      const viewer = signedIn(request);
      return { findings: await listFindings(db, viewer, { ...request.query, opd: seenBy(viewer).opd }) };
    },
  );

  app.post(
    '/api/findings',
    {
      config: onlyInspectorate,
      schema: { tags, body: NewFinding, response: { 201: Finding, ...problemResponses } },
    },
    async (request, reply) => {
      const by = signedIn(request);
      const id = await db.transaction((tx) => recordFinding(tx, request.body, by, now()));
      return reply.code(201).send(await show(id, by));
    },
  );

  for (const [name, state] of Object.entries(DECISIONS))
    app.post(
      `/api/findings/:id/${name}`,
      {
        config: onlyInspectorate,
        schema: { tags, params, body: FindingDecision, response: { 200: Finding, ...problemResponses } },
      },
      async (request) => {
        const by = signedIn(request);
        const { id } = request.params;
        await db.transaction((tx) => decideFinding(tx, id, state, request.body.note, by, now()));
        return show(id, by);
      },
    );

  app.post(
    '/api/findings/:id/revoke',
    {
      config: onlyInspectorate,
      schema: {
        tags,
        description: 'Takes a confirmed finding back. A settled month changes by a correction alone.',
        params,
        body: FindingDecision,
        response: { 200: Finding, ...problemResponses },
      },
    },
    async (request) => {
      const by = signedIn(request);
      const { id } = request.params;
      await db.transaction((tx) => revokeFinding(tx, id, request.body.note, by, now()));
      return show(id, by);
    },
  );
}
