import { Uuid } from '@hadir/shared/api/people';
import { Month, ReportDay, ReportFormat, ReportKind, ReportStaff, ReportTable } from '@hadir/shared/api/reports';
import type { Role } from '@hadir/shared/api/session';
import { localDay } from '@hadir/shared/time/local-day';
import { Type } from 'typebox';
import { mainZone, regionZones } from '../attendance/region-zones.ts';
import { findEmployee } from '../employees/employee-store.ts';
import type { FeatureDependencies } from '../http/api-dependencies.ts';
import type { App } from '../http/app.ts';
import { fieldProblem, forbidden, notFound } from '../http/http-problem.ts';
import { problemResponses } from '../http/problem-responses.ts';
import { signedIn } from '../http/require-access.ts';
import { maySeeEmployee, seenBy } from '../users/scope.ts';
import type { SignedIn } from '../users/session-store.ts';
import { writeAudit } from '../users/write-audit.ts';
import { makeReport, type ReportQuestion } from './make-report.ts';
import { renderCsv } from './render-csv.ts';
import { renderDocument } from './render-document.ts';
import { readStaffOf } from './staff-of-reader.ts';
import { wasInOffice } from './was-in-office.ts';

const overview: readonly Role[] = ['admin_bkd', 'leader', 'opd_head', 'opd_operator', 'inspectorate'];
const readers: Record<ReportKind, readonly Role[]> = {
  'monthly-recap': overview,
  'person-recap': [...overview, 'treasurer'],
  'daily-list': overview,
  lateness: overview,
  completeness: overview,
  'tpp-list': ['admin_bkd', 'leader', 'opd_head', 'inspectorate', 'treasurer'],
};
/** These a direct superior sees of his own staff, whatever his role. */
const ABOUT_STAFF: ReadonlySet<ReportKind> = new Set(['monthly-recap', 'daily-list', 'lateness']);
/** These have no answer for the whole region at once: that is made in the background. */
const ONE_OFFICE: ReadonlySet<ReportKind> = new Set(['monthly-recap', 'daily-list', 'tpp-list']);

const MIME: Record<ReportFormat, string> = {
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  pdf: 'application/pdf',
  csv: 'text/csv; charset=utf-8',
};

const Query = Type.Object({
  opd: Type.Optional(Uuid),
  month: Type.Optional(Month),
  day: Type.Optional(ReportDay),
  employee: Type.Optional(Uuid),
});
type Query = { opd?: string; month?: string; day?: string; employee?: string };

export function registerReports(app: App, { config, database: { db }, now }: FeatureDependencies): void {
  const tags = ['reports'];
  const make = async (user: SignedIn, kind: ReportKind, query: Query) => {
    const at = now();
    const month = query.month ?? localDay(at, mainZone(await regionZones(db))).slice(0, 7);
    return makeReport({ db, region: config.region, now: at }, await scoped(user, kind, month, query));
  };

  app.get(
    '/api/reports/:kind',
    {
      config: { access: 'signed-in' },
      schema: {
        tags,
        description: 'A report as it stands now. Without a month the running one; without a day today.',
        params: Type.Object({ kind: ReportKind }),
        querystring: Query,
        response: { 200: ReportTable, ...problemResponses },
      },
    },
    (request) => make(signedIn(request), request.params.kind, request.query),
  );

  app.get(
    '/api/reports/:kind/file',
    {
      config: { access: 'signed-in' },
      schema: {
        tags,
        description: 'The same report as a spreadsheet, on paper or as text for machines.',
        params: Type.Object({ kind: ReportKind }),
        querystring: Type.Object({ ...Query.properties, format: ReportFormat }),
        response: {
          200: {
            description: 'the file',
            content: { 'application/octet-stream': { schema: Type.Unsafe<Buffer>({}) } },
          },
          ...problemResponses,
        },
      },
    },
    async (request, reply) => {
      const user = signedIn(request);
      const { format, ...query } = request.query;
      const table = await make(user, request.params.kind, query);
      const bytes = format === 'csv' ? Buffer.from(renderCsv(table)) : await renderDocument(table, format);
      await writeAudit(db, user.id, 'report-taken', request.params.kind, { format, ...query });
      return reply
        .header('content-disposition', `attachment; filename="${fileName(table, format)}"`)
        .header('cache-control', 'no-store')
        .type(MIME[format])
        .send(bytes);
    },
  );

  app.get(
    '/api/report-staff',
    {
      config: { access: 'signed-in' },
      schema: {
        tags,
        description: 'Those whose recaps the reader sees as their direct superior, or in the place of one.',
        response: { 200: ReportStaff, ...problemResponses },
      },
    },
    async (request) => ({ staff: await staffOf(signedIn(request)) }),
  );

  async function staffOf(user: SignedIn): Promise<ReportStaff['staff']> {
    const at = now();
    return readStaffOf(db, user, at, localDay(at, mainZone(await regionZones(db, user.opd ?? undefined))));
  }

  /** @throws HttpProblem for what this person may not see, or does not exist. */
  async function scoped(user: SignedIn, kind: ReportKind, month: string, query: Query): Promise<ReportQuestion> {
    const { day } = query;
    if (day !== undefined && !isDay(day))
      throw fieldProblem('no-such-day', 'day', 'Tanggal ini tidak ada di kalender.');
    if (kind === 'person-recap') return scopedToPerson(user, month, query);
    if (!readers[kind].includes(user.role)) return scopedToStaff(user, kind, month, query);
    const { opd } = seenBy(user, query.opd);
    if (opd === undefined && ONE_OFFICE.has(kind)) throw fieldProblem('opd-missing', 'opd', 'Pilih OPD-nya.');
    return { kind, month, day, opd };
  }

  /** One sees himself, whom his role shows him, his own staff, and whoever was in his office in that month. */
  async function scopedToPerson(user: SignedIn, month: string, { employee: id, opd }: Query): Promise<ReportQuestion> {
    const kind = 'person-recap';
    if (id === undefined) throw fieldProblem('employee-missing', 'employee', 'Pilih pegawainya.');
    if (id === user.employee) return { kind, month, employee: id };
    const employee = await findEmployee(db, id);
    if (!employee) throw notFound('Pegawai ini');
    if (readers[kind].includes(user.role) && maySeeEmployee(user, employee)) return { kind, month, employee: id, opd };
    if ((await staffOf(user)).some((each) => each.id === id)) return { kind, month, employee: id };
    const isBound = overview.includes(user.role) && user.opd !== null;
    if (isBound && (await wasInOffice(db, id, user.opd, month))) return { kind, month, employee: id, opd: user.opd };
    throw forbidden();
  }

  /** Whose role shows him no office sees his own staff of one: that of the office asked for, else of his own. */
  async function scopedToStaff(
    user: SignedIn,
    kind: ReportKind,
    month: string,
    { day, opd: wanted }: Query,
  ): Promise<ReportQuestion> {
    if (!ABOUT_STAFF.has(kind)) throw forbidden();
    const all = await staffOf(user);
    const opd = wanted ?? (all.find((each) => each.opd === user.opd) ?? all[0])?.opd;
    const employees = all.filter((each) => each.opd === opd).map(({ id }) => id);
    if (opd === undefined || employees.length === 0)
      throw forbidden('Laporan ini hanya untuk OPD, BKD, dan atasan langsung yang punya bawahan.');
    return { kind, month, day, opd, staff: { employees, superior: user.name } };
  }
}

function isDay(text: string): boolean {
  const time = Date.parse(`${text}T00:00:00Z`);
  return !Number.isNaN(time) && new Date(time).toISOString().startsWith(text);
}

/** Letters, digits and hyphens: nothing that a header or a file system could take otherwise. */
function fileName({ kind, facts }: ReportTable, format: ReportFormat): string {
  const words = facts.map(({ value }) => value).join(' ');
  const plain = words.normalize('NFKD').replace(/[^A-Za-z0-9]+/g, '-');
  const stem = `${kind}-${plain}`.slice(0, 100).replace(/-+$/, '');
  return `${stem}.${format}`;
}
