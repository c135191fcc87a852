import {
  ChangedWorkUnit,
  Members,
  NewPosting,
  NewWorkUnit,
  Postings,
  WorkUnit,
  WorkUnits,
} from '@hadir/shared/api/organisation';
import { Uuid } from '@hadir/shared/api/people';
import { Day } from '@hadir/shared/api/policies/policy-terms';
import { localDay } from '@hadir/shared/time/local-day';
import { Type } from 'typebox';
import { mainZone, regionZones } from '../attendance/region-zones.ts';
import type { CommandSender } from '../commands/command-sender.ts';
import { findEmployee } from '../employees/employee-store.ts';
import type { FeatureDependencies } from '../http/api-dependencies.ts';
import type { App } from '../http/app.ts';
import { forbidden, notFound } from '../http/http-problem.ts';
import { problemResponses } from '../http/problem-responses.ts';
import { signedIn } from '../http/require-access.ts';
import { maySeeEmployee, seenBy } from '../users/scope.ts';
import { addWorkUnit, changeWorkUnit, removeWorkUnit } from './change-work-units.ts';
import { listMembers, listPostings, listWorkUnits } from './list-organisation.ts';
import { postEmployee, removePosting } from './post-employee.ts';

const readers = ['admin_bkd', 'leader', 'inspectorate', 'treasurer', 'opd_head', 'opd_operator'] as const;

export function registerOrganisation(
  app: App,
  { database: { db }, now }: FeatureDependencies,
  sender: Pick<CommandSender, 'wakeDoors'>,
): void {
  const tags = ['organisation'];
  const today = async (opd?: string) => localDay(now(), mainZone(await regionZones(db, opd)));

  app.get(
    '/api/work-units',
    {
      config: { access: readers },
      schema: {
        tags,
        querystring: Type.Object({ opd: Type.Optional(Uuid) }),
        response: { 200: WorkUnits, ...problemResponses },
      },
    },
    async (request) => {
      const { opd } = seenBy(signedIn(request), request.query.opd);
      return { workUnits: await listWorkUnits(db, opd, await today(opd)) };
    },
  );

  app.post(
    '/api/work-units',
    {
      config: { access: ['admin_bkd'] },
      schema: { tags, body: NewWorkUnit, response: { 201: WorkUnit, ...problemResponses } },
    },
    async (request, reply) => {
      const { opd, parent = null, name } = request.body;
      const by = signedIn(request).id;
      const made = await db.transaction((tx) => addWorkUnit(tx, { opd, parent, name }, by));
      return reply.code(201).send({ ...made, people: 0 });
    },
  );

  app.put(
    '/api/work-units/:id',
    {
      config: { access: ['admin_bkd'] },
      schema: {
        tags,
        params: Type.Object({ id: Uuid }),
        body: ChangedWorkUnit,
        response: { 200: WorkUnit, ...problemResponses },
      },
    },
    async (request) => {
      const { id } = request.params;
      const opd = await db.transaction((tx) => changeWorkUnit(tx, id, request.body, signedIn(request).id));
      const units = await listWorkUnits(db, opd, await today(opd));
      const changed = units.find((unit) => unit.id === id);
      if (!changed) throw notFound('Unit kerja ini');
      return changed;
    },
  );

  app.delete(
    '/api/work-units/:id',
    {
      config: { access: ['admin_bkd'] },
      schema: {
        tags,
        description: 'Only one that nobody ever belonged to, that has no parts and that no policy names.',
        params: Type.Object({ id: Uuid }),
        response: { 204: Type.Null(), ...problemResponses },
      },
    },
    async (request, reply) => {
      await db.transaction((tx) => removeWorkUnit(tx, request.params.id, signedIn(request).id));
      return reply.code(204).send(null);
    },
  );

  app.get(
    '/api/opds/:id/members',
    {
      config: { access: readers },
      schema: { tags, params: Type.Object({ id: Uuid }), response: { 200: Members, ...problemResponses } },
    },
    async (request) => {
      const { id } = request.params;
      seenBy(signedIn(request), id);
      const day = await today(id);
      return { today: day, members: await listMembers(db, id, day) };
    },
  );

  app.get(
    '/api/employees/:id/postings',
    {
      config: { access: 'signed-in' },
      schema: { tags, params: Type.Object({ id: Uuid }), response: { 200: Postings, ...problemResponses } },
    },
    async (request) => {
      const employee = await findEmployee(db, request.params.id);
      if (!employee) throw notFound('Pegawai ini');
      if (!maySeeEmployee(signedIn(request), employee)) throw forbidden();
      return { today: await today(employee.opd), postings: await listPostings(db, employee.id) };
    },
  );

  app.post(
    '/api/employees/:id/postings',
    {
      config: { access: ['admin_bkd'] },
      schema: {
        tags,
        params: Type.Object({ id: Uuid }),
        body: NewPosting,
        response: { 201: Postings, ...problemResponses },
      },
    },
    async (request, reply) => {
      const { id } = request.params;
      const day = await today(request.body.opd);
      const by = signedIn(request).id;
      const doors = await db.transaction((tx) => postEmployee(tx, id, request.body, { by, today: day }));
      sender.wakeDoors(doors);
      return reply.code(201).send({ today: day, postings: await listPostings(db, id) });
    },
  );

  app.delete(
    '/api/employees/:id/postings/:from',
    {
      config: { access: ['admin_bkd'] },
      schema: {
        tags,
        params: Type.Object({ id: Uuid, from: Day }),
        response: { 200: Postings, ...problemResponses },
      },
    },
    async (request) => {
      const { id, from } = request.params;
      const employee = await findEmployee(db, id);
      if (!employee) throw notFound('Pegawai ini');
      const day = await today(employee.opd);
      const by = signedIn(request).id;
      const doors = await db.transaction((tx) => removePosting(tx, id, from, { by, today: day }));
      sender.wakeDoors(doors);
      return { today: day, postings: await listPostings(db, id) };
    },
  );
}
