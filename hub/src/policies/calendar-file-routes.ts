import { TypeBoxValidatorCompiler } from '@fastify/type-provider-typebox';
import type { ImportProblem } from '@hadir/shared/api/imports';
import { CalendarFile } from '@hadir/shared/api/policies';
import type { CalendarDay } from '@hadir/shared/api/policies/calendar-policy';
import { LegalBasis } from '@hadir/shared/api/policies/policy-terms';
import { Type } from 'typebox';
import type { App } from '../http/app.ts';
import { fieldProblem, HttpProblem } from '../http/http-problem.ts';
import { problemResponses } from '../http/problem-responses.ts';
import { holidaysImport } from '../imports/holidays-import.ts';
import { matchColumns } from '../imports/match-columns.ts';
import { readTable } from '../imports/read-table.ts';

const MOST_BYTES = 1_048_576;
const MOST_DAYS = 200;

/** Reads the days off of one year from a spreadsheet into the form of a calendar that is being written. */
export function registerCalendarFiles(app: App): void {
  app.post(
    '/api/calendar-files',
    {
      config: { access: ['admin_bkd'] },
      validatorCompiler: (route) =>
        route.httpPart === 'body' ? (value) => ({ value }) : TypeBoxValidatorCompiler(route),
      bodyLimit: MOST_BYTES + 65_536,
      schema: {
        tags: ['policies'],
        description:
          'Reads a CSV or XLSX file of days off, as a multipart form, with the columns of the template for holidays. Nothing is stored. Lines without a decree of their own get the one given.',
        consumes: ['multipart/form-data'],
        querystring: Type.Object({
          year: Type.String({ pattern: '^20\\d{2}$' }),
          decree: Type.Optional(LegalBasis),
        }),
        body: Type.Object({ file: Type.String({ format: 'binary' }) }),
        response: { 200: CalendarFile, ...problemResponses },
      },
    },
    async (request) => {
      const part = await request.file({ limits: { files: 1, fileSize: MOST_BYTES }, throwFileSizeLimit: false });
      if (part === undefined) throw fieldProblem('file-missing', 'file', 'Pilih berkas CSV atau XLSX.');
      const file = await part.toBuffer();
      if (part.file.truncated) throw new HttpProblem(413, 'too-large', 'Berkas hari libur paling besar 1 MB.');
      const { year, decree = '' } = request.query;
      return readDays(file, Number(year), decree.trim());
    },
  );
}

async function readDays(file: Buffer, year: number, decree: string): Promise<CalendarFile> {
  const outcome = await readTable(file);
  if (!outcome.ok) throw fieldProblem('unreadable', 'file', outcome.problem);
  const columns = holidaysImport.columns.map((column) =>
    column.key === 'decree' && decree !== '' ? { ...column, required: false } : column,
  );
  const matched = matchColumns(columns, outcome.table);
  if (!matched.ok) throw fieldProblem('unreadable', 'file', matched.problem);
  const days = new Map<string, CalendarDay>();
  const problems: ImportProblem[] = [...matched.problems];
  const say = (row: number, value: string, message: string) =>
    void problems.push({ row, column: 'Tanggal', value, message });
  for (const { row, values } of matched.lines) {
    const day = String(values.day);
    if (Number(day.slice(0, 4)) !== year) say(row, day, `Bukan tahun ${year}.`);
    else if (days.has(day)) say(row, day, 'Tanggal ini ada dua kali. Hapus salah satunya.');
    else
      days.set(day, {
        day,
        kind: values.kind as CalendarDay['kind'],
        name: String(values.name),
        decree: values.decree === null || values.decree === undefined ? decree : String(values.decree),
      });
  }
  if (days.size > MOST_DAYS)
    throw fieldProblem('too-many', 'file', `Berkas ini berisi lebih dari ${MOST_DAYS} hari libur.`);
  problems.sort((a, b) => a.row - b.row);
  return {
    days: [...days.values()].sort((a, b) => (a.day < b.day ? -1 : 1)),
    problems: problems.slice(0, 200),
    notes: [...matched.notes],
  };
}
