import {
  Members,
  NewPosting,
  NewWorkUnit,
  Postings,
  WorkUnit,
  WorkUnitName,
  WorkUnits,
} from '@hadir/shared/api/organisation';
import { Uuid } from '@hadir/shared/api/people';
import { localDay } from '@hadir/shared/time/local-day';
import { eq } from 'drizzle-orm';
import { Type } from 'typebox';
import { mainZone, regionZones } from '../attendance/region-zones.ts';
import type { CommandSender } from '../commands/command-sender.ts';
import { opds } from '../database/schema.ts';
import { workUnits } from '../database/tables/postings.ts';
import { findEmployee } from '../employees/employee-store.ts';
import type { FeatureDependencies } from '../http/api-dependencies.ts';
import type { App } from '../http/app.ts';
import { fieldProblem, forbidden, notFound } from '../http/http-problem.ts';
import { problemResponses } from '../http/problem-responses.ts';
import { signedIn } from '../http/require-access.ts';
import { maySeeEmployee, seenBy } from '../users/scope.ts';
import { writeAudit } from '../users/write-audit.ts';
import { listMembers, listPostings, listWorkUnits } from './list-organisation.ts';
import { postEmployee } from './post-employee.ts';

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
      const { opd, parent = null } = request.body;
      const name = request.body.name.trim();
      const made = await db.transaction(async (tx) => {
        const [office] = await tx.select({ id: opds.id }).from(opds).where(eq(opds.id, opd));
        if (!office) throw fieldProblem('opd-unknown', 'opd', 'OPD ini tidak ada.');
        if (parent !== null) {
          const [above] = await tx.select({ opd: workUnits.opd }).from(workUnits).where(eq(workUnits.id, parent));
          if (above?.opd !== opd) throw fieldProblem('parent-unknown', 'parent', 'Induknya bukan bagian OPD itu.');
        }
        const [created] = await tx
          .insert(workUnits)
          .values({ opd, parent, name })
          .onConflictDoNothing({ target: [workUnits.opd, workUnits.name] })
          .returning({ id: workUnits.id });
        if (!created) throw fieldProblem('work-unit-name-taken', 'name', 'Unit kerja dengan nama ini sudah ada.', 409);
        await writeAudit(tx, signedIn(request).id, 'work-unit-created', created.id, { opd, name, parent });
        return created;
      });
      return reply.code(201).send({ id: made.id, opd, parent, name, people: 0 });
    },
  );

  app.put(
    '/api/work-units/:id',
    {
      config: { access: ['admin_bkd'] },
      schema: {
        tags,
        params: Type.Object({ id: Uuid }),
        body: WorkUnitName,
        response: { 200: WorkUnitName, ...problemResponses },
      },
    },
    async (request) => {
      const { id } = request.params;
      const name = request.body.name.trim();
      await db.transaction(async (tx) => {
        const [before] = await tx.select().from(workUnits).where(eq(workUnits.id, id)).for('update');
        if (!before) throw notFound('Unit kerja ini');
        const same = await listWorkUnits(tx, before.opd, '1900-01-01');
        if (same.some((unit) => unit.name === name && unit.id !== id))
          throw fieldProblem('work-unit-name-taken', 'name', 'Unit kerja dengan nama ini sudah ada.', 409);
        await tx.update(workUnits).set({ name }).where(eq(workUnits.id, id));
        await writeAudit(tx, signedIn(request).id, 'work-unit-renamed', id, { before: before.name, after: name });
      });
      return { name };
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
}
