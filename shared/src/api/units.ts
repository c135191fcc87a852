import { type Static, Type } from 'typebox';
import { UUID_PATTERN } from '../ids.ts';
import { UnitStatus } from '../wire/unit-status.ts';
import { EntryEvidence } from './attendance.ts';

export const Unit = Type.Object({
  id: Type.String(),
  state: Type.Union([Type.Literal('active'), Type.Literal('quarantined'), Type.Literal('revoked')]),
  binding: Type.Integer(),
  door: Type.String(),
  doorName: Type.String(),
  opd: Type.String(),
  opdName: Type.String(),
  zone: Type.String(),
  kid: Type.String(),
  online: Type.Boolean(),
  lastSeen: Type.Union([Type.String(), Type.Null()]),
  /** What the hub holds: last entry without a gap, and the time through which the journal is complete. */
  highWater: Type.Integer(),
  completeThrough: Type.Union([Type.String(), Type.Null()]),
  rosterWanted: Type.Integer(),
  certificateExpires: Type.String(),
  /** The unit's own last words, as received; null before the first. */
  status: Type.Union([UnitStatus, Type.Null()]),
  problems: Type.Array(Type.String(), { description: 'what is wrong, in words an operator can act on' }),
});
export type Unit = Static<typeof Unit>;
export const Units = Type.Object({ at: Type.String(), units: Type.Array(Unit) });
export type Units = Static<typeof Units>;

/** Part of a binding's journal in order, as it was signed: what an auditor takes away. */
export const Journal = Type.Object({ entries: Type.Array(EntryEvidence) });
export type Journal = Static<typeof Journal>;

export const NewClaim = Type.Object({ door: Type.String({ pattern: UUID_PATTERN }) });
export const Claim = Type.Object({
  /** Shown once; the hub keeps only its hash. */
  claim: Type.String(),
  door: Type.String(),
  doorName: Type.String(),
  expiresAt: Type.String(),
  /** SHA-256 of the CA certificate (DER), hex with colons: what the unit compares before it trusts this hub. */
  caFingerprint: Type.String(),
  /** https://host:port of the claim call. */
  hub: Type.String(),
});
export type Claim = Static<typeof Claim>;

export const QuarantinedMessage = Type.Object({
  id: Type.String(),
  unit: Type.Union([Type.String(), Type.Null()]),
  reason: Type.String(),
  detail: Type.String(),
  bytes: Type.Integer(),
  receivedAt: Type.String(),
});
export const Quarantine = Type.Object({ messages: Type.Array(QuarantinedMessage) });
export type Quarantine = Static<typeof Quarantine>;
