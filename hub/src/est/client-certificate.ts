import { TLSSocket } from 'node:tls';
import type { UnitId } from '@hadir/shared/ids';
import { eq } from 'drizzle-orm';
import type { FastifyRequest } from 'fastify';
import { certificates, units } from '../database/schema.ts';
import type { FeatureDependencies } from '../http/api-dependencies.ts';
import { HttpProblem } from '../http/http-problem.ts';

export interface CertifiedUnit {
  readonly unit: UnitId;
  readonly certificate: { readonly serial: string; readonly issuer: string; readonly expiresAt: Date };
}

/**
 * Says which unit is calling, by the certificate that it showed in the TLS handshake, which proved that it holds the
 * key. Every certificate that the hub issued is noted, so what is not noted is nobody's, whoever signed it. That it
 * may have expired is the caller's to judge.
 * @throws HttpProblem 401 without a certificate, 403 where it is of nobody or was revoked
 */
export async function certifiedUnit(
  { database, authority }: Pick<FeatureDependencies, 'database' | 'authority'>,
  request: FastifyRequest,
): Promise<CertifiedUnit> {
  const { socket } = request.raw;
  const shown = socket instanceof TLSSocket ? socket.getPeerX509Certificate() : undefined;
  if (shown === undefined) {
    throw new HttpProblem(
      401,
      'certificate-missing',
      'Alamat ini hanya untuk unit: sambungkan langsung ke hub dengan TLS dan sertifikat unit.',
    );
  }
  const sha256 = shown.fingerprint256.replaceAll(':', '').toLowerCase();
  const [known] = await database.db
    .select({
      unit: certificates.unit,
      serial: certificates.serial,
      issuer: certificates.issuer,
      expiresAt: certificates.expiresAt,
      revokedAt: certificates.revokedAt,
      state: units.state,
    })
    .from(certificates)
    .innerJoin(units, eq(units.id, certificates.unit))
    .where(eq(certificates.sha256, sha256));
  if (known === undefined || !authority.trusted.some((trusted) => trusted.sha256 === known.issuer))
    throw new HttpProblem(403, 'certificate-unknown', 'Sertifikat ini bukan terbitan hub ini. Klaim unit ini lagi.');
  if (known.state === 'revoked' || known.revokedAt !== null)
    throw new HttpProblem(403, 'unit-revoked', 'Sertifikat unit ini sudah dicabut. Hubungi BKD untuk klaim baru.');
  const { unit, ...certificate } = known;
  return { unit: unit as UnitId, certificate };
}
