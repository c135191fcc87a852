import { type Static, Type } from 'typebox';
import { UNIT_ID_PATTERN, UUID_PATTERN } from '../ids.ts';

/**
 * Pictures from unit to hub, on the `picture` topic: one line with the header, a compact JWS of kind `hadir-picture` by
 * the unit's journal key, a newline, and the picture, a JPEG sealed for the hub's picture key as a compact JWE
 * (ECDH-ES over X25519, A256GCM; see `seal-picture.ts`). The unit keeps it until the hub answers.
 */

const Sha256 = Type.String({ pattern: '^[A-Za-z0-9_-]{43}$', description: 'SHA-256, base64url without padding' });
const Uuid = Type.String({ pattern: UUID_PATTERN });
const Instant = Type.String({ pattern: '^\\d{4}-\\d{2}-\\d{2}T\\d{2}:\\d{2}:\\d{2}\\.\\d{3}Z$' });
const Count = Type.Integer({ minimum: 1, maximum: 2_147_483_647 });

/** The largest JPEG: sealed, with its header, it still fits into one message. */
export const MAX_PICTURE_BYTES = 760_000;

/** The public half of the hub's picture key, as RFC 8037 writes it; every command carries it. */
export const PictureKey = Type.Object({
  kty: Type.Literal('OKP'),
  crv: Type.Literal('X25519'),
  x: Type.String({ pattern: '^[A-Za-z0-9_-]{43}$', description: 'the 32 bytes of the key, base64url' }),
});
export type PictureKey = Static<typeof PictureKey>;

/** What belongs to a `punch` or `assisted` entry, whose field `evidence` is this picture's id. */
export const EvidenceSubject = Type.Object({ kind: Type.Literal('evidence'), binding: Count, seq: Count });
export type EvidenceSubject = Static<typeof EvidenceSubject>;

/** One of several photos of an employee that a supervisor took at the door. */
export const EnrolmentSubject = Type.Object({
  kind: Type.Literal('enrolment'),
  door: Uuid,
  /** The same for all photos of one sitting. */
  session: Uuid,
  number: Type.Integer({ minimum: 1, maximum: 50 }),
  of: Type.Integer({ minimum: 1, maximum: 50 }),
  employee: Uuid,
  supervisor: Uuid,
});
export type EnrolmentSubject = Static<typeof EnrolmentSubject>;

export const PictureHeader = Type.Object({
  v: Type.Literal(1),
  unit: Type.String({ pattern: UNIT_ID_PATTERN }),
  /** SHA-256 of the sealed picture's ASCII bytes. */
  id: Sha256,
  /** When the camera saw it. */
  takenAt: Instant,
  subject: Type.Union([EvidenceSubject, EnrolmentSubject]),
});
export type PictureHeader = Static<typeof PictureHeader>;

/**
 * The hub's signed word about one picture, on the unit's receipt topic: a JWS of kind `hadir-picture-receipt`. It is
 * sent after the hub's database committed. `refused`: it will never be taken, and the unit need not keep it.
 */
export const PictureReceipt = Type.Object({
  v: Type.Literal(1),
  unit: Type.String(),
  id: Sha256,
  at: Type.String(),
  answer: Type.Union([Type.Literal('held'), Type.Literal('refused')]),
  reason: Type.Optional(Type.String({ maxLength: 200 })),
});
export type PictureReceipt = Static<typeof PictureReceipt>;
