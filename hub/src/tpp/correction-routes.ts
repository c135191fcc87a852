import { Uuid } from '@hadir/shared/api/people';
import {
  Correction,
  CorrectionDecision,
  CorrectionDecisions,
  CorrectionOutcomes,
  CorrectionState,
  Corrections,
  NewCorrection,
  NewCorrections,
} from '@hadir/shared/api/tpp';
import { Month } from '@hadir/shared/api/tpp-terms';
import { Type } from 'typebox';
import type { FeatureDependencies } from '../http/api-dependencies.ts';
import type { App } from '../http/app.ts';
import { forbidden, notFound } from '../http/http-problem.ts';
import { problemResponses } from '../http/problem-responses.ts';
import { signedIn } from '../http/require-access.ts';
import { seenBy } from '../users/scope.ts';
import type { SignedIn } from '../users/session-store.ts';
import { decideMany, proposeMany } from './correct-many.ts';
import { decideCorrection, proposeCorrection } from './corrections.ts';
import { listCorrections } from './list-corrections.ts';
import { openMonthSource } from './month-source.ts';
import { findMember, mayPropose, workOutPerson } from './read-person-month.ts';

const tags = ['tpp'];
const proposers = { access: ['admin_bkd' as const, 'opd_head' as const, 'opd_operator' as const] };
const deciders = { access: ['admin_bkd' as const] };
const DECISIONS = { approve: 'approved', refuse: 'refused' } as const;
const ONLY_OWN = 'Anda hanya dapat mengusulkan koreksi untuk OPD Anda sendiri.';

/** Settled months put right, by two people. */
export function registerCorrections(app: App, { database: { db }, now }: FeatureDependencies): void {
  const show = async (id: string, viewer: SignedIn): Promise<Correction> => {
    const [found] = await listCorrections(db, viewer, { id });
    if (found === undefined) throw notFound('Koreksi ini');
    return found;
  };

  app.get(
    '/api/tpp/corrections',
    {
      config: { access: ['admin_bkd', 'leader', 'opd_head', 'opd_operator', 'inspectorate', 'treasurer'] },
      schema: {
        tags,
        querystring: Type.Object({ state: Type.Optional(CorrectionState), month: Type.Optional(Month) }),
        response: { 200: Corrections, ...problemResponses },
      },
    },
    async (request) => {
      const viewer = signedIn(request);
      const { opd } = seenBy(viewer);
      return { corrections: await listCorrections(db, viewer, { ...request.query, opd }) };
    },
  );

  app.post(
    '/api/tpp/people/:employee/:month/corrections',
    {
      config: proposers,
      schema: {
        tags,
        params: Type.Object({ employee: Uuid, month: Month }),
        body: NewCorrection,
        response: { 201: Correction, ...problemResponses },
      },
    },
    async (request, reply) => {
      const by = signedIn(request);
      const { employee, month } = request.params;
      const member = await findMember(db, employee, month);
      if (member === null) throw notFound('TPP pegawai ini pada bulan itu');
      if (!mayPropose(by, member.opd)) throw forbidden(ONLY_OWN);
      const source = await openMonthSource(db, now());
      const row = await workOutPerson(source, month, member);
      const id = await proposeCorrection(source, row, request.body, by);
      return reply.code(201).send(await show(id, by));
    },
  );

  app.post(
    '/api/tpp/sheets/:opd/:month/corrections',
    {
      config: proposers,
      schema: {
        tags,
        description: 'Proposes the same for many of an office; each stands and is decided by itself.',
        params: Type.Object({ opd: Uuid, month: Month }),
        body: NewCorrections,
        response: { 200: CorrectionOutcomes, ...problemResponses },
      },
    },
    async (request) => {
      const by = signedIn(request);
      const { opd, month } = request.params;
      if (!mayPropose(by, opd)) throw forbidden(ONLY_OWN);
      return proposeMany(await openMonthSource(db, now()), opd, month, request.body, by);
    },
  );

  app.post(
    '/api/tpp/corrections/decide',
    {
      config: deciders,
      schema: {
        tags,
        description: 'Decides many corrections alike.',
        body: CorrectionDecisions,
        response: { 200: CorrectionOutcomes, ...problemResponses },
      },
    },
    async (request) => {
      const { corrections, verdict, note } = request.body;
      const source = await openMonthSource(db, now());
      return decideMany(source, corrections, DECISIONS[verdict], note, signedIn(request));
    },
  );

  for (const [name, state] of Object.entries(DECISIONS))
    app.post(
      `/api/tpp/corrections/:id/${name}`,
      {
        config: deciders,
        schema: {
          tags,
          params: Type.Object({ id: Uuid }),
          body: CorrectionDecision,
          response: { 200: Correction, ...problemResponses },
        },
      },
      async (request) => {
        const by = signedIn(request);
        await decideCorrection(await openMonthSource(db, now()), request.params.id, state, request.body.note, by);
        return show(request.params.id, by);
      },
    );
}
