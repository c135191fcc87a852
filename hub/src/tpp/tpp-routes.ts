import { Uuid } from '@hadir/shared/api/people';
import type { Role } from '@hadir/shared/api/session';
import {
  Differences,
  Freeze,
  LastSheet,
  PersonMonth,
  PersonMonths,
  Sheet,
  SheetSummaries,
} from '@hadir/shared/api/tpp';
import { Month } from '@hadir/shared/api/tpp-terms';
import { localDay } from '@hadir/shared/time/local-day';
import { eq } from 'drizzle-orm';
import { Type } from 'typebox';
import type { Database } from '../database/open-database.ts';
import { opds } from '../database/schema.ts';
import { postings } from '../database/tables/postings.ts';
import type { FeatureDependencies } from '../http/api-dependencies.ts';
import type { App } from '../http/app.ts';
import { forbidden, notFound } from '../http/http-problem.ts';
import { problemResponses } from '../http/problem-responses.ts';
import { signedIn } from '../http/require-access.ts';
import { asZone } from '../opds/zone.ts';
import { monthDays } from '../rules/tpp/month-days.ts';
import { seenBy } from '../users/scope.ts';
import type { SignedIn } from '../users/session-store.ts';
import { findDifferences } from './find-differences.ts';
import { freezeSheet } from './freeze-sheet.ts';
import { isFrozen } from './is-frozen.ts';
import { listSheets } from './list-sheets.ts';
import { openMonthSource } from './month-source.ts';
import { monthsBack } from './months-back.ts';
import { findMember, readPersonMonth } from './read-person-month.ts';
import { type MonthSheet, readFrozenSheet, readLastSheet, readSheet } from './read-sheet.ts';
import { readSettledTotals } from './settled-month.ts';
import type { SheetMember } from './sheet-members.ts';

const readers: { access: Role[] } = {
  access: ['admin_bkd', 'leader', 'opd_head', 'opd_operator', 'inspectorate', 'treasurer'],
};
const tags = ['tpp'];
const sheetParams = Type.Object({ opd: Uuid, month: Month });
const personParams = Type.Object({ employee: Uuid, month: Month });
const MONTHS_SHOWN = 6;
const ONLY_FROZEN = 'Bendahara melihat daftar yang sudah dibekukan.';

/** Sheets of offices, and one person's month with everything that it follows from. */
export function registerTpp(app: App, { database: { db }, now }: FeatureDependencies): void {
  app.get(
    '/api/tpp/sheets',
    {
      config: readers,
      schema: {
        tags,
        description: 'Every office in the last months. A treasurer sees settled ones only.',
        querystring: Type.Object({ until: Type.Optional(Month) }),
        response: { 200: SheetSummaries, ...problemResponses },
      },
    },
    async (request) => {
      const viewer = signedIn(request);
      const months = monthsBack(request.query.until ?? localDay(now(), 'Asia/Jayapura').slice(0, 7), MONTHS_SHOWN);
      const sheets = await listSheets(db, {
        months,
        opd: seenBy(viewer).opd,
        frozenOnly: viewer.role === 'treasurer',
        freezer: viewer.role === 'admin_bkd',
        now: now(),
      });
      return { months, sheets };
    },
  );

  type Office = Awaited<ReturnType<typeof openOffice>>;

  /** @throws HttpProblem where there is none, or it is not the reader's to see */
  async function openOffice(opd: string, viewer: SignedIn) {
    seenBy(viewer, opd);
    const [office] = await db.select().from(opds).where(eq(opds.id, opd));
    if (office === undefined) throw notFound('OPD ini');
    return office;
  }

  const show = async (opd: string, month: string, viewer: SignedIn): Promise<Sheet> => {
    const office = await openOffice(opd, viewer);
    const frozen = await readFrozenSheet(db, opd, month);
    if (frozen === null && viewer.role === 'treasurer') throw forbidden(ONLY_FROZEN);
    const sheet = frozen ?? (await readSheet(await openMonthSource(db, now()), opd, month));
    return present(sheet, office, month, frozen === null && viewer.role === 'admin_bkd');
  };

  const present = (sheet: MonthSheet, office: Office, month: string, freezer: boolean): Sheet => {
    const over = localDay(now(), asZone(office.zone)) > (monthDays(month).at(-1) ?? month);
    return {
      ...sheet,
      opd: office.id,
      opdName: office.name,
      month,
      over,
      mayFreeze: over && freezer && sheet.lines.length > 0,
      workedOutAt: sheet.workedOutAt.toISOString(),
      frozen: sheet.frozen === null ? null : { ...sheet.frozen, at: sheet.frozen.at.toISOString() },
      lines: [...sheet.lines],
    };
  };

  app.get(
    '/api/tpp/sheets/:opd/:month',
    { config: readers, schema: { tags, params: sheetParams, response: { 200: Sheet, ...problemResponses } } },
    (request) => show(request.params.opd, request.params.month, signedIn(request)),
  );

  app.get(
    '/api/tpp/sheets/:opd/:month/last',
    {
      config: { access: ['admin_bkd', 'leader', 'opd_head', 'opd_operator', 'inspectorate'] },
      schema: {
        tags,
        description:
          'An open sheet as it was worked out last: at once, and perhaps overtaken, so nothing is frozen by it.',
        params: sheetParams,
        response: { 200: LastSheet, ...problemResponses },
      },
    },
    async (request) => {
      const { opd, month } = request.params;
      const office = await openOffice(opd, signedIn(request));
      const last = (await isFrozen(db, opd, month)) ? null : await readLastSheet(db, opd, month);
      return { sheet: last === null ? null : present(last, office, month, false) };
    },
  );

  app.post(
    '/api/tpp/sheets/:opd/:month/freeze',
    {
      config: { access: ['admin_bkd'] },
      schema: {
        tags,
        description: 'Settles the month for ever as it was looked at; later changes are corrections.',
        params: sheetParams,
        body: Freeze,
        response: { 200: Sheet, ...problemResponses },
      },
    },
    async (request) => {
      const { opd, month } = request.params;
      const by = signedIn(request);
      const [office] = await db.select({ zone: opds.zone }).from(opds).where(eq(opds.id, opd));
      if (office === undefined) throw notFound('OPD ini');
      const { digest, acceptReason = null } = request.body;
      const order = { opd, month, zone: asZone(office.zone), digest, acceptReason, by: by.id };
      await freezeSheet(await openMonthSource(db, now()), order);
      return show(opd, month, by);
    },
  );

  app.get(
    '/api/tpp/sheets/:opd/:month/differences',
    {
      config: { access: ['admin_bkd', 'leader', 'opd_head', 'opd_operator', 'inspectorate'] },
      schema: {
        tags,
        description: 'Whose settled figure is not what the facts give now.',
        params: sheetParams,
        response: { 200: Differences, ...problemResponses },
      },
    },
    async (request) => {
      const { opd, month } = request.params;
      seenBy(signedIn(request), opd);
      if ((await readFrozenSheet(db, opd, month)) === null) return { differences: [] };
      return { differences: await findDifferences(await openMonthSource(db, now()), opd, month) };
    },
  );

  app.get(
    '/api/tpp/people/:employee',
    {
      config: { access: 'signed-in' },
      schema: {
        tags,
        description: 'Those of the last twelve months in which somebody served; totals of settled ones.',
        params: Type.Object({ employee: Uuid }),
        response: { 200: PersonMonths, ...problemResponses },
      },
    },
    async (request) => {
      const { employee } = request.params;
      const viewer = signedIn(request);
      const months = monthsBack(localDay(now(), 'Asia/Jayapura').slice(0, 7), 12);
      refuseOthers(viewer, employee, await findMember(db, employee, months[0] ?? ''));
      const totals = await readSettledTotals(db, employee, months);
      const served = await monthsServed(db, employee, months);
      return {
        months: months
          .filter((month) => served.has(month) || totals.has(month))
          .map((month) => {
            const total = totals.get(month) ?? null;
            return { month, state: total === null ? ('open' as const) : ('frozen' as const), total };
          }),
      };
    },
  );

  app.get(
    '/api/tpp/people/:employee/:month',
    {
      config: { access: 'signed-in' },
      schema: { tags, params: personParams, response: { 200: PersonMonth, ...problemResponses } },
    },
    async (request) => {
      const { employee, month } = request.params;
      const viewer = signedIn(request);
      const member = await findMember(db, employee, month);
      refuseOthers(viewer, employee, member);
      if (member === null) throw notFound('TPP pegawai ini pada bulan itu');
      const shown = await readPersonMonth(await openMonthSource(db, now()), month, member, viewer);
      const settled = shown.state === 'frozen' && (shown.onSheet || shown.corrected !== null);
      if (!settled && viewer.role === 'treasurer' && viewer.employee !== employee) throw forbidden(ONLY_FROZEN);
      return shown;
    },
  );
}

/** @returns those of these months in which somebody had a place. */
async function monthsServed(
  db: Pick<Database['db'], 'select'>,
  employee: string,
  months: readonly string[],
): Promise<Set<string>> {
  const periods = await db
    .select({ from: postings.from, to: postings.to })
    .from(postings)
    .where(eq(postings.employee, employee));
  return new Set(
    months.filter((month) =>
      periods.some(({ from, to }) => from.slice(0, 7) <= month && (to === null || to.slice(0, 7) >= month)),
    ),
  );
}

/** Everybody sees himself; others by the office on whose sheet somebody is. @throws HttpProblem 403 */
function refuseOthers(viewer: SignedIn, employee: string, member: SheetMember | null): void {
  if (viewer.employee === employee) return;
  const scope = seenBy(viewer);
  if (scope.employee !== undefined) throw forbidden('Anda hanya dapat melihat TPP Anda sendiri.');
  if (scope.opd !== undefined && member?.opd !== scope.opd)
    throw forbidden('Anda hanya dapat melihat OPD Anda sendiri.');
}
