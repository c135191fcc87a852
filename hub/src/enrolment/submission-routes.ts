import { type EnrolmentSubmission, EnrolmentSubmissions, SubmissionRefusal } from '@hadir/shared/api/enrolment';
import { FaceEnrolment, Uuid } from '@hadir/shared/api/people';
import { findCalibration } from '@hadir/shared/face/find-model';
import { readModelManifest } from '@hadir/shared/face/model-manifest';
import { and, asc, desc, eq, inArray, isNotNull } from 'drizzle-orm';
import { Type } from 'typebox';
import type { CommandSender } from '../commands/command-sender.ts';
import { employees, opds, users } from '../database/schema.ts';
import { enrolmentSubmissionPhotos, enrolmentSubmissions, faceCrops } from '../database/tables/enrolment.ts';
import { enrolFaceIn } from '../employees/enrol-face.ts';
import { openCrop } from '../employees/seal-crop.ts';
import type { FeatureDependencies } from '../http/api-dependencies.ts';
import type { App } from '../http/app.ts';
import { HttpProblem, notFound } from '../http/http-problem.ts';
import { problemResponses } from '../http/problem-responses.ts';
import { signedIn } from '../http/require-access.ts';
import type { Transaction } from '../rosters/refresh-rosters.ts';
import { writeAudit } from '../users/write-audit.ts';
import { erasePhotos } from './close-submissions.ts';
import { recordGround } from './face-grounds.ts';
import { openSubmittedPhoto } from './keep-submission.ts';
import { noGround } from './no-ground.ts';

const tags = ['enrolment'];
const onlyBkd = { access: ['admin_bkd' as const] };
const params = Type.Object({ id: Uuid });
const JpegBody = Type.Unsafe<Buffer>(Type.String({ format: 'binary' }));
const picture = {
  200: { description: 'A JPEG', content: { 'image/jpeg': { schema: JpegBody } } },
  ...problemResponses,
};
const SHOWN = 200;

export function registerSubmissions(app: App, dependencies: FeatureDependencies, sender: CommandSender): void {
  const {
    database: { db },
    authority: { templateKey },
    modelManifest,
  } = dependencies;

  app.get(
    '/api/enrolment-submissions',
    {
      config: onlyBkd,
      schema: {
        tags,
        description: 'Photos that wait for a decision, oldest first; or those decided of late, newest first.',
        querystring: Type.Object({ decided: Type.Optional(Type.Boolean()) }),
        response: { 200: EnrolmentSubmissions, ...problemResponses },
      },
    },
    async (request) => ({ submissions: await list(request.query.decided === true) }),
  );

  app.get(
    '/api/enrolment-submissions/:id/photos/:number',
    {
      config: onlyBkd,
      schema: {
        tags,
        params: Type.Object({ id: Uuid, number: Type.Integer({ minimum: 0, maximum: 100 }) }),
        response: picture,
      },
    },
    async (request, reply) => {
      const { id, number } = request.params;
      const [row] = await db
        .select({ photo: enrolmentSubmissionPhotos, employee: enrolmentSubmissions.employee })
        .from(enrolmentSubmissionPhotos)
        .innerJoin(enrolmentSubmissions, eq(enrolmentSubmissions.id, enrolmentSubmissionPhotos.submission))
        .where(and(eq(enrolmentSubmissionPhotos.submission, id), eq(enrolmentSubmissionPhotos.number, number)));
      const photo = row ? openSubmittedPhoto(templateKey, row.employee, row.photo) : null;
      if (!row || photo === null) throw notFound('Foto ini');
      await writeAudit(db, signedIn(request).id, 'face-picture-seen', row.employee, { submission: id, number });
      return reply.type('image/jpeg').header('cache-control', 'no-store').send(Buffer.from(photo.crop));
    },
  );

  app.get(
    '/api/face-pictures/:id',
    {
      config: onlyBkd,
      schema: { tags, description: 'The kept picture of a face that is enrolled.', params, response: picture },
    },
    async (request, reply) => {
      const { id } = request.params;
      const [row] = await db.select().from(faceCrops).where(eq(faceCrops.id, id));
      if (!row?.sealed) throw notFound('Gambar wajah ini');
      const jpeg = openCrop(templateKey, { crop: id, employee: row.employee }, row.sealed);
      await writeAudit(db, signedIn(request).id, 'face-picture-seen', row.employee, { picture: id });
      return reply.type('image/jpeg').header('cache-control', 'no-store').send(jpeg);
    },
  );

  app.post(
    '/api/enrolment-submissions/:id/accept',
    {
      config: onlyBkd,
      schema: {
        tags,
        description: 'Makes the templates and tells the doors. The pictures of the submission are erased.',
        params,
        response: { 200: FaceEnrolment, ...problemResponses },
      },
    },
    async (request) => {
      const { id } = request.params;
      const by = signedIn(request).id;
      const calibration = findCalibration(await readModelManifest(modelManifest));
      const outcome = await db.transaction(async (tx) => {
        const submission = await decide(tx, id, { state: 'accepted', by, reason: null });
        const { employee } = submission;
        const rows = await tx
          .select()
          .from(enrolmentSubmissionPhotos)
          .where(eq(enrolmentSubmissionPhotos.submission, id))
          .orderBy(asc(enrolmentSubmissionPhotos.number));
        const photos = rows.flatMap((row) => {
          const photo = openSubmittedPhoto(templateKey, employee, row);
          return photo === null
            ? []
            : [{ file: `foto ${row.number + 1}`, outcome: { kind: 'described', ...photo } as const }];
        });
        if (submission.consentText !== null) {
          const ground = { kind: 'consent', consentText: submission.consentText } as const;
          await recordGround(tx, { employee, by: null, how: 'link', ground });
        }
        const enrolled = await enrolFaceIn(tx, templateKey, calibration, { by, employee, photos });
        if (enrolled.kind === 'no-such-employee') throw notFound('Pegawai ini');
        if (enrolled.kind === 'no-ground') throw noGround();
        if (enrolled.enrolled === 0) {
          const advice = enrolled.enrolment.photos.map((photo) => photo.advice).find((words) => words !== null);
          throw new HttpProblem(422, 'no-photo-enrolled', advice ?? 'Tidak ada foto yang dapat dipakai.', {
            extra: { photos: enrolled.enrolment.photos },
          });
        }
        await erasePhotos(tx, [id]);
        return enrolled;
      });
      sender.wakeDoors(outcome.doors);
      return outcome.enrolment;
    },
  );

  app.post(
    '/api/enrolment-submissions/:id/refuse',
    {
      config: onlyBkd,
      schema: {
        tags,
        description: 'Erases the pictures. Nothing of them was used.',
        params,
        body: SubmissionRefusal,
        response: { 204: Type.Null(), ...problemResponses },
      },
    },
    async (request, reply) => {
      const { id } = request.params;
      const by = signedIn(request).id;
      const reason = request.body.reason.trim();
      await db.transaction(async (tx) => {
        const { employee } = await decide(tx, id, { state: 'refused', by, reason });
        await erasePhotos(tx, [id]);
        await writeAudit(tx, by, 'enrolment-refused', employee, { submission: id, reason });
      });
      return reply.code(204).send(null);
    },
  );

  async function list(decided: boolean): Promise<EnrolmentSubmission[]> {
    const rows = await db
      .select({
        submission: enrolmentSubmissions,
        name: employees.name,
        nip: employees.nip,
        opdName: opds.name,
        decidedBy: users.name,
      })
      .from(enrolmentSubmissions)
      .innerJoin(employees, eq(employees.id, enrolmentSubmissions.employee))
      .innerJoin(opds, eq(opds.id, employees.opd))
      .leftJoin(users, eq(users.id, enrolmentSubmissions.decidedBy))
      .where(
        decided
          ? inArray(enrolmentSubmissions.state, ['accepted', 'refused'])
          : eq(enrolmentSubmissions.state, 'waiting'),
      )
      .orderBy(decided ? desc(enrolmentSubmissions.decidedAt) : asc(enrolmentSubmissions.at))
      .limit(SHOWN);
    const photos = await numbersOf(rows.map(({ submission }) => submission.id));
    const crops = await cropsOf(rows.map(({ submission }) => submission.employee));
    return rows.map(({ submission, ...person }) => ({
      ...person,
      id: submission.id,
      employee: submission.employee,
      via: submission.via,
      at: submission.at.toISOString(),
      state: submission.state,
      photos: photos.get(submission.id) ?? [],
      enrolled: crops.get(submission.employee) ?? [],
      decidedAt: submission.decidedAt?.toISOString() ?? null,
      reason: submission.reason,
    }));
  }

  async function numbersOf(submissions: readonly string[]): Promise<Map<string, number[]>> {
    const rows = await db
      .select({ of: enrolmentSubmissionPhotos.submission, number: enrolmentSubmissionPhotos.number })
      .from(enrolmentSubmissionPhotos)
      .where(
        and(
          inArray(enrolmentSubmissionPhotos.submission, [...submissions]),
          isNotNull(enrolmentSubmissionPhotos.sealedCrop),
        ),
      )
      .orderBy(asc(enrolmentSubmissionPhotos.number));
    return group(rows.map(({ of, number }) => [of, number] as const));
  }

  async function cropsOf(people: readonly string[]): Promise<Map<string, string[]>> {
    const rows = await db
      .select({ of: faceCrops.employee, id: faceCrops.id })
      .from(faceCrops)
      .where(and(inArray(faceCrops.employee, [...people]), isNotNull(faceCrops.sealed)))
      .orderBy(asc(faceCrops.createdAt));
    return group(rows.map(({ of, id }) => [of, id] as const));
  }
}

function group<Value>(rows: readonly (readonly [string, Value])[]): Map<string, Value[]> {
  const grouped = new Map<string, Value[]>();
  for (const [of, value] of rows) grouped.set(of, [...(grouped.get(of) ?? []), value]);
  return grouped;
}

/** @throws HttpProblem where somebody else decided first. */
async function decide(
  tx: Transaction,
  id: string,
  { state, by, reason }: { state: 'accepted' | 'refused'; by: string; reason: string | null },
) {
  const [submission] = await tx
    .update(enrolmentSubmissions)
    .set({ state, decidedAt: new Date(), decidedBy: by, reason })
    .where(and(eq(enrolmentSubmissions.id, id), eq(enrolmentSubmissions.state, 'waiting')))
    .returning();
  if (submission) return submission;
  throw new HttpProblem(409, 'not-waiting', 'Kiriman ini tidak menunggu keputusan: sudah diputuskan, atau tidak ada.');
}
