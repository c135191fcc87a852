import * as x509 from '@peculiar/x509';
import type { RevocationList, RevokedCertificate } from './authority.ts';
import type { HeldAuthority } from './held-authorities.ts';
import { ECDSA_SHA256 } from './p256-key.ts';

const DAY_MS = 86_400_000;
/** A broker that reads the list believes it for so long; it is written anew every day. */
const VALID_MS = 7 * DAY_MS;
/** Clocks of brokers may lag. */
const BACKDATED_MS = 3_600_000;
const CRL_NUMBER = '2.5.29.20';

/** @param revoked of any authority; those of this one are in its list. Source: RFC 5280, 5. */
export async function issueRevocationList(
  { issuer, sha256 }: HeldAuthority,
  revoked: readonly RevokedCertificate[],
): Promise<RevocationList> {
  const now = Date.now();
  const list = await x509.X509CrlGenerator.create({
    issuer: issuer.ca.subjectName,
    thisUpdate: new Date(now - BACKDATED_MS),
    nextUpdate: new Date(now + VALID_MS),
    signingAlgorithm: ECDSA_SHA256,
    signingKey: issuer.key,
    entries: revoked
      .filter((certificate) => certificate.issuer === sha256)
      .map(({ serial, revokedAt }) => ({ serialNumber: serial, revocationDate: revokedAt })),
    extensions: [
      await x509.AuthorityKeyIdentifierExtension.create(issuer.ca.publicKey),
      new x509.Extension(CRL_NUMBER, false, derInteger(now)),
    ],
  });
  // The library writes another label than RFC 7468 gives it, which OpenSSL does not read.
  const pem = x509.PemConverter.encode(list.rawData, 'X509 CRL');
  return { issuer: sha256, pem: `${pem.trimEnd()}\n`, der: Buffer.from(list.rawData) };
}

/** @param value positive, below 2^47 @returns INTEGER of six bytes in DER */
function derInteger(value: number): Buffer {
  const der = Buffer.alloc(8);
  der[0] = 0x02;
  der[1] = 6;
  der.writeUIntBE(value, 2, 6);
  return der;
}
