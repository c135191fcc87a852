import { EmployeeChange, EmployeeDetail, Employees, NewEmployee, Uuid } from '@hadir/shared/api/people';
import { Type } from 'typebox';
import type { CommandSender } from '../commands/command-sender.ts';
import type { FeatureDependencies } from '../http/api-dependencies.ts';
import type { App } from '../http/app.ts';
import { fieldProblem, forbidden, HttpProblem, notFound } from '../http/http-problem.ts';
import { problemResponses } from '../http/problem-responses.ts';
import { signedIn } from '../http/require-access.ts';
import { maySeeEmployee, seenBy } from '../users/scope.ts';
import { addEmployee } from './add-employee.ts';
import { changeEmployee } from './change-employee.ts';
import { findEmployee, searchEmployees } from './employee-store.ts';
import { nipMessages } from './nip-messages.ts';

const Search = Type.Object({
  q: Type.Optional(Type.String({ maxLength: 200, description: 'part of a name, or the beginning of a NIP' })),
  opd: Type.Optional(Uuid),
  limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 200 })),
  offset: Type.Optional(Type.Integer({ minimum: 0, maximum: 10_000_000 })),
});

export function registerEmployees(app: App, { database: { db } }: FeatureDependencies, sender: CommandSender): void {
  app.get(
    '/api/employees',
    {
      config: { access: 'signed-in' },
      schema: { tags: ['employees'], querystring: Search, response: { 200: Employees, ...problemResponses } },
    },
    async (request) => {
      const { q, opd, limit = 50, offset = 0 } = request.query;
      return searchEmployees(db, { text: q, ...seenBy(signedIn(request), opd), limit, offset });
    },
  );

  app.get(
    '/api/employees/:id',
    {
      config: { access: 'signed-in' },
      schema: {
        tags: ['employees'],
        params: Type.Object({ id: Uuid }),
        response: { 200: EmployeeDetail, ...problemResponses },
      },
    },
    async (request) => {
      // An administrator also finds those who left, to take them back.
      const employee = await findEmployee(db, request.params.id, signedIn(request).role === 'admin_bkd');
      if (!employee) throw notFound('Pegawai ini');
      if (!maySeeEmployee(signedIn(request), employee)) throw forbidden();
      return employee;
    },
  );

  app.patch(
    '/api/employees/:id',
    {
      config: { access: ['admin_bkd'] },
      schema: {
        tags: ['employees'],
        params: Type.Object({ id: Uuid }),
        body: EmployeeChange,
        response: { 200: EmployeeDetail, ...problemResponses },
      },
    },
    async (request) => {
      const { id } = request.params;
      if (request.body.name?.trim() === '') throw fieldProblem('name-missing', 'name', 'Nama tidak boleh kosong.');
      const doors = await changeEmployee(db, signedIn(request).id, id, request.body);
      const employee = doors === null ? null : await findEmployee(db, id, true);
      if (employee === null || doors === null) throw notFound('Pegawai ini');
      sender.wakeDoors(doors);
      return employee;
    },
  );

  app.post(
    '/api/employees',
    {
      config: { access: ['admin_bkd'] },
      schema: { tags: ['employees'], body: NewEmployee, response: { 201: EmployeeDetail, ...problemResponses } },
    },
    async (request, reply) => {
      const outcome = await addEmployee(db, signedIn(request).id, request.body);
      switch (outcome.kind) {
        case 'added':
          return reply.code(201).send(outcome.employee);
        case 'invalid-nip':
          throw fieldProblem('invalid-nip', 'nip', nipMessages[outcome.problem]);
        case 'opd-unknown':
          throw fieldProblem('opd-unknown', 'opd', 'OPD ini tidak ada.');
        case 'nip-taken': {
          // Only an administrator gets here, so the holder may be named.
          const message = `NIP ini sudah dipakai oleh ${outcome.holder.name} di ${outcome.holder.opdName}.`;
          throw new HttpProblem(409, 'nip-taken', message, { fields: [{ field: 'nip', message }] });
        }
      }
    },
  );
}
