import { type Static, Type } from 'typebox';

/** An Ed25519 public key as RFC 8037 writes it. */
export const Ed25519Jwk = Type.Object({
  kty: Type.Literal('OKP'),
  crv: Type.Literal('Ed25519'),
  x: Type.String({ pattern: '^[A-Za-z0-9_-]{43}$', description: 'the 32 bytes of the key, base64url' }),
});
export type Ed25519Jwk = Static<typeof Ed25519Jwk>;
