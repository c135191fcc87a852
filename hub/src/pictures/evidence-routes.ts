import { EvidenceOverview, EvidencePolicy, EvidenceState, OpenEvidence } from '@hadir/shared/api/pictures';
import { and, eq } from 'drizzle-orm';
import { Type } from 'typebox';
import { pictures } from '../database/tables/pictures.ts';
import type { FeatureDependencies } from '../http/api-dependencies.ts';
import type { App } from '../http/app.ts';
import { fieldProblem, HttpProblem, notFound } from '../http/http-problem.ts';
import { problemResponses } from '../http/problem-responses.ts';
import { signedIn } from '../http/require-access.ts';
import { writeAudit } from '../users/write-audit.ts';
import type { EvidenceKeeper } from './evidence-keeper.ts';
import { writeEvidencePolicy } from './evidence-policy.ts';
import { readPicture } from './picture-store.ts';
import { OPENED, readEvidenceOverview, readEvidenceState } from './read-evidence.ts';

const tags = ['evidence'];
const params = Type.Object({ id: Type.String({ pattern: '^[A-Za-z0-9_-]{43}$' }) });
/** Who looks into what happened; nobody else sees a face. */
const lookers = { access: ['admin_bkd' as const, 'inspectorate' as const] };
const SHORTEST_BASIS = 5;

export function registerEvidence(app: App, { database, authority }: FeatureDependencies, keeper: EvidenceKeeper): void {
  const { db } = database;

  app.get(
    '/api/evidence-policy',
    { config: lookers, schema: { tags, response: { 200: EvidenceOverview, ...problemResponses } } },
    () => readEvidenceOverview(database),
  );

  app.put(
    '/api/evidence-policy',
    {
      config: { access: ['admin_bkd'] },
      schema: {
        tags,
        description: 'Turns pictures of faces beside punches on or off, for all doors. Units are told at once.',
        body: EvidencePolicy,
        response: { 200: EvidenceOverview, ...problemResponses },
      },
    },
    async (request) => {
      const legalBasis = request.body.legalBasis.trim();
      if (request.body.on && legalBasis.length < SHORTEST_BASIS)
        throw fieldProblem(
          'legal-basis-required',
          'legalBasis',
          'Tulis dasar hukumnya, misalnya nomor Perbup atau Perwali. Tanpa dasar hukum, foto bukti tidak dapat dinyalakan.',
        );
      await db.transaction((tx) => writeEvidencePolicy(tx, { ...request.body, legalBasis }, signedIn(request).id));
      await keeper.hold();
      return readEvidenceOverview(database);
    },
  );

  app.get(
    '/api/evidence/:id',
    { config: lookers, schema: { tags, params, response: { 200: EvidenceState, ...problemResponses } } },
    (request) => readEvidenceState(database, request.params.id),
  );

  app.post(
    '/api/evidence/:id/open',
    {
      config: { ...lookers, rateLimit: { max: 60, timeWindow: '1 minute' } },
      schema: {
        tags,
        description:
          'The picture of the face behind a punch. That it was opened, by whom and why, is in the audit log.',
        params,
        body: OpenEvidence,
        response: {
          200: {
            description: 'A JPEG',
            content: { 'image/jpeg': { schema: Type.Unsafe<Buffer>(Type.String({ format: 'binary' })) } },
          },
          ...problemResponses,
        },
      },
    },
    async (request, reply) => {
      const { id } = request.params;
      const [row] = await db
        .select({ unit: pictures.unit, subject: pictures.subject })
        .from(pictures)
        .where(and(eq(pictures.id, id), eq(pictures.kind, 'evidence')));
      if (row === undefined) throw notFound('Foto bukti ini');
      const jpeg = await readPicture(db, authority.pictureKeys.privateKey, id);
      if (jpeg === null)
        throw new HttpProblem(409, 'evidence-removed', 'Foto bukti ini sudah dihapus karena masa simpannya habis.');
      const { unit, subject } = row;
      await writeAudit(db, signedIn(request).id, OPENED, id, { unit, ...subject, reason: request.body.reason.trim() });
      return reply.header('cache-control', 'no-store').type('image/jpeg').send(jpeg);
    },
  );
}
