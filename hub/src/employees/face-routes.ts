import { EnrolmentProblem, FaceEnrolment, Uuid } from '@hadir/shared/api/people';
import { findCalibration } from '@hadir/shared/face/find-model';
import { readModelManifest } from '@hadir/shared/face/model-manifest';
import { Type } from 'typebox';
import type { CommandSender } from '../commands/command-sender.ts';
import { noGround } from '../enrolment/no-ground.ts';
import { receivePhotos, streamedBody } from '../enrolment/receive-photos.ts';
import type { FeatureDependencies } from '../http/api-dependencies.ts';
import type { App } from '../http/app.ts';
import { fieldProblem, HttpProblem, notFound } from '../http/http-problem.ts';
import { problemResponses } from '../http/problem-responses.ts';
import { signedIn } from '../http/require-access.ts';
import { findEmployee } from './employee-store.ts';
import { ENOUGH_FACES } from './enough-faces.ts';
import { enrolFace } from './enrol-face.ts';
import { removeFace } from './remove-face.ts';

const MAX_PHOTOS = 10;
const MAX_PHOTO_BYTES = 10 * 1024 * 1024;

export function registerFaces(app: App, dependencies: FeatureDependencies, sender: CommandSender): void {
  const { database, authority, photos: describer, modelManifest } = dependencies;

  app.post(
    '/api/employees/:id/face',
    {
      config: { access: ['admin_bkd'] },
      validatorCompiler: streamedBody,
      bodyLimit: MAX_PHOTOS * MAX_PHOTO_BYTES + 65_536,
      schema: {
        tags: ['employees'],
        description: `1 to ${MAX_PHOTOS} photos of one person, each at most 10 MB, as files of a multipart form.`,
        consumes: ['multipart/form-data'],
        body: Type.Object({ photos: Type.Array(Type.String({ format: 'binary' })) }),
        params: Type.Object({ id: Uuid }),
        response: {
          201: FaceEnrolment,
          422: {
            description: 'RFC 9457, with the result of each photo',
            content: { 'application/problem+json': { schema: EnrolmentProblem } },
          },
          ...problemResponses,
        },
      },
    },
    async (request, reply) => {
      const { id } = request.params;
      const employee = await findEmployee(database.db, id);
      if (!employee) throw notFound('Pegawai ini');
      if (employee.faces.length >= ENOUGH_FACES) {
        throw new HttpProblem(
          409,
          'enough-faces',
          `Pegawai ini sudah punya ${employee.faces.length} wajah. Hapus yang lama dahulu.`,
        );
      }
      const { photos } = await receivePhotos(request, describer, { files: MAX_PHOTOS, fileSize: MAX_PHOTO_BYTES });
      if (photos.length === 0) {
        throw fieldProblem('photos-missing', 'photos', `Kirim 1 sampai ${MAX_PHOTOS} foto.`);
      }
      const calibration = findCalibration(await readModelManifest(modelManifest));
      const outcome = await enrolFace(database.db, authority.templateKey, calibration, {
        by: signedIn(request).id,
        employee: id,
        photos,
      });
      if (outcome.kind === 'no-such-employee') throw notFound('Pegawai ini');
      if (outcome.kind === 'no-ground') throw noGround();
      sender.wakeDoors(outcome.doors);
      if (outcome.enrolled > 0) return reply.code(201).send(outcome.enrolment);
      throw new HttpProblem(
        422,
        'no-photo-enrolled',
        'Tidak ada foto yang dapat dipakai. Lihat saran pada setiap foto.',
        {
          extra: { photos: outcome.enrolment.photos },
        },
      );
    },
  );

  app.delete(
    '/api/employees/:id/face/:template',
    {
      config: { access: ['admin_bkd'] },
      schema: {
        tags: ['employees'],
        params: Type.Object({ id: Uuid, template: Uuid }),
        response: { 204: Type.Null(), ...problemResponses },
      },
    },
    async (request, reply) => {
      const { id, template } = request.params;
      const doors = await removeFace(database.db, signedIn(request).id, id, template);
      if (doors === null) throw notFound('Wajah ini');
      sender.wakeDoors(doors);
      return reply.code(204).send(null);
    },
  );
}
