import { TypeBoxValidatorCompiler } from '@fastify/type-provider-typebox';
import { Uuid } from '@hadir/shared/api/people';
import { EvidenceFile } from '@hadir/shared/api/requests';
import { eq } from 'drizzle-orm';
import { Type } from 'typebox';
import { evidenceFiles } from '../database/tables/requests.ts';
import type { FeatureDependencies } from '../http/api-dependencies.ts';
import type { App } from '../http/app.ts';
import { fieldProblem, HttpProblem, notFound } from '../http/http-problem.ts';
import { problemResponses } from '../http/problem-responses.ts';
import { signedIn } from '../http/require-access.ts';
import { readRequestPolicy } from '../requests/request-policy.ts';
import { writeAudit } from '../users/write-audit.ts';
import { checkFile } from './check-file.ts';
import { mayReadFile } from './may-read-file.ts';
import { ScanError, scanFile } from './scan-file.ts';
import { fileKey, openFile } from './seal-file.ts';
import { countLooseFiles, fileColumns, isMedical, presentFile, removeLooseFiles, storeFile } from './store-files.ts';

const MEGABYTE = 1_048_576;
const LARGEST_BYTES = 20 * MEGABYTE;
/** So many documents of one person may wait for the form that they belong to, so that nobody fills the disk. */
const MOST_LOOSE = 40;
const tags = ['evidence'];
const everybody = { access: 'signed-in' as const };
const params = Type.Object({ id: Uuid });

/** Documents that people hand in with a request, a Surat Tugas or a report. */
export function registerEvidenceFiles(app: App, dependencies: FeatureDependencies): void {
  const { database, authority, config, log, now } = dependencies;
  const { db } = database;
  const scanCommand = config.scanCommand ?? null;
  const key = () => fileKey(authority.templateKey);
  if (scanCommand === null)
    log.warn(
      'No virus scanner is configured (HADIR_SCAN_COMMAND): documents are checked by their type and size alone.',
    );

  app.post(
    '/api/evidence-files',
    {
      config: everybody,
      // The body is a stream that the handler reads; its schema is there for the description.
      validatorCompiler: (route) =>
        route.httpPart === 'body' ? (value) => ({ value }) : TypeBoxValidatorCompiler(route),
      bodyLimit: LARGEST_BYTES + 65_536,
      schema: {
        tags,
        description:
          'One PDF, JPEG or PNG, as the file of a multipart form. What is not attached within a day is removed.',
        consumes: ['multipart/form-data'],
        querystring: Type.Object({
          strict: Type.Optional(Type.Boolean({ description: 'of a stricter kind: a government doctor, say' })),
        }),
        body: Type.Object({ file: Type.String({ format: 'binary' }) }),
        response: { 201: EvidenceFile, ...problemResponses },
      },
    },
    async (request, reply) => {
      const { megabytes } = (await readRequestPolicy(db)).files;
      const unread = (error: { code?: string; statusCode?: number }): never => {
        if (error.code === 'FST_REQ_FILE_TOO_LARGE')
          throw new HttpProblem(
            413,
            'file-too-large',
            `Berkas paling besar ${megabytes} MB. Perkecil atau pindai ulang.`,
          );
        if (error.statusCode !== undefined) throw error;
        // What has no status of its own is a form that broke off or was never one.
        throw new HttpProblem(400, 'file-incomplete', 'Berkas tidak sampai seluruhnya. Kirim lagi.', { cause: error });
      };
      const part = await request.file({ limits: { files: 1, fileSize: megabytes * MEGABYTE } }).catch(unread);
      if (part === undefined) throw fieldProblem('file-missing', 'file', 'Pilih satu berkas.');
      const bytes = await part.toBuffer().catch(unread);
      const check = await checkFile(bytes, part.filename);
      if (!check.ok) throw fieldProblem(check.code, 'file', check.message);
      const verdict = await scanFile(scanCommand, bytes).catch((error: unknown) => {
        if (!(error instanceof ScanError)) throw error;
        log.error({ err: error }, 'A document could not be scanned for viruses and was not taken.');
        throw new HttpProblem(503, 'scan-failed', 'Berkas belum dapat diperiksa dari virus. Coba lagi sebentar lagi.', {
          cause: error,
        });
      });
      const by = signedIn(request);
      if (verdict === 'infected') {
        await writeAudit(db, by.id, 'file-infected', by.id, { type: check.type, bytes: bytes.byteLength });
        throw fieldProblem(
          'file-infected',
          'file',
          'Berkas ini mengandung virus menurut pemindai. Periksa perangkat Anda.',
        );
      }
      await removeLooseFiles(db);
      if ((await countLooseFiles(db, by.id)) >= MOST_LOOSE)
        throw new HttpProblem(
          429,
          'too-many-loose-files',
          `Sudah ada ${MOST_LOOSE} dokumen yang belum dilampirkan pada permohonan. Ajukan atau simpan drafnya dahulu.`,
        );
      const file = { bytes, ...check, strict: request.query.strict ?? false, scanned: verdict === 'clean' };
      const { ok: _, ...kept } = file;
      const id = await db.transaction((tx) => storeFile(tx, key(), by.id, kept));
      const [row] = await db.select(fileColumns).from(evidenceFiles).where(eq(evidenceFiles.id, id));
      if (!row) throw notFound('Berkas ini');
      return reply.code(201).send(presentFile(row, false));
    },
  );

  app.get(
    '/api/evidence-files/:id',
    {
      config: everybody,
      schema: {
        tags,
        description: 'The document itself, always as a download. Every opening is in the audit log.',
        params,
        produces: ['application/octet-stream'],
        response: { 200: Type.String({ format: 'binary' }), ...problemResponses },
      },
    },
    async (request, reply) => {
      const viewer = signedIn(request);
      const [row] = await db.select().from(evidenceFiles).where(eq(evidenceFiles.id, request.params.id));
      // Whoever may not read it is not told that it exists.
      if (!row || !(await mayReadFile(db, viewer, row, now()))) throw notFound('Berkas ini');
      const medical = await isMedical(db, row.request);
      await writeAudit(db, viewer.id, 'file-opened', row.id, {
        request: row.request,
        letter: row.letter,
        report: row.report,
        medical,
      });
      const bytes = openFile(key(), row.id, row.sealed);
      return reply
        .header('content-type', row.type)
        .header('content-disposition', disposition(row.name))
        .header('x-content-type-options', 'nosniff')
        .header('cache-control', 'private, no-store')
        .header('content-security-policy', "default-src 'none'; sandbox")
        .serializer((body: unknown) => body as string)
        .send(bytes as unknown as string);
    },
  );
}

/** RFC 6266: a plain name for old clients, and the whole name beside it. */
function disposition(name: string): string {
  const plain = name.replace(/[^\x20-\x7e]/g, '_').replace(/["\\]/g, '_');
  const whole = encodeURIComponent(name).replace(
    /['()*]/g,
    (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`,
  );
  return `attachment; filename="${plain}"; filename*=UTF-8''${whole}`;
}
