import { type Static, Type } from 'typebox';
import { UNIT_ID_PATTERN, UUID_PATTERN } from '../ids.ts';

/**
 * The journal's entries, as the payloads of their JWS. An entry is signed once and its bytes are never made again:
 * what is stored, sent and archived is the compact JWS itself.
 */

const Sha256 = Type.String({ pattern: '^[A-Za-z0-9_-]{43}$', description: 'SHA-256, base64url without padding' });
const Instant = Type.String({
  pattern: '^\\d{4}-\\d{2}-\\d{2}T\\d{2}:\\d{2}:\\d{2}\\.\\d{3}Z$',
  description: 'UTC, milliseconds',
});
const Uuid = Type.String({ pattern: UUID_PATTERN });
const Count = Type.Integer({ minimum: 0 });
/** What a database column of four bytes holds. */
const MAX_INT32 = 2_147_483_647;
const Ratio = Type.Number({ minimum: -1, maximum: 1 });

export const ClockReading = Type.Object({
  source: Type.Union([
    Type.Literal('ntp'),
    Type.Literal('rtc'),
    Type.Literal('unsynchronised'),
    Type.Literal('unknown'),
  ]),
  /** Half-width of the interval around `at` that holds the true time; null when the unit cannot bound it. */
  uncertaintyMs: Type.Union([Type.Number({ minimum: 0 }), Type.Null()]),
});
export type ClockReading = Static<typeof ClockReading>;

/** What every entry commits to. `prev` is the hash of the entry before (its compact JWS as ASCII bytes). */
const common = {
  v: Type.Literal(1),
  unit: Type.String({ pattern: UNIT_ID_PATTERN }),
  binding: Type.Integer({ minimum: 1, maximum: MAX_INT32 }),
  seq: Type.Integer({ minimum: 1, maximum: MAX_INT32 }),
  prev: Sha256,
  at: Instant,
  uptimeMs: Type.Integer({ minimum: 0, description: 'monotonic, since the boot named by `boot`' }),
  boot: Uuid,
  clock: ClockReading,
};

const Fact = Type.Union([Type.String({ maxLength: 200 }), Type.Null()]);
/** What the hardware says of itself; null where it does not say. A change under the same keys is a reason to look. */
export const HardwareFacts = Type.Object({
  model: Fact,
  /** Of the board. */
  serial: Fact,
  /** Of the first network interface, lower case with colons. */
  mac: Fact,
  camera: Fact,
});
export type HardwareFacts = Static<typeof HardwareFacts>;

/** How far the hub held the journal of the binding that served a door before, possibly another unit's. */
export const Predecessor = Type.Object({
  unit: Type.String({ pattern: UNIT_ID_PATTERN }),
  binding: Type.Integer({ minimum: 1, maximum: MAX_INT32 }),
  seq: Type.Integer({ minimum: 0, maximum: MAX_INT32 }),
  hash: Type.Union([Sha256, Type.Null()]),
});
export type Predecessor = Static<typeof Predecessor>;

/**
 * First entry of a binding: this unit serves this door from now on. Its `prev` is the last hash of the unit's binding
 * before, or the key's thumbprint in a unit's first binding; `follows` names the binding that served the door before.
 */
export const BoundEntry = Type.Object({
  ...common,
  type: Type.Literal('bound'),
  door: Uuid,
  follows: Type.Optional(Type.Union([Predecessor, Type.Null()])),
  facts: Type.Optional(HardwareFacts),
});
/** The agent started. */
export const BootEntry = Type.Object({
  ...common,
  type: Type.Literal('boot'),
  release: Type.String({ maxLength: 64 }),
  hardware: Type.String({ maxLength: 200 }),
  facts: Type.Optional(HardwareFacts),
});
/**
 * An order of the hub was carried out or refused. A binding ends with the one that says that `bind` or `unbind` is
 * done; it comes after the `roster` entry of version 0 that proves the erasure and after a last checkpoint.
 */
export const CommandEntry = Type.Object({
  ...common,
  type: Type.Literal('command'),
  /** The command's number. */
  number: Type.Integer({ minimum: 1, maximum: MAX_INT32 }),
  order: Type.Union([
    Type.Literal('settings'),
    Type.Literal('restart'),
    Type.Literal('wipe'),
    Type.Literal('bind'),
    Type.Literal('unbind'),
    Type.Literal('trust'),
  ]),
  outcome: Type.Union([Type.Literal('done'), Type.Literal('refused')]),
  /** Why it was refused, or what was done; in words. */
  detail: Type.String({ maxLength: 300 }),
});
/** A roster version is in force: what the door may recognise from here on, and whose templates were erased; version 0 is no roster at all. */
export const RosterEntry = Type.Object({
  ...common,
  type: Type.Literal('roster'),
  version: Count,
  digest: Sha256,
  employees: Count,
  templates: Count,
  erased: Type.Array(Uuid, { maxItems: 10_000, description: 'ids of the templates that are no longer on the unit' }),
});
/** Chosen at random, so that no recording fits. */
export const ChallengeKind = Type.Union([
  Type.Literal('turn-left'),
  Type.Literal('turn-right'),
  Type.Literal('blink-twice'),
]);
export type ChallengeKind = Static<typeof ChallengeKind>;
/** This employee was recognised at this door at this time. */
export const PunchEntry = Type.Object({
  ...common,
  type: Type.Literal('punch'),
  door: Uuid,
  employee: Uuid,
  seenAt: Instant,
  score: Ratio,
  secondScore: Type.Union([Ratio, Type.Null()]),
  threshold: Ratio,
  liveness: Type.Number({ minimum: 0, maximum: 1 }),
  frames: Type.Integer({ minimum: 2, maximum: MAX_INT32, description: 'agreeing frames behind the decision' }),
  faceHeight: Type.Integer({ minimum: 1, maximum: MAX_INT32, description: 'pixels' }),
  model: Type.String({ maxLength: 64 }),
  roster: Count,
  /** What the door asked of this person before it believed that he is alive; missing where it did not ask. */
  challenge: Type.Optional(
    Type.Object({
      kind: ChallengeKind,
      ms: Type.Integer({ minimum: 0, maximum: 600_000, description: 'until it was met' }),
    }),
  ),
  /** SHA-256 of the sealed evidence picture as it goes to the hub; missing where the policy keeps none. */
  evidence: Type.Optional(Sha256),
});
/**
 * A supervisor answered for somebody whose face the door could not use. He was recognised by his own face at the same
 * door, and by what he has or knows besides. Where the camera is broken no face is seen: score, threshold and liveness
 * are then null, and both the card and the PIN stand in for them.
 */
export const AssistedEntry = Type.Object({
  ...common,
  type: Type.Literal('assisted'),
  door: Uuid,
  employee: Uuid,
  seenAt: Instant,
  supervisor: Uuid,
  /** Of the supervisor's face. */
  score: Type.Union([Ratio, Type.Null()]),
  threshold: Type.Union([Ratio, Type.Null()]),
  liveness: Type.Union([Type.Number({ minimum: 0, maximum: 1 }), Type.Null()]),
  second: Type.Union([Type.Literal('pin'), Type.Literal('card'), Type.Literal('pin-and-card')]),
  reason: Type.Union([
    Type.Literal('face-covered'),
    Type.Literal('face-changed'),
    Type.Literal('not-enrolled'),
    Type.Literal('camera-broken'),
    Type.Literal('other'),
  ]),
  note: Type.String({ maxLength: 300 }),
  roster: Count,
  evidence: Type.Optional(Sha256),
});
export type AssistedEntry = Static<typeof AssistedEntry>;
/** Something at this door looks like an attempt to fool it or to put it out of action. */
export const TamperEntry = Type.Object({
  ...common,
  type: Type.Literal('tamper'),
  door: Uuid,
  what: Type.Union([
    /** Pictures, screens or masks were held before the camera again and again. */
    Type.Literal('presentation-attacks'),
    Type.Literal('camera-covered'),
    Type.Literal('camera-moved'),
    /** The second factor of assisted attendance was guessed at. */
    Type.Literal('second-factor-guessed'),
  ]),
  since: Instant,
  /** How often within that time. */
  count: Type.Integer({ minimum: 1, maximum: MAX_INT32 }),
  detail: Type.String({ maxLength: 300 }),
});
/** The journal is complete through this time: whatever was seen before it has an entry before this one. */
export const CheckpointEntry = Type.Object({ ...common, type: Type.Literal('checkpoint'), through: Instant });
/** The wall clock was stepped while the agent ran, or between two boots. */
export const ClockEntry = Type.Object({
  ...common,
  type: Type.Literal('clock'),
  before: Instant,
  after: Instant,
  stepMs: Type.Integer(),
});

export const Entry = Type.Union([
  BoundEntry,
  BootEntry,
  RosterEntry,
  PunchEntry,
  CheckpointEntry,
  ClockEntry,
  CommandEntry,
  AssistedEntry,
  TamperEntry,
]);
export type Entry = Static<typeof Entry>;
export type EntryType = Entry['type'];
export type PunchEntry = Static<typeof PunchEntry>;

/** What an entry says, before the journal numbers, chains and times it. */
type BodyOf<E> = E extends Entry ? Omit<E, Exclude<keyof typeof common, 'v'> | 'v'> : never;
export type EntryBody = BodyOf<Entry>;
