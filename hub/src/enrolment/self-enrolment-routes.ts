import {
  type SeenPhoto,
  SeenPhoto as SeenPhotoSchema,
  SelfEnrolment,
  SelfEnrolmentResult,
} from '@hadir/shared/api/enrolment';
import { findCalibration } from '@hadir/shared/face/find-model';
import { matchThreshold } from '@hadir/shared/face/match-threshold';
import { readModelManifest } from '@hadir/shared/face/model-manifest';
import { desc, eq } from 'drizzle-orm';
import type { FastifyRequest } from 'fastify';
import { Type } from 'typebox';
import { consentTexts } from '../database/tables/enrolment.ts';
import type { EnrolmentPhoto } from '../employees/enrol-face.ts';
import { agreeing } from '../employees/judge-photos.ts';
import { DIFFERS_ADVICE, photoAdvice } from '../employees/photo-advice.ts';
import { FailedAttempts } from '../est/failed-attempts.ts';
import type { FeatureDependencies } from '../http/api-dependencies.ts';
import type { App } from '../http/app.ts';
import { fieldProblem, HttpProblem } from '../http/http-problem.ts';
import { problemResponses } from '../http/problem-responses.ts';
import { countPhotos, findLink, type OpenLink, spendLink } from './enrolment-links.ts';
import { keepSubmission, type SubmittedPhoto } from './keep-submission.ts';
import { receivePhotos, streamedBody } from './receive-photos.ts';

const MOST_PHOTOS = 6;
/** A phone's picture, shrunk by the page, is far below. */
const MOST_PHOTO_BYTES = 4 * 1024 * 1024;
const REFUSED_ATTEMPTS = 20;
const REFUSED_WINDOW_MS = 15 * 60_000;
const tags = ['self-enrolment'];
const params = Type.Object({ token: Type.String({ maxLength: 200 }) });
const config = { access: 'public' as const, rateLimit: { max: 600, timeWindow: '1 minute' } };
const photosBody = Type.Object({ photos: Type.Array(Type.String({ format: 'binary' })) });

/** By a link, a person shows his own face. Whoever has the link can do so, which is why BKD looks before it counts. */
export function registerSelfEnrolment(app: App, dependencies: FeatureDependencies): void {
  const {
    database: { db },
    authority,
    photos: describer,
    modelManifest,
    now,
  } = dependencies;
  const refused = new FailedAttempts(REFUSED_ATTEMPTS, REFUSED_WINDOW_MS, () => now().getTime());

  async function openLink(request: FastifyRequest<{ Params: { token: string } }>): Promise<OpenLink> {
    const found = await findLink(db, request.params.token, now());
    // Somebody who guesses does not keep those away who have a link, behind the same address.
    if (found.kind === 'open') return found.link;
    const wait = refused.waitSeconds(request.ip);
    if (wait > 0) {
      throw new HttpProblem(429, 'too-many-attempts', `Terlalu banyak percobaan. Coba lagi dalam ${wait} detik.`, {
        retryAfter: wait,
      });
    }
    if (found.kind === 'unknown') refused.note(request.ip);
    throw linkProblem(found.kind);
  }
  const newestText = async () => {
    const [text] = await db.select().from(consentTexts).orderBy(desc(consentTexts.version)).limit(1);
    if (!text) throw new Error('There is no text to agree to.');
    return text;
  };

  app.get(
    '/api/self-enrolment/:token',
    { config, schema: { tags, params, response: { 200: SelfEnrolment, ...problemResponses } } },
    async (request) => {
      const { name, nip, opdName, expiresAt } = await openLink(request);
      const { version, purpose, body, createdAt } = await newestText();
      return {
        name,
        nip: hideMiddle(nip),
        opdName,
        region: dependencies.config.region,
        expiresAt: expiresAt.toISOString(),
        consent: { version, purpose, body, createdAt: createdAt.toISOString() },
      };
    },
  );

  app.post(
    '/api/self-enrolment/:token/look',
    {
      config,
      validatorCompiler: streamedBody,
      bodyLimit: MOST_PHOTO_BYTES + 65_536,
      schema: {
        tags,
        description: 'Says whether one photo is good enough. Nothing of it is kept.',
        consumes: ['multipart/form-data'],
        params,
        body: photosBody,
        response: { 200: SeenPhotoSchema, ...problemResponses },
      },
    },
    async (request) => {
      const link = await openLink(request);
      if (!(await countPhotos(db, link.id, 1))) throw tooManyPhotos();
      const { photos } = await receivePhotos(request, describer, { files: 1, fileSize: MOST_PHOTO_BYTES });
      const [photo] = photos;
      if (!photo) throw fieldProblem('photos-missing', 'photos', 'Kirim satu foto.');
      return seenPhoto(photo);
    },
  );

  app.post(
    '/api/self-enrolment/:token',
    {
      config,
      validatorCompiler: streamedBody,
      bodyLimit: MOST_PHOTOS * MOST_PHOTO_BYTES + 65_536,
      schema: {
        tags,
        description: `1 to ${MOST_PHOTOS} photos and, in the field consentText, the version of the text that was agreed to. Uses the link up.`,
        consumes: ['multipart/form-data'],
        params,
        body: Type.Object({ consentText: Type.String(), ...photosBody.properties }),
        response: { 201: SelfEnrolmentResult, ...problemResponses },
      },
    },
    async (request, reply) => {
      const link = await openLink(request);
      if (!(await countPhotos(db, link.id, 1))) throw tooManyPhotos();
      const { photos, fields } = await receivePhotos(request, describer, {
        files: MOST_PHOTOS,
        fileSize: MOST_PHOTO_BYTES,
      });
      const consentText = await agreedText(fields.get('consentText'));
      if (photos.length === 0) throw fieldProblem('photos-missing', 'photos', `Kirim 1 sampai ${MOST_PHOTOS} foto.`);
      const threshold = matchThreshold(findCalibration(await readModelManifest(modelManifest)), 1);
      const described = photos.flatMap(({ outcome }) => (outcome.kind === 'described' ? [outcome] : []));
      const agree = agreeing(described, [], threshold);
      const good: SubmittedPhoto[] = described.filter((_, i) => agree[i]);
      const seen = photos.map((photo): SeenPhoto => {
        const at = photo.outcome.kind === 'described' ? described.indexOf(photo.outcome) : -1;
        return at >= 0 && !agree[at]
          ? { outcome: 'differs-from-the-others', advice: DIFFERS_ADVICE }
          : seenPhoto(photo);
      });
      if (good.length === 0) {
        throw new HttpProblem(422, 'no-photo-usable', 'Tidak ada foto yang dapat dipakai. Ambil lagi.', {
          extra: { photos: seen },
        });
      }
      await db.transaction(async (tx) => {
        if (!(await spendLink(tx, link.id, now()))) throw linkProblem('used');
        const { employee } = link;
        await keepSubmission(tx, authority.templateKey, {
          employee,
          via: 'link',
          link: link.id,
          consentText,
          photos: good,
        });
      });
      return reply.code(201).send({ sent: good.length, photos: seen });
    },
  );

  async function agreedText(text: string | undefined): Promise<number> {
    const version = Number(text);
    const [known] = Number.isSafeInteger(version)
      ? await db.select().from(consentTexts).where(eq(consentTexts.version, version))
      : [];
    if (known) return known.version;
    throw fieldProblem('consent-missing', 'consentText', 'Setujui dahulu naskah persetujuannya.');
  }
}

/** A photo that can be described is told as enrolled: whether it is, BKD decides. */
function seenPhoto({ outcome }: EnrolmentPhoto): SeenPhoto {
  if (outcome.kind === 'described') return { outcome: 'enrolled', advice: null };
  return { outcome: outcome.kind, advice: photoAdvice(outcome) };
}

function hideMiddle(nip: string): string {
  return `${nip.slice(0, 4)} ••• ${nip.slice(-3)}`;
}

const LINK_WORDS = {
  unknown: 'Tautan ini tidak dikenal. Periksa apakah alamatnya lengkap, atau mintalah tautan baru kepada BKD.',
  expired: 'Tautan ini sudah lewat 24 jam. Mintalah tautan baru kepada BKD.',
  used: 'Tautan ini sudah dipakai. Fotonya menunggu pemeriksaan BKD; mintalah tautan baru bila perlu mengulang.',
  revoked: 'Tautan ini sudah tidak berlaku. Mintalah tautan baru kepada BKD.',
} as const;

function linkProblem(kind: keyof typeof LINK_WORDS): HttpProblem {
  return new HttpProblem(kind === 'unknown' ? 404 : 410, `link-${kind}`, LINK_WORDS[kind]);
}

function tooManyPhotos(): HttpProblem {
  return new HttpProblem(
    429,
    'too-many-photos',
    'Terlalu banyak foto dicoba lewat tautan ini. Mintalah tautan baru kepada BKD, atau datanglah langsung.',
  );
}
