import { type Static, Type } from 'typebox';
import { UUID_PATTERN } from '../ids.ts';
import { HardwareFacts } from '../journal/entry.ts';
import { UnitSettings } from '../wire/command.ts';
import { UnitStatus } from '../wire/unit-status.ts';
import { EntryEvidence } from './attendance.ts';

export const Unit = Type.Object({
  id: Type.String(),
  state: Type.Union([Type.Literal('active'), Type.Literal('quarantined'), Type.Literal('revoked')]),
  /** False after it was retired or told to leave: binding and door are then the last ones it had. */
  serves: Type.Boolean(),
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
  /** Since when something is wrong without a pause; null while nothing is. */
  wrongSince: Type.Union([Type.String(), Type.Null()]),
});
export type Unit = Static<typeof Unit>;
export const Units = Type.Object({ at: Type.String(), units: Type.Array(Unit) });
export type Units = Static<typeof Units>;

/** Part of a binding's journal in order, as it was signed: what an auditor takes away. */
export const Journal = Type.Object({ entries: Type.Array(EntryEvidence) });
export type Journal = Static<typeof Journal>;

/** POST /api/units/:id/journal, text/plain: what became of entries that a person took from a unit's card. */
export const CarriedIn = Type.Object({
  /** Lines that came. */
  entries: Type.Integer(),
  stored: Type.Integer(),
  /** Runs that begin after the entry that is wanted next: bring the ones before. */
  early: Type.Integer(),
  /** Kept in quarantine; the first fifty. */
  refused: Type.Array(Type.Object({ reason: Type.String(), detail: Type.String() })),
});
export type CarriedIn = Static<typeof CarriedIn>;

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
  /** What the QR code carries, without a Wi-Fi: see `ClaimCode`. */
  code: Type.String(),
});
export type Claim = Static<typeof Claim>;

/** Everything of a unit that is not in `Unit`: GET /api/units/:id/history. Newest first. */
export const UnitHistory = Type.Object({
  facts: Type.Union([HardwareFacts, Type.Null()]),
  factsChanges: Type.Array(Type.Object({ at: Type.String(), before: HardwareFacts, after: HardwareFacts })),
  bindings: Type.Array(
    Type.Object({
      number: Type.Integer(),
      door: Type.String(),
      doorName: Type.String(),
      opdName: Type.String(),
      since: Type.String(),
      until: Type.Union([Type.String(), Type.Null()]),
      highWater: Type.Integer(),
      completeThrough: Type.Union([Type.String(), Type.Null()]),
    }),
  ),
  certificates: Type.Array(
    Type.Object({
      serial: Type.String(),
      issuedAt: Type.String(),
      expiresAt: Type.String(),
      /** `grace`: renewed after it had expired. */
      via: Type.Union([Type.Literal('claim'), Type.Literal('renewal'), Type.Literal('grace')]),
      revokedAt: Type.Union([Type.String(), Type.Null()]),
    }),
  ),
  commands: Type.Array(
    Type.Object({
      number: Type.Union([Type.Integer(), Type.Null()], { description: 'null before it was first sent' }),
      do: Type.String(),
      issuedAt: Type.String(),
      /** `waiting`: sent, or to be sent when the unit is there. `sent`: needs no answer. */
      state: Type.Union([
        Type.Literal('waiting'),
        Type.Literal('sent'),
        Type.Literal('done'),
        Type.Literal('refused'),
        Type.Literal('expired'),
      ]),
      detail: Type.Union([Type.String(), Type.Null()]),
    }),
  ),
  releases: Type.Array(Type.Object({ release: Type.String(), since: Type.String() })),
  settings: UnitSettings,
});
export type UnitHistory = Static<typeof UnitHistory>;

/** POST /api/units/:id/commands. `wipe` wants a reason; `POST /api/units/:id/snapshot` answers with a JPEG. */
export const NewCommand = Type.Union([
  Type.Object({ do: Type.Literal('settings'), settings: UnitSettings }),
  Type.Object({ do: Type.Literal('restart') }),
  Type.Object({ do: Type.Literal('wipe'), reason: Type.String({ minLength: 3, maxLength: 500 }) }),
]);
export type NewCommand = Static<typeof NewCommand>;

/** POST /api/units/:id/revoke */
export const Revocation = Type.Object({ reason: Type.String({ minLength: 3, maxLength: 500 }) });

/** What a person decided; `final` is what nobody can accept, because it proves nothing or its bytes were not kept. */
export const QuarantineState = Type.Union([
  Type.Literal('waiting'),
  Type.Literal('accepted'),
  Type.Literal('refused'),
  Type.Literal('final'),
]);
export type QuarantineState = Static<typeof QuarantineState>;

export const QuarantinedMessage = Type.Object({
  id: Type.String(),
  unit: Type.Union([Type.String(), Type.Null()]),
  reason: Type.String(),
  detail: Type.String(),
  bytes: Type.Integer(),
  times: Type.Integer(),
  receivedAt: Type.String(),
  /** When the same bytes came last. */
  lastAt: Type.String(),
  decision: QuarantineState,
  decidedBy: Type.Union([Type.String(), Type.Null()]),
  decidedAt: Type.Union([Type.String(), Type.Null()]),
  note: Type.Union([Type.String(), Type.Null()]),
});
export type QuarantinedMessage = Static<typeof QuarantinedMessage>;
export const Quarantine = Type.Object({ messages: Type.Array(QuarantinedMessage) });
export type Quarantine = Static<typeof Quarantine>;

/** One entry of a quarantined message beside the one that the hub holds under the same number. */
export const ComparedEntry = Type.Object({
  seq: Type.Integer(),
  /** Payloads as they were signed; null where there is none. */
  held: Type.Union([Type.Unknown(), Type.Null()]),
  other: Type.Union([Type.Unknown(), Type.Null()]),
});
/** GET /api/quarantine/:id */
export const QuarantineDetail = Type.Object({
  ...QuarantinedMessage.properties,
  /** Of the entries; null where there are none. */
  binding: Type.Union([Type.Integer(), Type.Null()]),
  /** Null where the bytes are no journal entries. Of a fork both histories from the first number that differs. */
  entries: Type.Union([Type.Array(ComparedEntry), Type.Null()]),
  /** More entries come after these: ask with `after`, the last number here. */
  more: Type.Boolean(),
});
export type QuarantineDetail = Static<typeof QuarantineDetail>;
/** POST /api/quarantine/:id/decide */
export const QuarantineDecision = Type.Object({
  decision: Type.Union([Type.Literal('accept'), Type.Literal('refuse')]),
  note: Type.String({ minLength: 3, maxLength: 500 }),
});
/** What came of it: how many entries were stored, and how many were left out because they were made after the revocation. */
export const QuarantineDecided = Type.Object({ stored: Type.Integer(), leftOut: Type.Integer() });
export type QuarantineDecided = Static<typeof QuarantineDecided>;
