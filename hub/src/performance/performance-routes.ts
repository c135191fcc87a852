import { Uuid } from '@hadir/shared/api/people';
import {
  Month,
  NewRating,
  NewWorkReport,
  ReportDecision,
  StaffMonths,
  WorkReports,
} from '@hadir/shared/api/performance';
import { BulkOutcome } from '@hadir/shared/api/requests';
import { localDay } from '@hadir/shared/time/local-day';
import { and, eq, sql } from 'drizzle-orm';
import { Type } from 'typebox';
import { employees } from '../database/schema.ts';
import { workReports } from '../database/tables/performance.ts';
import { readChains } from '../delegations/decision-chain.ts';
import { capacityFor, readMandates } from '../delegations/mandates.ts';
import { decidesAbout, seesEmployee } from '../delegations/sees-employee.ts';
import type { FeatureDependencies } from '../http/api-dependencies.ts';
import type { App } from '../http/app.ts';
import { fieldProblem, forbidden, HttpProblem } from '../http/http-problem.ts';
import { problemResponses } from '../http/problem-responses.ts';
import { signedIn } from '../http/require-access.ts';
import { readPolicyBook } from '../policies/read-policy-book.ts';
import type { SignedIn } from '../users/session-store.ts';
import { ratingsOn, readStaffMonths } from './read-staff-months.ts';
import { setRating } from './set-rating.ts';
import { decideReport, readReports, refuseFrozen, removeReport, writeReport } from './work-reports.ts';

const tags = ['performance'];
const everybody = { access: 'signed-in' as const };
const params = Type.Object({ id: Uuid });
const Made = Type.Object({ id: Type.String() });

/** What people report of their work, what their superiors find, and the rating of a month. */
export function registerPerformance(app: App, { database: { db }, now }: FeatureDependencies): void {
  const today = () => localDay(now(), 'Asia/Jakarta');

  app.get(
    '/api/work-reports',
    {
      config: everybody,
      schema: {
        tags,
        querystring: Type.Object({ month: Month, employee: Type.Optional(Uuid) }),
        response: { 200: WorkReports, ...problemResponses },
      },
    },
    async (request) => {
      const viewer = signedIn(request);
      const { month, employee = viewer.employee } = request.query;
      if (employee === null) return { reports: [] };
      const mandates = await readMandates(db, viewer, now());
      if (!(await maySee(viewer, employee))) throw forbidden();
      const where = and(
        eq(workReports.employee, employee),
        sql`${workReports.day} BETWEEN ${`${month}-01`}::date AND (${`${month}-01`}::date + interval '1 month - 1 day')::date`,
      );
      return { reports: await readReports(db, where ?? sql`false`, viewer, mandates, today()) };
    },
  );

  app.post(
    '/api/work-reports',
    { config: everybody, schema: { tags, body: NewWorkReport, response: { 201: Made, ...problemResponses } } },
    async (request, reply) => {
      const by = signedIn(request);
      const id = await db.transaction((tx) => writeReport(tx, by, null, request.body, now()));
      return reply.code(201).send({ id });
    },
  );

  app.put(
    '/api/work-reports/:id',
    { config: everybody, schema: { tags, params, body: NewWorkReport, response: { 200: Made, ...problemResponses } } },
    async (request) => {
      const by = signedIn(request);
      return { id: await db.transaction((tx) => writeReport(tx, by, request.params.id, request.body, now())) };
    },
  );

  app.delete(
    '/api/work-reports/:id',
    { config: everybody, schema: { tags, params, response: { 204: Type.Null(), ...problemResponses } } },
    async (request, reply) => {
      await db.transaction((tx) => removeReport(tx, signedIn(request), request.params.id));
      return reply.code(204).send(null);
    },
  );

  app.post(
    '/api/work-reports/decide',
    {
      config: everybody,
      schema: { tags, body: ReportDecision, response: { 200: BulkOutcome, ...problemResponses } },
    },
    async (request) => {
      const by = signedIn(request);
      const { reports, verdict, note = '' } = request.body;
      const outcomes: { request: string; done: boolean; problem: string | null }[] = [];
      for (const id of new Set(reports)) {
        try {
          await db.transaction((tx) => decideReport(tx, by, id, verdict, note.trim(), now()));
          outcomes.push({ request: id, done: true, problem: null });
        } catch (error) {
          if (!(error instanceof HttpProblem)) throw error;
          outcomes.push({ request: id, done: false, problem: error.message });
        }
      }
      return { outcomes };
    },
  );

  app.get(
    '/api/staff-months',
    {
      config: everybody,
      schema: {
        tags,
        description:
          'Those about whom the reader decides, and himself, with reports and rating of a month; for BKD and the Inspektorat everybody of an office, where one is named.',
        querystring: Type.Object({
          month: Month,
          opd: Type.Optional(Uuid),
        }),
        response: { 200: StaffMonths, ...problemResponses },
      },
    },
    async (request) => {
      const viewer = signedIn(request);
      const mandates = await readMandates(db, viewer, now());
      const { month, opd = null } = request.query;
      if (opd !== null && viewer.role !== 'admin_bkd' && viewer.role !== 'inspectorate') throw forbidden();
      return readStaffMonths(db, viewer, mandates, month, today(), opd);
    },
  );

  app.put(
    '/api/ratings',
    { config: everybody, schema: { tags, body: NewRating, response: { 204: Type.Null(), ...problemResponses } } },
    async (request, reply) => {
      const by = signedIn(request);
      const { employee, month, code } = request.body;
      if (employee === by.employee) throw forbidden('Tidak seorang pun menilai dirinya sendiri.');
      if (month > today().slice(0, 7)) throw fieldProblem('month-to-come', 'month', 'Bulan ini belum terjadi.');
      const [person] = await db.select({ id: employees.id }).from(employees).where(eq(employees.id, employee));
      if (!person) throw fieldProblem('employee-unknown', 'employee', 'Pegawai ini tidak ada.');
      const { book } = await readPolicyBook(db);
      if (!ratingsOn(book, month).some((known) => known.code === code))
        throw fieldProblem('rating-unknown', 'code', 'Nilai ini tidak ada dalam kebijakan TPP yang berlaku.');
      await db.transaction(async (tx) => {
        const chain = (await readChains(tx, [employee], today())).get(employee);
        const mandates = await readMandates(tx, by, now());
        const capacity = chain === undefined ? null : capacityFor(mandates, by, chain);
        if (capacity === null && by.role !== 'admin_bkd')
          throw forbidden('Yang menilai adalah atasan langsung pegawai atau penggantinya.');
        if (capacity === null && !request.body.note?.trim())
          throw fieldProblem('note-missing', 'note', 'Tuliskan mengapa BKD menilai menggantikan atasan langsung.');
        // Of a settled month it is the ground of a correction, which a second person of BKD approves.
        if (by.role !== 'admin_bkd') await refuseFrozen(tx, employee, month);
        await setRating(tx, request.body, { by: by.id, source: capacity === null ? 'bkd' : 'superior' });
      });
      return reply.code(204).send(null);
    },
  );

  async function maySee(viewer: SignedIn, employee: string): Promise<boolean> {
    if (viewer.employee === employee) return true;
    const [person] = await db.select({ opd: employees.opd }).from(employees).where(eq(employees.id, employee));
    if (person === undefined) return false;
    if (viewer.role === 'treasurer') return decidesAbout(db, viewer, employee, now());
    return seesEmployee(db, viewer, { id: employee, opd: person.opd }, now());
  }
}
