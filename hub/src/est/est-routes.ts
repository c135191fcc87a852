import { UnitFacts } from '@hadir/shared/wire/enrolment';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Type } from 'typebox';
import type { FeatureDependencies } from '../http/api-dependencies.ts';
import type { App } from '../http/app.ts';
import { HttpProblem } from '../http/http-problem.ts';
import { problemResponses } from '../http/problem-responses.ts';
import { certificateBundle } from './certificate-bundle.ts';
import { certifiedUnit } from './client-certificate.ts';
import { enrolUnit } from './enrol-unit.ts';
import { enrolmentProblem } from './enrolment-problem.ts';
import { FailedAttempts } from './failed-attempts.ts';
import { readEnrolment, readProof, readRequestBody } from './read-enrolment.ts';
import { readUnitFacts } from './read-unit-facts.ts';
import { renewCertificate } from './renew-certificate.ts';

const PREFIX = '/.well-known/est';
const BODY_BYTES = 16_384;
/** A claim has 80 bits; this keeps even a botnet from trying and a broken unit from hammering. */
const FAILURES_PER_ADDRESS = 30;
const WINDOW_MS = 60_000;
/** A thousand units may stand behind one address and come at once; each call is cheap to refuse. */
const CALLS_PER_ADDRESS = { max: 6_000, timeWindow: '1 minute' };

/**
 * What we would like to see in a request (RFC 7030, 4.5.2), DER: an elliptic-curve key on P-256, signed by ECDSA with
 * SHA-256. SEQUENCE { SEQUENCE { id-ecPublicKey, SET { prime256v1 } }, ecdsa-with-SHA256 }.
 */
const CSR_ATTRIBUTES = Buffer.from(
  '3021301506072a8648ce3d0201310a06082a8648ce3d03010706082a8648ce3d040302',
  'hex',
).toString('base64');

/** Enrolment over Secure Transport, RFC 7030 with the clarifications of RFC 8951: how a unit gets its certificates. */
export function registerEst(app: App, dependencies: FeatureDependencies): void {
  const { authority, now } = dependencies;
  const failures = new FailedAttempts(FAILURES_PER_ADDRESS, WINDOW_MS, () => now().getTime());
  app.addContentTypeParser('application/pkcs10', { parseAs: 'string' }, (_, body, done) => done(null, body));

  app.get(
    `${PREFIX}/cacerts`,
    {
      config: { access: 'public', rateLimit: CALLS_PER_ADDRESS },
      schema: {
        tags: ['est'],
        description: 'Every authority to trust: certs-only PKCS #7, base64. Believe it by its fingerprint alone.',
        response: { 200: answerOf('application/pkcs7-mime'), ...problemResponses },
      },
    },
    async (_, reply) => inBase64(reply, 'application/pkcs7-mime', certificateBundle(authority.caPem)),
  );

  app.get(
    `${PREFIX}/csrattrs`,
    {
      config: { access: 'public', rateLimit: CALLS_PER_ADDRESS },
      schema: { tags: ['est'], response: { 200: answerOf('application/csrattrs'), ...problemResponses } },
    },
    async (_, reply) => inBase64(reply, 'application/csrattrs', `${CSR_ATTRIBUTES}\n`),
  );

  app.post(
    `${PREFIX}/simpleenroll`,
    {
      config: { access: 'public', rateLimit: CALLS_PER_ADDRESS },
      bodyLimit: BODY_BYTES,
      schema: {
        tags: ['est'],
        description:
          'The first certificate, for a claim: HTTP Basic with the user name `claim`, and the headers hadir-journal-key, hadir-proof and hadir-hardware.',
        consumes: ['application/pkcs10'],
        body: Type.String({ description: 'PKCS #10, DER in base64' }),
        response: { 200: answerOf('application/pkcs7-mime'), ...problemResponses },
      },
    },
    async (request, reply) => {
      refuseGuessing(failures, request);
      const outcome = await enrolUnit(dependencies, readEnrolment(request.headers, request.body));
      if (outcome.kind !== 'enrolled') {
        failures.note(request.ip);
        request.log.warn({ reason: outcome.kind, address: request.ip }, 'a claim was refused; nothing was changed');
        throw enrolmentProblem(outcome);
      }
      const { unit, door } = outcome;
      request.log.info({ unit, door, address: request.ip }, 'a unit was claimed and now serves its door');
      return inBase64(reply, CERTS_ONLY, certificateBundle(outcome.certificate));
    },
  );

  app.post(
    `${PREFIX}/simplereenroll`,
    {
      config: { access: 'public', rateLimit: CALLS_PER_ADDRESS },
      bodyLimit: BODY_BYTES,
      schema: {
        tags: ['est'],
        description:
          'The next certificate, over mutual TLS with the one held (it may have expired up to 400 days ago), and the header hadir-proof.',
        consumes: ['application/pkcs10'],
        body: Type.String({ description: 'PKCS #10, DER in base64' }),
        response: { 200: answerOf('application/pkcs7-mime'), ...problemResponses },
      },
    },
    async (request, reply) => {
      refuseGuessing(failures, request);
      const holder = await certifiedUnit(dependencies, request);
      const { unit } = holder;
      const csr = readRequestBody(request.body);
      const outcome = await renewCertificate(dependencies, { holder, csr, proof: readProof(request.headers) });
      if (outcome.kind !== 'renewed') {
        failures.note(request.ip);
        request.log.warn(
          { unit, reason: outcome.kind, address: request.ip },
          'a unit asked for its next certificate and was refused; the certificate that it holds stays as it is',
        );
        throw enrolmentProblem(outcome);
      }
      const { via, expires } = outcome;
      request.log.info(
        { unit, via, expires },
        via === 'grace'
          ? 'a unit whose certificate had expired got a new one, because its journal key vouches for it; see the audit log'
          : 'a unit renewed its certificate',
      );
      return inBase64(reply, CERTS_ONLY, certificateBundle(outcome.certificate));
    },
  );

  app.get(
    '/api/unit/identity',
    {
      config: { access: 'public', rateLimit: CALLS_PER_ADDRESS },
      schema: {
        tags: ['est'],
        description: 'What a unit must know of itself and its hub; over mutual TLS with its certificate.',
        response: { 200: UnitFacts, ...problemResponses },
      },
    },
    async (request) => {
      const { unit, certificate } = await certifiedUnit(dependencies, request);
      if (certificate.expiresAt <= now()) {
        throw new HttpProblem(
          403,
          'certificate-expired',
          'Sertifikat unit ini sudah habis masa berlakunya. Perbarui lebih dahulu lewat simplereenroll.',
        );
      }
      return readUnitFacts(dependencies, unit);
    },
  );
}

const CERTS_ONLY = 'application/pkcs7-mime; smime-type=certs-only';

function answerOf(type: string) {
  return { content: { [type]: { schema: Type.String({ description: 'DER in base64' }) } } };
}

/** RFC 8951 ignores the header, but older clients want to see it. */
function inBase64(reply: FastifyReply, type: string, base64: string): string {
  reply.header('content-transfer-encoding', 'base64').type(type).serializer(String);
  return base64;
}

function refuseGuessing(failures: FailedAttempts, request: FastifyRequest): void {
  const retryAfter = failures.waitSeconds(request.ip);
  if (retryAfter > 0) {
    const detail = `Terlalu banyak percobaan yang gagal. Coba lagi dalam ${retryAfter} detik.`;
    throw new HttpProblem(429, 'too-many-requests', detail, { retryAfter });
  }
}
