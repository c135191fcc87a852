import { type Static, Type } from 'typebox';

/**
 * Orders from hub to unit: a JWS of the hub's key that the unit pinned when it was claimed, numbered per unit, and
 * expiring. A unit refuses what is unsigned, for another unit, expired, or numbered at or below the last one it took.
 */

/** One part of a roster. Parts of one `version` share `parts`; the unit applies them when all are there. */
export const RosterPart = Type.Object({
  do: Type.Literal('roster'),
  door: Type.String(),
  doorName: Type.String(),
  zone: Type.String({ description: 'IANA zone of the door' }),
  version: Type.Integer({ minimum: 1 }),
  /** Version that `put` and `drop` build on; 0 for a whole roster. */
  base: Type.Integer({ minimum: 0 }),
  part: Type.Integer({ minimum: 1 }),
  parts: Type.Integer({ minimum: 1 }),
  /** See `rosterDigest`: of the whole roster after this version. */
  digest: Type.String(),
  model: Type.String(),
  put: Type.Array(
    Type.Object({
      employee: Type.String(),
      name: Type.String(),
      salutation: Type.Union([Type.Literal('Bapak'), Type.Literal('Ibu')]),
      templates: Type.Array(
        Type.Object({
          id: Type.String(),
          embedding: Type.String({ description: '512 float32, little-endian, base64' }),
        }),
      ),
    }),
  ),
  /** Employees who leave the roster. */
  drop: Type.Array(Type.String()),
});
export type RosterPart = Static<typeof RosterPart>;

export const Command = Type.Object({
  v: Type.Literal(1),
  unit: Type.String(),
  number: Type.Integer({ minimum: 1 }),
  issuedAt: Type.String(),
  expiresAt: Type.String(),
  order: RosterPart,
});
export type Command = Static<typeof Command>;
