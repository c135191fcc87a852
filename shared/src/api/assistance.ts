import { type Static, Type } from 'typebox';
import { UUID_PATTERN } from '../ids.ts';

/** As an `assisted` entry names them. */
export const AssistanceReason = Type.Union([
  Type.Literal('face-covered'),
  Type.Literal('face-changed'),
  Type.Literal('not-enrolled'),
  Type.Literal('camera-broken'),
  Type.Literal('other'),
]);
export type AssistanceReason = Static<typeof AssistanceReason>;

export const SecondFactor = Type.Union([Type.Literal('pin'), Type.Literal('card'), Type.Literal('pin-and-card')]);
export type SecondFactor = Static<typeof SecondFactor>;

const Uuid = Type.String({ pattern: UUID_PATTERN });
const Moment = Type.String({ description: 'ISO 8601, UTC' });
const MaybeMoment = Type.Union([Moment, Type.Null()]);

export const Pin = Type.String({ pattern: '^[0-9]{6}$', description: 'six digits' });

/** Somebody who may answer at the doors of his OPD for people whose face they cannot use. */
export const Supervisor = Type.Object({
  id: Uuid,
  employee: Uuid,
  name: Type.String(),
  nip: Type.String(),
  opd: Uuid,
  opdName: Type.String(),
  namedAt: Moment,
  pinSetAt: MaybeMoment,
  cardMadeAt: MaybeMoment,
  /** Until when the code is good with which he sets his PIN himself; null where there is none. */
  codeExpires: MaybeMoment,
  /** Whether the doors know his face: without one he cannot assist. */
  hasFace: Type.Boolean(),
  /** How often he assisted within the last 30 days, refused ones among them. */
  assisted: Type.Integer(),
  refused: Type.Integer(),
  /** Assists so much more often than the others of the region that somebody should look. */
  standsOut: Type.Boolean(),
});
export type Supervisor = Static<typeof Supervisor>;
export const Supervisors = Type.Object({ supervisors: Type.Array(Supervisor) });

export const NewSupervisor = Type.Object({ employee: Uuid });
/** What a decision is made for, in the words of whoever makes it. */
export const AssistanceGrounds = Type.Object({ reason: Type.String({ minLength: 3, maxLength: 300 }) });

/** Shown once, to be handed to the supervisor. */
export const PinCode = Type.Object({ code: Type.String({ pattern: '^[0-9]{8}$' }), expiresAt: Moment });
export type PinCode = Static<typeof PinCode>;

/** Shown once, to be printed. */
export const SupervisorCard = Type.Object({
  /** What the QR code says. */
  qr: Type.String(),
  /** The same secret for the keys of a door, whose camera cannot read it. */
  typed: Type.String(),
  name: Type.String(),
  nip: Type.String(),
  opdName: Type.String(),
});
export type SupervisorCard = Static<typeof SupervisorCard>;

export const OwnAssistance = Type.Object({ supervisor: Type.Union([Supervisor, Type.Null()]) });
export const OwnPin = Type.Object({ pin: Pin });
export const PinByCode = Type.Object({
  nip: Type.String({ minLength: 18, maxLength: 30 }),
  code: Type.String({ minLength: 8, maxLength: 12 }),
  pin: Pin,
});

/** An `assisted` entry, and what became of it. */
export const AssistedPunch = Type.Object({
  unit: Type.String(),
  binding: Type.Integer(),
  seq: Type.Integer(),
  employee: Uuid,
  name: Type.String(),
  nip: Type.String(),
  opd: Uuid,
  opdName: Type.String(),
  supervisor: Uuid,
  supervisorName: Type.String(),
  /** He was named for this OPD at that moment, as far as the hub knows; a door that was cut off may not have heard. */
  authorised: Type.Boolean(),
  door: Uuid,
  doorName: Type.String(),
  zone: Type.String(),
  day: Type.String(),
  seenAt: Moment,
  receivedAt: Moment,
  second: SecondFactor,
  reason: AssistanceReason,
  note: Type.String(),
  /** The last word of BKD; null while there is none, and it counts. */
  refused: Type.Union([Type.Object({ reason: Type.String(), by: Type.String(), at: Moment }), Type.Null()]),
});
export type AssistedPunch = Static<typeof AssistedPunch>;
export const AssistedPunches = Type.Object({
  /** How many there are; `punches` is one page of them, newest first. */
  total: Type.Integer(),
  punches: Type.Array(AssistedPunch),
});

/** A face that a supervisor enrolled at a door. What can be used of it waits for BKD among the submissions. */
export const DoorEnrolment = Type.Object({
  session: Uuid,
  employee: Uuid,
  name: Type.String(),
  nip: Type.String(),
  opdName: Type.String(),
  supervisorName: Type.String(),
  doorName: Type.String(),
  zone: Type.String(),
  takenAt: Moment,
  looks: Type.Integer(),
  usable: Type.Integer(),
  /** Why looks cannot be used, in words. */
  advice: Type.Array(Type.String()),
  /** What became of what can be used; null where nothing can. */
  state: Type.Union([Type.Literal('waiting'), Type.Literal('accepted'), Type.Literal('refused'), Type.Null()]),
});
export type DoorEnrolment = Static<typeof DoorEnrolment>;
export const DoorEnrolments = Type.Object({ enrolments: Type.Array(DoorEnrolment) });
