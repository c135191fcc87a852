import { TypeBoxValidatorCompiler } from '@fastify/type-provider-typebox';
import type { FastifyRequest, FastifySchemaCompiler } from 'fastify';
import type { TSchema } from 'typebox';
import type { EnrolmentPhoto } from '../employees/enrol-face.ts';
import { PhotoProcessError } from '../employees/photo-process.ts';
import type { JudgedPhoto, PhotoDescriber } from '../http/api-dependencies.ts';
import { HttpProblem } from '../http/http-problem.ts';

/** The body is a stream that the handler reads; its schema is there for the description. */
export const streamedBody: FastifySchemaCompiler<TSchema> = (route) =>
  route.httpPart === 'body' ? (value: unknown) => ({ value }) : TypeBoxValidatorCompiler(route);

export interface ReceivedPhotos {
  readonly photos: EnrolmentPhoto[];
  /** The fields that came with them. */
  readonly fields: ReadonlyMap<string, string>;
}

/**
 * Reads a form with photos and has each judged as it comes, so that one is in memory at a time and nothing of it stays.
 * @throws HttpProblem 503 where the models cannot be loaded.
 */
export async function receivePhotos(
  request: FastifyRequest,
  describer: PhotoDescriber,
  limits: { files: number; fileSize: number },
): Promise<ReceivedPhotos> {
  const photos: EnrolmentPhoto[] = [];
  const fields = new Map<string, string>();
  for await (const part of request.parts({ limits: { ...limits, fields: 5, fieldSize: 1_000 } })) {
    if (part.type === 'field') fields.set(part.fieldname, String(part.value));
    else
      photos.push({ file: part.filename, outcome: await describeOrExplain(request, describer, await part.toBuffer()) });
  }
  return { photos, fields };
}

async function describeOrExplain(
  request: FastifyRequest,
  describer: PhotoDescriber,
  photo: Uint8Array,
): Promise<JudgedPhoto> {
  try {
    return await describer.describe(photo);
  } catch (error) {
    if (!(error instanceof PhotoProcessError)) throw error;
    request.log.error({ err: error }, 'photos cannot be described; check that the model files are in place');
    throw new HttpProblem(503, 'models-unavailable', 'Hub tidak dapat memeriksa foto saat ini. Hubungi operator hub.', {
      cause: error,
    });
  }
}
