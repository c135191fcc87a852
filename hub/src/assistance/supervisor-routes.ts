import {
  AssistanceGrounds,
  NewSupervisor,
  OwnAssistance,
  OwnPin,
  PinByCode,
  PinCode,
  type Supervisor,
  SupervisorCard,
  Supervisor as SupervisorSchema,
  Supervisors,
} from '@hadir/shared/api/assistance';
import { Uuid } from '@hadir/shared/api/people';
import { Type } from 'typebox';
import type { CommandSender } from '../commands/command-sender.ts';
import type { FeatureDependencies } from '../http/api-dependencies.ts';
import type { App } from '../http/app.ts';
import { forbidden, notFound } from '../http/http-problem.ts';
import { problemResponses } from '../http/problem-responses.ts';
import { signedIn } from '../http/require-access.ts';
import { seenBy } from '../users/scope.ts';
import { listSupervisors } from './list-supervisors.ts';
import { endSupervisor, nameSupervisor } from './name-supervisors.ts';
import { makeCard, makePinCode, revokeSecret, setOwnPin, setPinByCode } from './supervisor-secrets.ts';

const tags = ['assistance'];
const onlyBkd = { access: ['admin_bkd' as const] };
const readers = {
  access: [
    'admin_bkd' as const,
    'leader' as const,
    'opd_head' as const,
    'opd_operator' as const,
    'inspectorate' as const,
  ],
};
const params = Type.Object({ id: Uuid });
/** Whoever guesses codes is slowed down long before the tries of any one code are used up. */
const CODES_PER_ADDRESS = { max: 10, timeWindow: '1 minute' };

/** Who may assist at the doors, and how each proves himself. */
export function registerSupervisors(
  app: App,
  { database: { db }, now }: FeatureDependencies,
  sender: CommandSender,
): void {
  const show = async (id: string): Promise<Supervisor> => {
    const [found] = await listSupervisors(db, { id }, now());
    if (!found) throw notFound('Petugas ini');
    return found;
  };

  app.get(
    '/api/assistance/supervisors',
    {
      config: readers,
      schema: {
        tags,
        querystring: Type.Object({ opd: Type.Optional(Uuid) }),
        response: { 200: Supervisors, ...problemResponses },
      },
    },
    async (request) => {
      const { opd } = seenBy(signedIn(request), request.query.opd);
      return { supervisors: await listSupervisors(db, { opd }, now()) };
    },
  );

  app.post(
    '/api/assistance/supervisors',
    {
      config: onlyBkd,
      schema: { tags, body: NewSupervisor, response: { 201: SupervisorSchema, ...problemResponses } },
    },
    async (request, reply) => {
      const by = signedIn(request).id;
      const id = await db.transaction((tx) => nameSupervisor(tx, by, request.body.employee));
      return reply.code(201).send(await show(id));
    },
  );

  app.post(
    '/api/assistance/supervisors/:id/end',
    {
      config: onlyBkd,
      schema: { tags, params, body: AssistanceGrounds, response: { 204: Type.Null(), ...problemResponses } },
    },
    async (request, reply) => {
      const by = signedIn(request).id;
      sender.wakeDoors(await db.transaction((tx) => endSupervisor(tx, by, request.params.id, request.body.reason)));
      return reply.code(204).send(null);
    },
  );

  app.post(
    '/api/assistance/supervisors/:id/code',
    {
      config: onlyBkd,
      schema: {
        tags,
        description: 'A code of eight digits with which the supervisor sets his PIN himself. Shown once.',
        params,
        response: { 201: PinCode, ...problemResponses },
      },
    },
    async (request, reply) =>
      reply.code(201).send(await makePinCode(db, signedIn(request).id, request.params.id, now())),
  );

  app.post(
    '/api/assistance/supervisors/:id/card',
    {
      config: onlyBkd,
      schema: {
        tags,
        description: 'A new card; the one before is of no use any more. Its secret is shown once.',
        params,
        response: { 201: SupervisorCard, ...problemResponses },
      },
    },
    async (request, reply) => {
      const { card, doors } = await makeCard(db, signedIn(request).id, request.params.id);
      sender.wakeDoors(doors);
      return reply.code(201).send(card);
    },
  );

  for (const which of ['pin', 'card'] as const)
    app.delete(
      `/api/assistance/supervisors/:id/${which}`,
      { config: onlyBkd, schema: { tags, params, response: { 204: Type.Null(), ...problemResponses } } },
      async (request, reply) => {
        sender.wakeDoors(await revokeSecret(db, signedIn(request).id, request.params.id, which));
        return reply.code(204).send(null);
      },
    );

  app.get(
    '/api/assistance/own',
    { config: { access: 'signed-in' }, schema: { tags, response: { 200: OwnAssistance, ...problemResponses } } },
    async (request) => {
      const { employee } = signedIn(request);
      if (employee === null) return { supervisor: null };
      const [supervisor] = await listSupervisors(db, { employee }, now());
      return { supervisor: supervisor ?? null };
    },
  );

  app.put(
    '/api/assistance/own/pin',
    {
      config: { access: 'signed-in' },
      schema: { tags, body: OwnPin, response: { 204: Type.Null(), ...problemResponses } },
    },
    async (request, reply) => {
      const { id, employee } = signedIn(request);
      if (employee === null) throw forbidden('Akun ini tidak menunjuk seorang pegawai.');
      sender.wakeDoors(await setOwnPin(db, id, employee, request.body.pin));
      return reply.code(204).send(null);
    },
  );

  app.post(
    '/api/assistance/pin',
    {
      config: { access: 'public', rateLimit: CODES_PER_ADDRESS },
      bodyLimit: 1_024,
      schema: {
        tags,
        description: 'Sets a PIN by the code that BKD handed over, for those who have no account.',
        body: PinByCode,
        response: { 204: Type.Null(), ...problemResponses },
      },
    },
    async (request, reply) => {
      sender.wakeDoors(await setPinByCode(db, request.body, now()));
      return reply.code(204).send(null);
    },
  );
}
