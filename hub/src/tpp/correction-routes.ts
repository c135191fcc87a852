import { Uuid } from '@hadir/shared/api/people';
import {
  Correction,
  CorrectionDecision,
  CorrectionState,
  Corrections,
  Month,
  NewCorrection,
} from '@hadir/shared/api/tpp';
import { Type } from 'typebox';
import type { FeatureDependencies } from '../http/api-dependencies.ts';
import type { App } from '../http/app.ts';
import { forbidden, notFound } from '../http/http-problem.ts';
import { problemResponses } from '../http/problem-responses.ts';
import { signedIn } from '../http/require-access.ts';
import { seenBy } from '../users/scope.ts';
import type { SignedIn } from '../users/session-store.ts';
import { decideCorrection, listCorrections, proposeCorrection } from './corrections.ts';
import { openMonthSource } from './month-source.ts';
import { findMember, mayPropose, workOutPerson } from './read-person-month.ts';

const tags = ['tpp'];
const DECISIONS = { approve: 'approved', refuse: 'refused' } as const;

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
      config: { access: ['admin_bkd', 'opd_head', 'opd_operator'] },
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
      if (!mayPropose(by, member.opd)) throw forbidden('Anda hanya dapat mengusulkan koreksi untuk OPD Anda sendiri.');
      const row = await workOutPerson(await openMonthSource(db, now()), month, member);
      const id = await proposeCorrection(db, row, request.body, by, now());
      return reply.code(201).send(await show(id, by));
    },
  );

  for (const [name, state] of Object.entries(DECISIONS))
    app.post(
      `/api/tpp/corrections/:id/${name}`,
      {
        config: { access: ['admin_bkd'] },
        schema: {
          tags,
          params: Type.Object({ id: Uuid }),
          body: CorrectionDecision,
          response: { 200: Correction, ...problemResponses },
        },
      },
      async (request) => {
        const by = signedIn(request);
        await decideCorrection(db, request.params.id, state, request.body.note, by, now());
        return show(request.params.id, by);
      },
    );
}
