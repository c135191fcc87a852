import { randomUUID } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { type FileHandle, open, unlink } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import {
  type EnrolmentImport,
  EnrolmentImportLines,
  EnrolmentImport as EnrolmentImportSchema,
  EnrolmentImports,
  type ImportOutcome,
} from '@hadir/shared/api/enrolment';
import { Uuid } from '@hadir/shared/api/people';
import { stringify } from 'csv-stringify/sync';
import { and, asc, count, desc, eq, inArray, notInArray, type SQL } from 'drizzle-orm';
import type { FastifyRequest } from 'fastify';
import { Type } from 'typebox';
import { employees, users } from '../../database/schema.ts';
import { enrolmentImportLines, enrolmentImports } from '../../database/tables/enrolment.ts';
import type { FeatureDependencies } from '../../http/api-dependencies.ts';
import type { App } from '../../http/app.ts';
import { fieldProblem, HttpProblem, notFound } from '../../http/http-problem.ts';
import { problemResponses } from '../../http/problem-responses.ts';
import { signedIn } from '../../http/require-access.ts';
import { writeAudit } from '../../users/write-audit.ts';
import { streamedBody } from '../receive-photos.ts';
import { eraseImportPhotos, type ImportDriver } from './import-driver.ts';
import { outcomeWords } from './outcome-words.ts';
import { parseImportList } from './parse-import-list.ts';
import { ArchiveProblem, PhotoArchive } from './photo-archive.ts';
import { takeImport } from './take-import.ts';

const MOST_ARCHIVE_BYTES = 300 * 1024 * 1024;
const tags = ['enrolment'];
const onlyBkd = { access: ['admin_bkd' as const] };
const params = Type.Object({ id: Uuid });
const GOOD = ['waiting', 'ready', 'enrolled'];

export function registerImports(app: App, dependencies: FeatureDependencies, driver: ImportDriver): void {
  const {
    database: { db },
    authority,
  } = dependencies;

  app.post(
    '/api/enrolment-imports',
    {
      config: onlyBkd,
      validatorCompiler: streamedBody,
      bodyLimit: MOST_ARCHIVE_BYTES + 65_536,
      schema: {
        tags,
        description:
          'A ZIP of photos with one .csv (columns nip and file), at most 300 MB. Every line is looked at first; nothing is enrolled before somebody applies it.',
        consumes: ['multipart/form-data'],
        body: Type.Object({ archive: Type.String({ format: 'binary' }) }),
        response: { 201: EnrolmentImportSchema, ...problemResponses },
      },
    },
    async (request, reply) => {
      const id = await withArchive(request, async (fd, file) => {
        const archive = await PhotoArchive.open(fd);
        const list = parseImportList(await archive.readList());
        if (list.kind === 'refused') throw fieldProblem('list-invalid', 'archive', list.problem);
        return takeImport(db, authority.templateKey, { by: signedIn(request).id, file, lines: list.lines, archive });
      });
      driver.wake();
      return reply.code(201).send(await show(id));
    },
  );

  app.get(
    '/api/enrolment-imports',
    { config: onlyBkd, schema: { tags, response: { 200: EnrolmentImports, ...problemResponses } } },
    async () => ({ imports: await list(undefined) }),
  );

  app.get(
    '/api/enrolment-imports/:id',
    { config: onlyBkd, schema: { tags, params, response: { 200: EnrolmentImportSchema, ...problemResponses } } },
    (request) => show(request.params.id),
  );

  app.get(
    '/api/enrolment-imports/:id/lines',
    {
      config: onlyBkd,
      schema: {
        tags,
        params,
        querystring: Type.Object({
          trouble: Type.Optional(Type.Boolean({ description: 'only lines that need somebody' })),
          limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 500 })),
          offset: Type.Optional(Type.Integer({ minimum: 0 })),
        }),
        response: { 200: EnrolmentImportLines, ...problemResponses },
      },
    },
    async (request) => {
      const { trouble = false, limit = 100, offset = 0 } = request.query;
      const where = and(
        eq(enrolmentImportLines.import, request.params.id),
        trouble ? notInArray(enrolmentImportLines.outcome, GOOD) : undefined,
      );
      const [counted] = await db.select({ total: count() }).from(enrolmentImportLines).where(where);
      const lines = await readLines(where).limit(limit).offset(offset);
      return {
        total: counted?.total ?? 0,
        lines: lines.map((line) => ({ ...line, outcome: line.outcome as ImportOutcome })),
      };
    },
  );

  app.get(
    '/api/enrolment-imports/:id/report',
    {
      config: onlyBkd,
      schema: {
        tags,
        description: 'Every line and what came of it, as CSV for a spreadsheet.',
        params,
        response: {
          200: { description: 'CSV', content: { 'text/csv': { schema: Type.String() } } },
          ...problemResponses,
        },
      },
    },
    async (request, reply) => {
      const { id } = request.params;
      await show(id);
      const rows = await readLines(eq(enrolmentImportLines.import, id));
      const csv = stringify(
        rows.map(({ row, nip, name, file, outcome, advice }) => [
          ...[row, `NIP ${nip}`, name ?? '', file, outcomeWords[outcome as ImportOutcome], advice ?? ''],
        ]),
        // A cell that begins as a formula would be run by the spreadsheet that opens it.
        { bom: true, delimiter: ';', escape_formulas: true, header: true, columns: REPORT_COLUMNS },
      );
      return reply
        .type('text/csv; charset=utf-8')
        .header('content-disposition', `attachment; filename="impor-wajah-${id.slice(0, 8)}.csv"`)
        .send(csv);
    },
  );

  for (const [name, from, to] of [
    ['apply', ['checked'], 'applying'],
    ['cancel', ['checking', 'checked', 'applying'], 'cancelled'],
  ] as const)
    app.post(
      `/api/enrolment-imports/:id/${name}`,
      { config: onlyBkd, schema: { tags, params, response: { 200: EnrolmentImportSchema, ...problemResponses } } },
      async (request) => {
        const { id } = request.params;
        const by = signedIn(request).id;
        await show(id);
        await db.transaction(async (tx) => {
          const [changed] = await tx
            .update(enrolmentImports)
            .set(to === 'applying' ? { state: to, appliedBy: by } : { state: to, finishedAt: new Date() })
            .where(and(eq(enrolmentImports.id, id), inArray(enrolmentImports.state, [...from])))
            .returning({ id: enrolmentImports.id });
          if (!changed)
            throw new HttpProblem(409, 'not-now', 'Impor ini sedang atau sudah diproses. Muat ulang halaman.');
          if (to === 'cancelled') await eraseImportPhotos(tx, id);
          await writeAudit(tx, by, `enrolment-import-${to}`, id);
        });
        driver.wake();
        return show(id);
      },
    );

  async function show(id: string): Promise<EnrolmentImport> {
    const [found] = await list(eq(enrolmentImports.id, id));
    if (!found) throw notFound('Impor ini');
    return found;
  }

  async function list(which: SQL | undefined): Promise<EnrolmentImport[]> {
    const rows = await db
      .select({ of: enrolmentImports, by: users.name })
      .from(enrolmentImports)
      .leftJoin(users, eq(users.id, enrolmentImports.createdBy))
      .where(which)
      .orderBy(desc(enrolmentImports.createdAt))
      .limit(50);
    const ids = rows.map(({ of }) => of.id);
    const counted = await db
      .select({ import: enrolmentImportLines.import, outcome: enrolmentImportLines.outcome, lines: count() })
      .from(enrolmentImportLines)
      .where(inArray(enrolmentImportLines.import, ids))
      .groupBy(enrolmentImportLines.import, enrolmentImportLines.outcome);
    return rows.map(({ of, by }) => {
      const own = counted.filter((row) => row.import === of.id);
      return {
        id: of.id,
        file: of.file,
        state: of.state,
        createdAt: of.createdAt.toISOString(),
        createdBy: by,
        finishedAt: of.finishedAt?.toISOString() ?? null,
        lines: own.reduce((sum, { lines }) => sum + lines, 0),
        outcomes: Object.fromEntries(own.map(({ outcome, lines }) => [outcome, lines])),
      };
    });
  }

  function readLines(where: SQL | undefined) {
    const { row, nip, file, outcome, advice } = enrolmentImportLines;
    return db
      .select({ row, nip, name: employees.name, file, outcome, advice })
      .from(enrolmentImportLines)
      .leftJoin(employees, eq(employees.id, enrolmentImportLines.employee))
      .where(where)
      .orderBy(asc(row))
      .$dynamic();
  }
}

const REPORT_COLUMNS = ['Baris', 'NIP', 'Nama', 'Berkas', 'Hasil', 'Saran'];

/**
 * Holds the archive in a file that has no name any more, so that nothing of it is left however the hub ends.
 * @throws HttpProblem 422 where it is none.
 */
async function withArchive<T>(request: FastifyRequest, work: (fd: number, file: string) => Promise<T>): Promise<T> {
  const part = await request.file({ limits: { files: 1, fileSize: MOST_ARCHIVE_BYTES } });
  if (!part) throw fieldProblem('archive-missing', 'archive', 'Pilih satu berkas ZIP.');
  const path = join(tmpdir(), `hadir-${randomUUID()}`);
  let handle: FileHandle | null = null;
  try {
    handle = await open(path, 'wx+', 0o600);
    await unlink(path);
    await pipeline(part.file, createWriteStream(path, { fd: handle.fd, autoClose: false }));
    if (part.file.truncated)
      throw new HttpProblem(
        413,
        'too-large',
        'ZIP ini lebih besar dari 300 MB. Bagi menjadi beberapa, misalnya per OPD.',
      );
    return await work(handle.fd, part.filename.slice(0, 200));
  } catch (error) {
    if (error instanceof ArchiveProblem) throw fieldProblem(error.code, 'archive', error.message);
    throw error;
  } finally {
    await handle?.close();
  }
}
