import { type Static, Type } from 'typebox';
import { Ed25519Jwk } from '../journal/ed25519-jwk.ts';
import { Predecessor } from '../journal/entry.ts';
import { DoorFacts } from './command.ts';

/**
 * How a unit becomes one of a hub's, over EST (RFC 7030):
 *
 * 1. GET /.well-known/est/cacerts → base64 PKCS #7. Believed only by the fingerprint that came on another way.
 * 2. POST /.well-known/est/simpleenroll, body base64 PKCS #10 (DER), HTTP Basic authentication with the user name
 *    `claim` and the one-time claim as password, and the three headers below → base64 PKCS #7 with the certificate,
 *    whose common name is the unit's id. The same request is answered the same way again.
 * 3. GET /api/unit/identity over mutual TLS with that certificate → `UnitFacts`.
 *
 * Renewal: POST /.well-known/est/simplereenroll over mutual TLS with the certificate held, even one that has expired
 * within the grace period, and the proof header by the journal key.
 */
/** The public journal key: an `Ed25519Jwk` as JSON. */
export const JOURNAL_KEY_HEADER = 'hadir-journal-key';
/** See `EnrolmentProof`. */
export const PROOF_HEADER = 'hadir-proof';
/** What the hardware is, in words: printable ASCII, at most 200 characters. */
export const HARDWARE_HEADER = 'hadir-hardware';
export const CLAIM_USER = 'claim';

/** Payload of the proof, a JWS of type `hadir-claim` by the journal key: shows that the unit holds it. */
export const EnrolmentProof = Type.Object({
  v: Type.Literal(1),
  /** SHA-256 of the normalised claim, base64url; null at a renewal. */
  claimHash: Type.Union([Type.String(), Type.Null()]),
  /** SHA-256 of the PKCS #10's DER, base64url. */
  csrHash: Type.String(),
});
export type EnrolmentProof = Static<typeof EnrolmentProof>;

/** What a unit must know of itself and its hub. */
export const UnitFacts = Type.Object({
  unit: Type.String(),
  /** Null while the unit serves no door. */
  binding: Type.Union([
    Type.Object({
      number: Type.Integer({ minimum: 1 }),
      door: DoorFacts,
      follows: Type.Union([Predecessor, Type.Null()]),
    }),
    Type.Null(),
  ]),
  hubKey: Ed25519Jwk,
  /** mqtts://host:port */
  broker: Type.String(),
  /** PEM of every authority to trust, oldest first. */
  authorities: Type.String(),
});
export type UnitFacts = Static<typeof UnitFacts>;

/** Claims are read aloud and typed: case, spaces, dashes and Crockford's look-alikes do not matter. */
export function normaliseClaim(text: string): string {
  return text.toUpperCase().replace(/[\s-]/g, '').replaceAll('O', '0').replace(/[IL]/g, '1');
}

/** What a claim's QR code carries, so that a camera can read it: short keys keep the code coarse. */
export const ClaimCode = Type.Object({
  v: Type.Literal(1),
  /** https://host:port of the hub. */
  h: Type.String({ maxLength: 200 }),
  /** SHA-256 of the authority's DER, base64url. */
  f: Type.String({ pattern: '^[A-Za-z0-9_-]{43}$' }),
  /** The claim, normalised. */
  c: Type.String({ maxLength: 32 }),
  /** Name and password of the Wi-Fi, where the unit shall join one. */
  w: Type.Optional(Type.Tuple([Type.String({ maxLength: 32 }), Type.String({ maxLength: 63 })])),
});
export type ClaimCode = Static<typeof ClaimCode>;

/** Apart, because the dashboard writes the code too and takes no validator along. */
export { readClaimCode, writeClaimCode } from './claim-code.ts';
