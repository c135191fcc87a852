import { type Static, Type } from 'typebox';
import { Ed25519Jwk } from '../journal/ed25519-jwk.ts';

/** POST /api/unit/claim, the one HTTPS call of a new unit. */
export const ClaimRequest = Type.Object({
  claim: Type.String({ maxLength: 64, description: 'the one-time claim, as typed' }),
  /** PKCS #10, PEM. Its key is the unit's TLS key. */
  csr: Type.String({ maxLength: 8_000 }),
  journalKey: Ed25519Jwk,
  /** JWS of type hadir-claim by the journal key over `ClaimProof`: shows that the unit holds it. */
  proof: Type.String({ maxLength: 4_000 }),
  hardware: Type.String({ maxLength: 200 }),
});
export type ClaimRequest = Static<typeof ClaimRequest>;

export const ClaimProof = Type.Object({
  v: Type.Literal(1),
  /** SHA-256 of the normalised claim and of the CSR's PEM text, base64url. */
  claimHash: Type.String(),
  csrHash: Type.String(),
});
export type ClaimProof = Static<typeof ClaimProof>;

export const ClaimAnswer = Type.Object({
  unit: Type.String(),
  binding: Type.Integer({ minimum: 1 }),
  door: Type.Object({ id: Type.String(), name: Type.String(), opd: Type.String(), zone: Type.String() }),
  /** PEM; common name = unit id. */
  certificate: Type.String(),
  /** PEM of the certificate authority. */
  ca: Type.String(),
  hubKey: Ed25519Jwk,
  /** mqtts://host:port */
  broker: Type.String(),
});
export type ClaimAnswer = Static<typeof ClaimAnswer>;
