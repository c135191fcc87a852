import { TypeBoxValidatorCompiler } from '@fastify/type-provider-typebox';
import { Import, ImportKind, ImportOrder, Imports } from '@hadir/shared/api/imports';
import { Uuid } from '@hadir/shared/api/people';
import { Type } from 'typebox';
import type { FeatureDependencies } from '../http/api-dependencies.ts';
import type { App } from '../http/app.ts';
import { fieldProblem, HttpProblem, notFound } from '../http/http-problem.ts';
import { problemResponses } from '../http/problem-responses.ts';
import { signedIn } from '../http/require-access.ts';
import type { ImportJobs } from './import-jobs.ts';
import { importSpec } from './import-specs.ts';
import { discardImport, findImport, findProblems, listImports, orderStep, storeUpload } from './import-store.ts';
import { problemsAsCsv } from './problems-as-csv.ts';

const MOST_BYTES = 15 * 1_048_576;
const XLSX = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';
const admin = { access: ['admin_bkd'] } as const;

export function registerImports(app: App, { database: { db } }: FeatureDependencies, jobs: ImportJobs): void {
  const tags = ['imports'];
  const params = Type.Object({ id: Uuid });

  app.get(
    '/api/import-templates/:kind',
    {
      config: admin,
      schema: {
        tags,
        params: Type.Object({ kind: ImportKind }),
        response: {
          200: { description: 'a spreadsheet', content: { [XLSX]: { schema: Type.Unsafe<Buffer>({}) } } },
          ...problemResponses,
        },
      },
    },
    async (request, reply) => {
      const { kind } = request.params;
      return reply
        .header('content-disposition', `attachment; filename="templat-${kind}.xlsx"`)
        .type(XLSX)
        .send(await (await import('./make-template.ts')).makeTemplate(importSpec(kind)));
    },
  );

  app.post(
    '/api/imports',
    {
      config: admin,
      validatorCompiler: (route) =>
        route.httpPart === 'body' ? (value) => ({ value }) : TypeBoxValidatorCompiler(route),
      bodyLimit: MOST_BYTES + 65_536,
      schema: {
        tags,
        description:
          'One CSV or XLSX file of at most 15 MB as a multipart form. It is checked; nothing is changed yet.',
        consumes: ['multipart/form-data'],
        querystring: Type.Object({ kind: ImportKind }),
        body: Type.Object({ file: Type.String({ format: 'binary' }) }),
        response: { 202: Import, ...problemResponses },
      },
    },
    async (request, reply) => {
      const part = await request.file({ limits: { files: 1, fileSize: MOST_BYTES }, throwFileSizeLimit: false });
      if (part === undefined) throw fieldProblem('file-missing', 'file', 'Pilih berkas CSV atau XLSX.');
      const file = await part.toBuffer();
      if (part.file.truncated)
        throw new HttpProblem(413, 'too-large', 'Berkas paling besar 15 MB. Bagi menjadi beberapa berkas.');
      const name = part.filename.replace(/[^\p{Letter}\p{Number} ._()-]/gu, '_').slice(-120) || 'berkas';
      const id = await storeUpload(db, signedIn(request).id, request.query.kind, name, file);
      jobs.wake();
      return reply.code(202).send(await found(id));
    },
  );

  app.get(
    '/api/imports',
    { config: admin, schema: { tags, response: { 200: Imports, ...problemResponses } } },
    async () => ({ imports: await listImports(db) }),
  );

  app.get(
    '/api/imports/:id',
    { config: admin, schema: { tags, params, response: { 200: Import, ...problemResponses } } },
    (request) => found(request.params.id),
  );

  app.get(
    '/api/imports/:id/problems',
    {
      config: admin,
      schema: {
        tags,
        description: 'Every bad cell of the file as CSV, however many there are.',
        params,
        response: {
          200: { description: 'a table', content: { 'text/csv': { schema: Type.Unsafe<string>({}) } } },
          ...problemResponses,
        },
      },
    },
    async (request, reply) => {
      const { id } = await found(request.params.id);
      const problems = await findProblems(db, id);
      if (problems === null) throw notNow();
      return reply
        .header('content-disposition', 'attachment; filename="baris-bermasalah.csv"')
        .type('text/csv; charset=utf-8')
        .send(problemsAsCsv(problems));
    },
  );

  app.post(
    '/api/imports/:id/apply',
    {
      config: admin,
      schema: { tags, params, body: ImportOrder, response: { 202: Import, ...problemResponses } },
    },
    async (request, reply) => {
      const { id } = request.params;
      const { report } = await found(id);
      const { skipBad = false } = request.body;
      if (report !== null && report.bad > 0 && !skipBad)
        throw new HttpProblem(
          409,
          'bad-lines',
          `Masih ada ${report.bad} baris bermasalah. Perbaiki lalu kirim lagi, atau pilih untuk melewatinya.`,
        );
      if (report !== null && report.added + report.changed === 0)
        throw new HttpProblem(409, 'nothing-to-do', 'Tidak ada yang perlu diubah: semuanya sudah sama.');
      const detail = { skipBad, added: report?.added, changed: report?.changed, bad: report?.bad };
      if (!(await orderStep(db, signedIn(request).id, id, 'checked', 'approved', detail))) throw notNow();
      jobs.wake();
      return reply.code(202).send(await found(id));
    },
  );

  app.post(
    '/api/imports/:id/undo',
    { config: admin, schema: { tags, params, response: { 202: Import, ...problemResponses } } },
    async (request, reply) => {
      const { id } = request.params;
      const { mayUndo, kind } = await found(id);
      if (!mayUndo)
        throw new HttpProblem(409, 'not-the-last', 'Hanya impor terakhir dari jenis ini yang dapat dibatalkan.');
      if (!(await orderStep(db, signedIn(request).id, id, 'applied', 'undo-ordered', { kind }))) throw notNow();
      jobs.wake();
      return reply.code(202).send(await found(id));
    },
  );

  app.delete(
    '/api/imports/:id',
    { config: admin, schema: { tags, params, response: { 204: Type.Null(), ...problemResponses } } },
    async (request, reply) => {
      await found(request.params.id);
      if (!(await discardImport(db, signedIn(request).id, request.params.id))) throw notNow();
      return reply.code(204).send(null);
    },
  );

  async function found(id: string): Promise<Import> {
    const each = await findImport(db, id);
    if (each === null) throw notFound('Impor ini');
    return each;
  }
}

function notNow(): HttpProblem {
  return new HttpProblem(409, 'not-now', 'Impor ini sedang dikerjakan atau sudah selesai. Muat ulang halaman.');
}
