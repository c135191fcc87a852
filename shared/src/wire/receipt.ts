import { type Static, Type } from 'typebox';

/**
 * The hub's signed word that it holds a unit's journal up to an entry. Cumulative and idempotent: the highest one
 * counts, and saying it twice changes nothing. It is sent after the hub's database committed, never before.
 */
export const Receipt = Type.Object({
  v: Type.Literal(1),
  unit: Type.String(),
  binding: Type.Integer({ minimum: 1 }),
  /** The last entry that the hub holds without a gap; 0 when it holds none of this binding. */
  seq: Type.Integer({ minimum: 0 }),
  /** Hash of that entry; null when seq is 0. */
  hash: Type.Union([Type.String(), Type.Null()]),
  at: Type.String(),
  /** `held`: go on. `resend`: entries after `seq` are missing here, send from seq + 1. `refused`: keep everything, send nothing until told otherwise. */
  answer: Type.Union([Type.Literal('held'), Type.Literal('resend'), Type.Literal('refused')]),
  reason: Type.Optional(Type.String({ maxLength: 200 })),
});
export type Receipt = Static<typeof Receipt>;
