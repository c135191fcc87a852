import { Claim, NewClaim } from '@hadir/shared/api/units';
import { ClaimAnswer, ClaimRequest } from '@hadir/shared/wire/claim';
import { createClaim, presentClaim } from '../est/create-claim.ts';
import type { FeatureDependencies } from '../http/api-dependencies.ts';
import type { App } from '../http/app.ts';
import { fieldProblem, HttpProblem } from '../http/http-problem.ts';
import { problemResponses } from '../http/problem-responses.ts';
import { signedIn } from '../http/require-access.ts';
import { writeAudit } from '../users/write-audit.ts';
import { type ClaimOutcome, claimUnit } from './claim-unit.ts';

/** A claim has 80 bits; this keeps even a botnet from trying and a broken unit from hammering. */
const CLAIMS_PER_ADDRESS = { max: 30, timeWindow: '1 minute' };

export function registerClaims(app: App, dependencies: FeatureDependencies): void {
  const { database, authority, now } = dependencies;

  app.get(
    '/ca.pem',
    { schema: { tags: ['units'], description: 'The certificate authority of this hub, PEM.' } },
    (_, reply) => reply.type('application/x-pem-file').send(authority.caPem),
  );

  app.post(
    '/api/claims',
    {
      config: { access: ['admin_bkd'] },
      schema: { tags: ['units'], body: NewClaim, response: { 201: Claim, ...problemResponses } },
    },
    async (request, reply) => {
      const { door } = request.body;
      const made = await database.db.transaction(async (tx) => {
        const claim = await createClaim(tx, { door, procedure: null, now: now() });
        if (claim === null) throw fieldProblem('door-unknown', 'door', 'Pintu ini tidak ada.');
        const { expiresAt } = claim;
        await writeAudit(tx, signedIn(request).id, 'claim-made', door, { expiresAt: expiresAt.toISOString() });
        return claim;
      });
      return reply.code(201).send(presentClaim(dependencies, made));
    },
  );

  app.post(
    '/api/unit/claim',
    {
      config: { access: 'public', rateLimit: CLAIMS_PER_ADDRESS },
      bodyLimit: 32_768,
      schema: { tags: ['units'], body: ClaimRequest, response: { 200: ClaimAnswer, ...problemResponses } },
    },
    async (request) => {
      const outcome = await claimUnit(dependencies, request.body);
      if (outcome.kind === 'claimed') {
        const { unit, door } = outcome.answer;
        request.log.info({ unit, door: door.id, address: request.ip }, 'a unit was claimed and now serves its door');
        return outcome.answer;
      }
      request.log.warn({ reason: outcome.kind, address: request.ip }, 'a claim was refused; nothing was changed');
      throw refusal(outcome);
    },
  );
}

function refusal(outcome: Exclude<ClaimOutcome, { kind: 'claimed' }>): HttpProblem {
  switch (outcome.kind) {
    case 'claim-mistyped':
      return fieldProblem(
        outcome.kind,
        'claim',
        'Kode klaim salah ketik: simbol pemeriksanya tidak cocok. Periksa lagi huruf demi huruf.',
      );
    case 'claim-unknown':
      return fieldProblem(outcome.kind, 'claim', 'Kode klaim ini tidak dikenal hub ini. Buat kode klaim baru.');
    case 'claim-expired':
      return fieldProblem(outcome.kind, 'claim', 'Kode klaim ini sudah kedaluwarsa. Buat kode klaim baru.');
    case 'claim-used':
      return fieldProblem(outcome.kind, 'claim', 'Kode klaim ini sudah dipakai unit lain. Buat kode klaim baru.', 409);
    case 'proof-invalid':
      return fieldProblem(
        outcome.kind,
        'proof',
        'Bukti tidak ditandatangani oleh kunci jurnal ini untuk kode klaim dan CSR ini.',
      );
    case 'csr-invalid':
      return fieldProblem(outcome.kind, 'csr', csrMessages[outcome.problem]);
    case 'door-occupied':
      return new HttpProblem(
        409,
        outcome.kind,
        `Pintu ini masih dilayani ${outcome.unit}. Lepaskan unit itu lebih dahulu, lalu pakai kode klaim ini lagi.`,
      );
    case 'key-known':
      return fieldProblem(
        outcome.kind,
        'journalKey',
        'Kunci jurnal ini sudah terdaftar sebagai unit lain. Hapus folder data unit agar ia membuat kunci baru.',
        409,
      );
  }
}

const csrMessages: Record<Extract<ClaimOutcome, { kind: 'csr-invalid' }>['problem'], string> = {
  'unreadable-csr': 'CSR tidak dapat dibaca. Kirim PKCS #10 dalam PEM.',
  'bad-csr-signature': 'Tanda tangan CSR tidak cocok dengan kuncinya.',
  'weak-key': 'Kunci CSR terlalu lemah. Pakai ECDSA P-256 atau yang lebih kuat.',
};
