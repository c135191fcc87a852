import { type Static, Type } from 'typebox';

/** GET /api/authority, and the answer of POST /api/authority/rotate and /finish. */
export const AuthorityState = Type.Object({
  /** Oldest first; more than one while an authority is being replaced. */
  authorities: Type.Array(
    Type.Object({
      /** SHA-256 of the certificate (DER), upper-case hex with colons. */
      fingerprint: Type.String(),
      pem: Type.String(),
      validFrom: Type.String(),
      validUntil: Type.String(),
      /** The hub's own certificate comes from this one. */
      serving: Type.Boolean(),
    }),
  ),
  /** Units that would be left behind if the older authorities were dropped now. */
  behind: Type.Array(
    Type.Object({
      unit: Type.String(),
      /** `trust`: it has not acknowledged the newest authority. `renewal`: its certificate is of an older one. */
      waitsFor: Type.Union([Type.Literal('trust'), Type.Literal('renewal')]),
    }),
  ),
});
export type AuthorityState = Static<typeof AuthorityState>;

/** POST /api/authority/finish drops the older authorities; while units are behind only with `force`. */
export const AuthorityFinish = Type.Object({ force: Type.Optional(Type.Boolean()) });
