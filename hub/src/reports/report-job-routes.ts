import { Readable } from 'node:stream';
import { Uuid } from '@hadir/shared/api/people';
import { NewReportJob, ReportJob, ReportJobs as ReportJobList } from '@hadir/shared/api/reports';
import type { Role } from '@hadir/shared/api/session';
import { Type } from 'typebox';
import type { FeatureDependencies } from '../http/api-dependencies.ts';
import type { App } from '../http/app.ts';
import { fieldProblem, forbidden, HttpProblem, notFound } from '../http/http-problem.ts';
import { problemResponses } from '../http/problem-responses.ts';
import { signedIn } from '../http/require-access.ts';
import { monthsBetween } from './months-between.ts';
import { cancelJob, findJob, listJobs, orderReport, readParts } from './report-job-store.ts';
import type { ReportJobs } from './report-jobs.ts';

const readers: readonly Role[] = ['admin_bkd', 'leader', 'inspectorate'];
/** The audit log is in it. */
const exporters: ReadonlySet<Role> = new Set<Role>(['admin_bkd', 'inspectorate']);
const MOST_MONTHS = 24;

export function registerReportJobs(
  app: App,
  { database: { db }, authority }: FeatureDependencies,
  jobs: ReportJobs,
): void {
  const tags = ['reports'];
  const params = Type.Object({ id: Uuid });

  app.post(
    '/api/report-jobs',
    {
      config: { access: readers },
      schema: {
        tags,
        description: 'Orders a report that is made in the background.',
        body: NewReportJob,
        response: { 202: ReportJob, ...problemResponses },
      },
    },
    async (request, reply) => {
      const user = signedIn(request);
      const wanted = request.body;
      if (wanted.kind === 'mcsp') {
        if (!exporters.has(user.role)) throw forbidden('Ekspor MCSP hanya untuk BKD dan Inspektorat.');
        const months = monthsBetween(wanted.from, wanted.to).length;
        if (months === 0) throw fieldProblem('ends-before-it-begins', 'to', 'Bulan terakhir mendahului bulan pertama.');
        if (months > MOST_MONTHS)
          throw fieldProblem('too-long', 'to', `Paling lama ${MOST_MONTHS} bulan sekali ekspor.`);
      }
      const id = await orderReport(db, user.id, wanted, null);
      jobs.wake();
      return reply.code(202).send((await findJob(db, user.id, id)) as ReportJob);
    },
  );

  app.get(
    '/api/report-jobs',
    { config: { access: readers }, schema: { tags, response: { 200: ReportJobList, ...problemResponses } } },
    async (request) => ({ jobs: await listJobs(db, signedIn(request).id) }),
  );

  app.get(
    '/api/report-jobs/:id/file',
    {
      config: { access: readers },
      schema: {
        tags,
        params,
        response: {
          200: { description: 'the archive', content: { 'application/zip': { schema: Type.Unsafe<Readable>({}) } } },
          ...problemResponses,
        },
      },
    },
    async (request, reply) => {
      const job = await findJob(db, signedIn(request).id, request.params.id);
      if (!job) throw notFound('Laporan ini');
      if (job.state !== 'ready') throw new HttpProblem(409, 'not-ready', 'Laporan ini belum siap diambil.');
      return reply
        .header('content-disposition', `attachment; filename="${job.file}"`)
        .header('content-length', job.bytes)
        .header('cache-control', 'no-store')
        .type('application/zip')
        .send(Readable.from(readParts(db, job.id), { objectMode: false }));
    },
  );

  app.delete(
    '/api/report-jobs/:id',
    {
      config: { access: readers },
      schema: { tags, params, response: { 204: Type.Null(), ...problemResponses } },
    },
    async (request, reply) => {
      const user = signedIn(request);
      const job = await findJob(db, user.id, request.params.id);
      if (!job) throw notFound('Laporan ini');
      if (!(await cancelJob(db, user.id, job.id)))
        throw new HttpProblem(409, 'already-over', 'Laporan ini sudah selesai, jadi tidak dapat dibatalkan.');
      return reply.code(204).send(null);
    },
  );

  app.get(
    '/api/report-key',
    {
      config: { access: 'signed-in' },
      schema: {
        tags,
        description: 'The key that signs the manifests of exports, as a JWK; `kid` is its RFC 7638 thumbprint.',
        response: {
          200: Type.Object({
            kty: Type.Literal('OKP'),
            crv: Type.Literal('Ed25519'),
            x: Type.String(),
            kid: Type.String(),
          }),
          ...problemResponses,
        },
      },
    },
    () => ({ ...authority.hubKey.publicKey, kid: authority.hubKey.kid }),
  );
}
