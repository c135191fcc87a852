import { type Static, Type } from 'typebox';

const Maybe = <T extends ReturnType<typeof Type.String>>(type: T) => Type.Union([type, Type.Null()]);

/** GET and PUT /api/evidence-policy: whether doors send a picture of the face with each punch, and for how long it is kept. */
export const EvidencePolicy = Type.Object({
  on: Type.Boolean(),
  /** Days from the picture's arrival until it is deleted. */
  days: Type.Integer({ minimum: 1, maximum: 365 }),
  /** The regulation that allows it; may be empty only while it is off. */
  legalBasis: Type.String({ maxLength: 500 }),
});
export type EvidencePolicy = Static<typeof EvidencePolicy>;

export const EvidenceOverview = Type.Object({
  policy: EvidencePolicy,
  changedAt: Maybe(Type.String()),
  /** Name of who changed it last. */
  changedBy: Maybe(Type.String()),
  units: Type.Object({
    /** In service. */
    all: Type.Integer(),
    /** Those of them that have taken this policy over. */
    following: Type.Integer(),
    /** Those that refused it: their software does not know it yet. */
    refusing: Type.Integer(),
  }),
  kept: Type.Object({
    pictures: Type.Integer(),
    bytes: Type.Integer(),
    oldest: Maybe(Type.String({ description: 'when it was taken' })),
  }),
});
export type EvidenceOverview = Static<typeof EvidenceOverview>;

/** GET /api/evidence/:id */
export const EvidenceState = Type.Object({
  id: Type.String(),
  /** `awaited`: the punch names it, and it has not come (yet). */
  state: Type.Union([Type.Literal('kept'), Type.Literal('removed'), Type.Literal('awaited')]),
  takenAt: Maybe(Type.String()),
  removedAt: Maybe(Type.String()),
  /** Those who opened it, latest first. */
  opened: Type.Array(Type.Object({ at: Type.String(), by: Maybe(Type.String()), reason: Type.String() })),
});
export type EvidenceState = Static<typeof EvidenceState>;

/** POST /api/evidence/:id/open, answered by the JPEG */
export const OpenEvidence = Type.Object({
  reason: Type.String({ minLength: 5, maxLength: 300, description: 'why, for the audit log' }),
});
