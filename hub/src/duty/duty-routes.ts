import { TypeBoxValidatorCompiler } from '@fastify/type-provider-typebox';
import { DutyChanges, DutyFile, DutyList } from '@hadir/shared/api/duty';
import { Uuid } from '@hadir/shared/api/people';
import { localDay } from '@hadir/shared/time/local-day';
import { Type } from 'typebox';
import { mainZone, regionZones } from '../attendance/region-zones.ts';
import type { FeatureDependencies } from '../http/api-dependencies.ts';
import type { App } from '../http/app.ts';
import { fieldProblem, HttpProblem } from '../http/http-problem.ts';
import { problemResponses } from '../http/problem-responses.ts';
import { signedIn } from '../http/require-access.ts';
import { matchColumns } from '../imports/match-columns.ts';
import { readTable } from '../imports/read-table.ts';
import { seenBy } from '../users/scope.ts';
import type { SignedIn } from '../users/session-store.ts';
import { changeDutyList } from './change-duty-list.ts';
import { dutyColumns } from './duty-columns.ts';
import { planDuty } from './plan-duty.ts';
import { readDutyList } from './read-duty-list.ts';

const Month = Type.String({ pattern: '^20\\d{2}-(0[1-9]|1[0-2])$', description: 'YYYY-MM' });
const params = Type.Object({ opd: Uuid, month: Month });
const MOST_BYTES = 1_048_576;

export function registerDuty(app: App, { database: { db }, now }: FeatureDependencies): void {
  const tags = ['duty'];
  const writers = ['admin_bkd', 'opd_head', 'opd_operator'] as const;
  /** What has been is evidence: of that an office changes nothing by itself. */
  const earliestOf = async ({ role }: SignedIn, opd: string | undefined) =>
    role === 'admin_bkd' ? null : localDay(now(), mainZone(await regionZones(db, opd)));

  app.get(
    '/api/duty-lists/:opd/:month',
    {
      config: { access: ['admin_bkd', 'leader', 'opd_head', 'opd_operator', 'inspectorate'] },
      schema: { tags, params, response: { 200: DutyList, ...problemResponses } },
    },
    async (request) => {
      const { opd, month } = request.params;
      const user = signedIn(request);
      seenBy(user, opd);
      const mayChange = writers.some((role) => role === user.role);
      const editableFrom = mayChange ? ((await earliestOf(user, opd)) ?? `${month}-01`) : null;
      return readDutyList(db, { opd, month, editableFrom });
    },
  );

  app.put(
    '/api/duty-lists',
    {
      config: { access: writers },
      bodyLimit: 1024 * 1024,
      schema: {
        tags,
        description: 'Days that have been are changed by BKD alone.',
        body: DutyChanges,
        response: { 200: Type.Object({ changed: Type.Integer() }), ...problemResponses },
      },
    },
    async (request) => {
      const user = signedIn(request);
      const { opd } = seenBy(user);
      const { changes } = request.body;
      const earliest = await earliestOf(user, opd);
      await db.transaction((tx) => changeDutyList(tx, changes, { by: user.id, opd, earliest }));
      return { changed: changes.length };
    },
  );

  app.post(
    '/api/duty-lists/:opd/:month/files',
    {
      config: { access: writers },
      validatorCompiler: (route) =>
        route.httpPart === 'body' ? (value) => ({ value }) : TypeBoxValidatorCompiler(route),
      bodyLimit: MOST_BYTES + 65_536,
      schema: {
        tags,
        description:
          'Compares a CSV or XLSX file, as a multipart form, with the duty list of an office and month. Nothing is stored.',
        consumes: ['multipart/form-data'],
        params,
        body: Type.Object({ file: Type.String({ format: 'binary' }) }),
        response: { 200: DutyFile, ...problemResponses },
      },
    },
    async (request) => {
      const { opd, month } = request.params;
      const user = signedIn(request);
      seenBy(user, opd);
      const part = await request.file({ limits: { files: 1, fileSize: MOST_BYTES }, throwFileSizeLimit: false });
      if (part === undefined) throw fieldProblem('file-missing', 'file', 'Pilih berkas CSV atau XLSX.');
      const file = await part.toBuffer();
      if (part.file.truncated) throw new HttpProblem(413, 'too-large', 'Berkas daftar jaga paling besar 1 MB.');
      return readDutyFile(file, { opd, month, earliest: await earliestOf(user, opd) });
    },
  );

  async function readDutyFile(
    file: Buffer,
    { opd, month, earliest }: { opd: string; month: string; earliest: string | null },
  ): Promise<DutyFile> {
    const outcome = await readTable(file);
    if (!outcome.ok) throw fieldProblem('unreadable', 'file', outcome.problem);
    // The month is the one on the screen; a file may say it too.
    const columns = dutyColumns.map((column) => (column.key === 'month' ? { ...column, required: false } : column));
    const matched = matchColumns(columns, outcome.table);
    if (!matched.ok) throw fieldProblem('unreadable', 'file', matched.problem);
    const problems = [...matched.problems];
    const seen = new Map<string, number>();
    const lines = matched.lines.flatMap(({ row, values }) => {
      const said = values.month ?? month;
      const before = seen.get(String(values.nip));
      seen.set(String(values.nip), before ?? row);
      const message =
        said !== month
          ? `Bukan bulan ${month}.`
          : before !== undefined
            ? `Sama dengan baris ${before}. Hapus salah satunya.`
            : null;
      if (message === null) return [{ row, values: { ...values, month } }];
      problems.push({ row, column: said === month ? 'NIP' : 'Bulan', value: String(said), message });
      return [];
    });
    const plan = await planDuty(db, lines, opd);
    const changes = plan.lines.flatMap((line) => line.changes);
    const past = earliest === null ? 0 : changes.filter(({ day }) => day < earliest).length;
    const notes =
      past === 0 ? [] : [`${past} jaga pada hari yang sudah lewat tidak diambil: hanya BKD yang dapat mengubahnya.`];
    return {
      changes: earliest === null ? changes : changes.filter(({ day }) => day >= earliest),
      same: plan.same,
      problems: [...problems, ...plan.problems].sort((a, b) => a.row - b.row).slice(0, 200),
      notes: [...matched.notes, ...notes],
    };
  }
}
