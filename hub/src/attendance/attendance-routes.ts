import { Arrivals, DayStatus, EmployeeDay, EmployeeMonth, Today, TodayPeople } from '@hadir/shared/api/attendance';
import { Uuid } from '@hadir/shared/api/people';
import { localDay } from '@hadir/shared/time/local-day';
import { sql } from 'drizzle-orm';
import { Type } from 'typebox';
import { seesEmployee } from '../delegations/sees-employee.ts';
import { findEmployee } from '../employees/employee-store.ts';
import type { FeatureDependencies } from '../http/api-dependencies.ts';
import type { App } from '../http/app.ts';
import { fieldProblem, forbidden, notFound } from '../http/http-problem.ts';
import { problemResponses } from '../http/problem-responses.ts';
import { signedIn } from '../http/require-access.ts';
import { seenBy } from '../users/scope.ts';
import { countMinutesLastWeek, countToday } from './count-today.ts';
import { listTodayPeople } from './list-today-people.ts';
import { readArrivals } from './read-arrivals.ts';
import { readEmployeeDay } from './read-employee-day.ts';
import { readEmployeeMonth } from './read-employee-month.ts';
import { mainZone, regionZones } from './region-zones.ts';
import { SharedAnswers } from './shared-answers.ts';

const Day = Type.String({ pattern: '^\\d{4}-\\d{2}-\\d{2}$', description: 'YYYY-MM-DD, local' });
const TODAY_FRESH_MS = 1_000;
const LAST_WEEK_FRESH_MS = 10 * 60_000;
const overview = ['admin_bkd', 'leader', 'opd_head', 'opd_operator', 'inspectorate'] as const;

export function registerAttendance(app: App, { database: { db }, now }: FeatureDependencies): void {
  // A hundred open dashboards cost one count a second; a week ago hardly changes any more.
  const lastWeek = new SharedAnswers(LAST_WEEK_FRESH_MS, (key) => {
    const [, opd] = key.split(' ');
    return countMinutesLastWeek(db, opd, now());
  });
  const today = new SharedAnswers(TODAY_FRESH_MS, async (opd) => {
    const at = now();
    // The hour is part of the key, so that no answer outlives its day in any zone.
    const hour = at.toISOString().slice(0, 13);
    const minutes = await lastWeek.get(opd === '' ? hour : `${hour} ${opd}`);
    return countToday(db, opd === '' ? undefined : opd, at, minutes);
  });
  const tags = ['attendance'];

  app.get(
    '/api/today',
    {
      config: { access: overview },
      schema: {
        tags,
        querystring: Type.Object({ opd: Type.Optional(Uuid) }),
        response: { 200: Today, ...problemResponses },
      },
    },
    (request) => today.get(seenBy(signedIn(request), request.query.opd).opd ?? ''),
  );

  app.get(
    '/api/today/people',
    {
      config: { access: overview },
      schema: {
        tags,
        querystring: Type.Object({
          opd: Type.Optional(Uuid),
          status: Type.Optional(DayStatus),
          limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 1_000 })),
          offset: Type.Optional(Type.Integer({ minimum: 0, maximum: 10_000_000 })),
        }),
        response: { 200: TodayPeople, ...problemResponses },
      },
    },
    (request) => {
      const { status, limit = 200, offset = 0 } = request.query;
      const { opd } = seenBy(signedIn(request), request.query.opd);
      return listTodayPeople(db, { opd, status, limit, offset }, now());
    },
  );

  app.get(
    '/api/arrivals',
    {
      config: { access: overview },
      schema: {
        tags,
        description: 'The newest first; `before` is the id of the last one shown.',
        querystring: Type.Object({
          day: Type.Optional(Day),
          opd: Type.Optional(Uuid),
          limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 500 })),
          before: Type.Optional(Type.String({ pattern: '^\\d{1,18}$' })),
        }),
        response: { 200: Arrivals, ...problemResponses },
      },
    },
    async (request) => {
      const { limit = 50, before } = request.query;
      const { opd } = seenBy(signedIn(request), request.query.opd);
      const day = checkedDay(request.query.day) ?? localDay(now(), mainZone(await regionZones(db, opd)));
      const ofOffice = opd === undefined ? sql`` : sql`AND e.opd = ${opd}::uuid`;
      const older = before === undefined ? sql`` : sql`AND p.id < ${before}::bigint`;
      const tail = sql`WHERE p.day = ${day}::date ${ofOffice} ${older} ORDER BY p.id DESC LIMIT ${limit}`;
      const placed = await readArrivals(db, tail, now());
      return { day, arrivals: placed.map(({ arrival }) => arrival) };
    },
  );

  app.get(
    '/api/employees/:id/days/:day',
    {
      config: { access: 'signed-in' },
      schema: {
        tags,
        params: Type.Object({ id: Uuid, day: Day }),
        response: { 200: EmployeeDay, ...problemResponses },
      },
    },
    async (request) => {
      const day = checkedDay(request.params.day) ?? '';
      const employee = await findEmployee(db, request.params.id);
      if (!employee) throw notFound('Pegawai ini');
      if (!(await seesEmployee(db, signedIn(request), employee, now()))) throw forbidden();
      return readEmployeeDay(db, employee, day, now());
    },
  );

  app.get(
    '/api/employees/:id/months/:month',
    {
      config: { access: 'signed-in' },
      schema: {
        tags,
        params: Type.Object({ id: Uuid, month: Type.String({ pattern: '^20\\d{2}-(0[1-9]|1[0-2])$' }) }),
        response: { 200: EmployeeMonth, ...problemResponses },
      },
    },
    async (request) => {
      const employee = await findEmployee(db, request.params.id);
      if (!employee) throw notFound('Pegawai ini');
      if (!(await seesEmployee(db, signedIn(request), employee, now()))) throw forbidden();
      return readEmployeeMonth(db, employee, request.params.month, now());
    },
  );
}

function checkedDay(day: string | undefined): string | undefined {
  if (day === undefined) return undefined;
  const time = Date.parse(`${day}T00:00:00Z`);
  if (Number.isNaN(time) || !new Date(time).toISOString().startsWith(day)) {
    throw fieldProblem('no-such-day', 'day', 'Tanggal ini tidak ada di kalender.');
  }
  return day;
}
