import { Uuid } from '@hadir/shared/api/people';
import { RequestPolicy } from '@hadir/shared/api/request-policy';
import { LeaveBalances, LeaveKindNames, NewBalance, RequestOptions } from '@hadir/shared/api/requests';
import { localDay } from '@hadir/shared/time/local-day';
import { eq } from 'drizzle-orm';
import { Type } from 'typebox';
import { employees, opds } from '../database/schema.ts';
import { decidesAbout, seesEmployee } from '../delegations/sees-employee.ts';
import type { FeatureDependencies } from '../http/api-dependencies.ts';
import type { App } from '../http/app.ts';
import { fieldProblem, forbidden, notFound } from '../http/http-problem.ts';
import { problemResponses } from '../http/problem-responses.ts';
import { signedIn } from '../http/require-access.ts';
import { asZone } from '../opds/zone.ts';
import { readPolicyBook } from '../policies/read-policy-book.ts';
import type { SignedIn } from '../users/session-store.ts';
import { readBalances, setBalance } from './balances.ts';
import { leaveKindsOn, requestOptions } from './request-options.ts';
import { readRequestPolicy, writeRequestPolicy } from './request-policy.ts';
import { asksFor } from './write-request.ts';

const tags = ['requests'];
const everybody = { access: 'signed-in' as const };
const onlyBkd = { access: ['admin_bkd' as const] };

/** What can be asked for, how much of it somebody has, and what BKD decides about both. */
export function registerLeave(app: App, { database: { db }, now }: FeatureDependencies): void {
  app.get(
    '/api/request-options',
    {
      config: everybody,
      schema: {
        tags,
        querystring: Type.Object({ employee: Type.Optional(Uuid) }),
        response: { 200: RequestOptions, ...problemResponses },
      },
    },
    async (request) => {
      const { employee } = await asksFor(db, signedIn(request), request.query.employee);
      const [person] = await db
        .select({ kind: employees.kind, zone: opds.zone })
        .from(employees)
        .innerJoin(opds, eq(opds.id, employees.opd))
        .where(eq(employees.id, employee));
      if (!person) throw notFound('Pegawai ini');
      const { book } = await readPolicyBook(db);
      const today = localDay(now(), asZone(person.zone));
      const policy = await readRequestPolicy(db);
      const isOfficeDay = (day: string) => book.isOfficeDay(day);
      return { options: requestOptions(leaveKindsOn(book, today), policy, person.kind, today, isOfficeDay) };
    },
  );

  app.get(
    '/api/leave-kinds',
    { config: everybody, schema: { tags, response: { 200: LeaveKindNames, ...problemResponses } } },
    async () => {
      const { book } = await readPolicyBook(db);
      const kinds = leaveKindsOn(book, localDay(now(), 'Asia/Jakarta'));
      return { kinds: kinds.map(({ code, name, status }) => ({ code, name, needsOrder: status === 'duty' })) };
    },
  );

  app.get(
    '/api/employees/:id/leave-balances',
    {
      config: everybody,
      schema: {
        tags,
        params: Type.Object({ id: Uuid }),
        querystring: Type.Object({ year: Type.Optional(Type.Integer({ minimum: 2000, maximum: 2100 })) }),
        response: { 200: LeaveBalances, ...problemResponses },
      },
    },
    async (request) => {
      const { id } = request.params;
      const year = request.query.year ?? Number(localDay(now(), 'Asia/Jakarta').slice(0, 4));
      if (!(await maySeeBalance(signedIn(request), id))) throw forbidden();
      const balances = await readBalances(db, id, year);
      if (balances === null) throw notFound('Pegawai ini');
      return balances;
    },
  );

  app.put(
    '/api/employees/:id/leave-balances',
    {
      config: onlyBkd,
      schema: {
        tags,
        params: Type.Object({ id: Uuid }),
        body: NewBalance,
        response: { 200: LeaveBalances, ...problemResponses },
      },
    },
    async (request) => {
      const { id } = request.params;
      const by = signedIn(request);
      if (by.employee === id) throw forbidden('Saldo cuti Anda sendiri dimasukkan petugas BKD yang lain.');
      const { code, year } = request.body;
      const [person] = await db.select({ id: employees.id }).from(employees).where(eq(employees.id, id));
      if (!person) throw notFound('Pegawai ini');
      const { book } = await readPolicyBook(db);
      const kind = leaveKindsOn(book, `${year}-12-31`).find((known) => known.code === code);
      if (kind === undefined || kind.quota.days === null || kind.quota.per !== 'year')
        throw fieldProblem('kind-without-balance', 'code', 'Jenis ini tidak punya kuota hari per tahun.');
      await db.transaction((tx) => setBalance(tx, { ...request.body, employee: id, by: by.id }));
      const balances = await readBalances(db, id, year);
      if (balances === null) throw notFound('Pegawai ini');
      return balances;
    },
  );

  app.get(
    '/api/request-policy',
    { config: everybody, schema: { tags, response: { 200: RequestPolicy, ...problemResponses } } },
    () => readRequestPolicy(db),
  );

  app.put(
    '/api/request-policy',
    { config: onlyBkd, schema: { tags, body: RequestPolicy, response: { 200: RequestPolicy, ...problemResponses } } },
    async (request) => {
      await db.transaction((tx) => writeRequestPolicy(tx, request.body, signedIn(request).id));
      return readRequestPolicy(db);
    },
  );

  /** Oneself, whom one's role sees, and those about whom one decides. */
  async function maySeeBalance(viewer: SignedIn, employee: string): Promise<boolean> {
    if (viewer.employee === employee) return true;
    const [person] = await db.select({ opd: employees.opd }).from(employees).where(eq(employees.id, employee));
    if (person === undefined) return viewer.role === 'admin_bkd';
    if (viewer.role === 'treasurer') return decidesAbout(db, viewer, employee, now());
    return seesEmployee(db, viewer, { id: employee, opd: person.opd }, now());
  }
}
