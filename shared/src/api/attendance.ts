import { type Static, Type } from 'typebox';

/**
 * What a day is, or is so far: those of `DAY_VERDICTS`. `incomplete`: a door this person may use has not delivered;
 * nobody is absent on incomplete evidence.
 */
export const DayStatus = Type.Union([
  Type.Literal('present'),
  Type.Literal('late'),
  Type.Literal('left_early'),
  Type.Literal('forgotten_punch'),
  Type.Literal('permission'),
  Type.Literal('sick'),
  Type.Literal('leave'),
  Type.Literal('duty'),
  Type.Literal('study'),
  Type.Literal('absent'),
  Type.Literal('day_off'),
  Type.Literal('collective_leave'),
  Type.Literal('not_yet_seen'),
  Type.Literal('incomplete'),
]);
export type DayStatus = Static<typeof DayStatus>;

/** People by what their day is so far; `dayOff` holds cuti bersama too. They add up to `employees`. */
export const Counts = Type.Object({
  employees: Type.Integer(),
  present: Type.Integer(),
  late: Type.Integer(),
  notYetSeen: Type.Integer(),
  incomplete: Type.Integer(),
  /** These three only once a day is over. */
  leftEarly: Type.Integer(),
  forgottenPunch: Type.Integer(),
  absent: Type.Integer(),
  permission: Type.Integer(),
  sick: Type.Integer(),
  leave: Type.Integer(),
  duty: Type.Integer(),
  study: Type.Integer(),
  dayOff: Type.Integer(),
});
export type Counts = Static<typeof Counts>;

const WorkingHours = Type.Object({
  name: Type.String(),
  start: Type.Union([Type.String(), Type.Null()], { description: 'HH:MM, null on a day off' }),
  end: Type.Union([Type.String(), Type.Null()]),
  /** A shift over midnight. */
  endsNextDay: Type.Boolean(),
  toleranceMinutes: Type.Integer(),
});

export const SilentDoor = Type.Object({
  door: Type.String(),
  doorName: Type.String(),
  opd: Type.String(),
  opdName: Type.String(),
  unit: Type.Union([Type.String(), Type.Null()]),
  /** Last time through which the hub knows the door's journal; null when nothing ever came. */
  completeThrough: Type.Union([Type.String(), Type.Null()]),
  /** Employees who cannot be judged because of it. */
  concerns: Type.Integer(),
});
export type SilentDoor = Static<typeof SilentDoor>;

export const Today = Type.Object({
  at: Type.String({ description: 'when the hub computed it' }),
  day: Type.String(),
  zone: Type.String(),
  /** Of those who have no schedule of their own. */
  schedule: WorkingHours,
  total: Counts,
  perOpd: Type.Array(
    Type.Object({
      opd: Type.String(),
      name: Type.String(),
      counts: Counts,
      doors: Type.Integer(),
      doorsSilent: Type.Integer(),
    }),
  ),
  silentDoors: Type.Array(SilentDoor),
  /** First sightings per minute of the day so far (`minute` = HH:MM local) and on the same weekday a week ago. */
  arrivalsPerMinute: Type.Array(
    Type.Object({ minute: Type.String(), today: Type.Integer(), lastWeek: Type.Integer() }),
  ),
});
export type Today = Static<typeof Today>;

/** One punch as the live list and the SSE stream `arrival` show it. */
export const Arrival = Type.Object({
  /** Ascending; what an SSE client sends back as Last-Event-ID. */
  id: Type.String(),
  employee: Type.String(),
  name: Type.String(),
  opd: Type.String(),
  opdName: Type.String(),
  door: Type.String(),
  doorName: Type.String(),
  zone: Type.String(),
  unit: Type.String(),
  binding: Type.Integer(),
  seq: Type.Integer(),
  seenAt: Type.String({ description: 'capture time of the frame that decided' }),
  storedAt: Type.String(),
  /** First sighting of this person's day. */
  first: Type.Boolean(),
  status: DayStatus,
  lateMinutes: Type.Integer(),
  evidence: Type.Object({
    score: Type.Number(),
    secondScore: Type.Union([Type.Number(), Type.Null()]),
    threshold: Type.Number(),
    liveness: Type.Number(),
    frames: Type.Integer(),
    faceHeight: Type.Integer(),
    clockSource: Type.String(),
  }),
});
export type Arrival = Static<typeof Arrival>;
export const Arrivals = Type.Object({ day: Type.String(), arrivals: Type.Array(Arrival) });
export type Arrivals = Static<typeof Arrivals>;

/** A row of the list behind a number of today's page. */
export const TodayPerson = Type.Object({
  employee: Type.String(),
  name: Type.String(),
  nip: Type.String(),
  opd: Type.String(),
  opdName: Type.String(),
  status: DayStatus,
  arrival: Type.Union([Type.String(), Type.Null()]),
  departure: Type.Union([Type.String(), Type.Null()]),
  lateMinutes: Type.Integer(),
});
export type TodayPerson = Static<typeof TodayPerson>;
export const TodayPeople = Type.Object({
  day: Type.String(),
  /** How many there are; `people` is one page of them. */
  total: Type.Integer(),
  people: Type.Array(TodayPerson),
});
export type TodayPeople = Static<typeof TodayPeople>;

/** An entry with all that is needed to verify it away from the hub. */
export const EntryEvidence = Type.Object({
  unit: Type.String(),
  binding: Type.Integer(),
  seq: Type.Integer(),
  type: Type.String(),
  door: Type.String(),
  doorName: Type.String(),
  seenAt: Type.String(),
  receivedAt: Type.String(),
  hash: Type.String({ description: 'SHA-256 of the JWS as ASCII, base64url' }),
  jws: Type.String({ description: 'the bytes that the unit signed, unchanged' }),
  publicKey: Type.Object({ kty: Type.Literal('OKP'), crv: Type.Literal('Ed25519'), x: Type.String() }),
  kid: Type.String(),
});
export type EntryEvidence = Static<typeof EntryEvidence>;

const DayEvent = Type.Object({
  code: Type.String({ description: 'of the band, or of the absence: TL1, PSW4, TK' }),
  kind: Type.Union([
    Type.Literal('late'),
    Type.Literal('early'),
    Type.Literal('missing_arrival'),
    Type.Literal('missing_departure'),
    Type.Literal('absent'),
  ]),
  minutes: Type.Integer(),
  halves: Type.Integer({ description: '2 is a whole day, 1 is half of one' }),
  clause: Type.String(),
});

/** What the rules say of a day, and why. */
export const DayJudgement = Type.Object({
  status: DayStatus,
  /** Letter and name as the policy in force has them. */
  letter: Type.String(),
  label: Type.String(),
  /** Nothing that a door may still deliver changes it to the employee's disadvantage. */
  final: Type.Boolean(),
  phase: Type.Union([Type.Literal('before'), Type.Literal('trial'), Type.Literal('live')]),
  lateMinutes: Type.Integer(),
  earlyMinutes: Type.Integer(),
  events: Type.Array(DayEvent),
  excuse: Type.Union([
    Type.Object({ id: Type.String(), kind: Type.String(), name: Type.String(), wholeDay: Type.Boolean() }),
    Type.Null(),
  ]),
  reasons: Type.Array(Type.String()),
  /** Names of the journal entries, `unit/binding/number`, by time. */
  evidence: Type.Array(Type.String()),
  approvals: Type.Array(Type.String()),
  /** The regulation that set the working time, or the day off. */
  clause: Type.String(),
});
export type DayJudgement = Static<typeof DayJudgement>;

/** A day of the month page. */
export const MonthDay = Type.Object({
  day: Type.String(),
  arrival: Type.Union([Type.String(), Type.Null()]),
  departure: Type.Union([Type.String(), Type.Null()]),
  judgement: Type.Union([DayJudgement, Type.Null()]),
});
export type MonthDay = Static<typeof MonthDay>;

/** One employee's month: a row for each of its days, also those to come. */
export const EmployeeMonth = Type.Object({
  employee: Type.Object({
    id: Type.String(),
    nip: Type.String(),
    name: Type.String(),
    opdName: Type.String(),
    position: Type.Union([Type.String(), Type.Null()]),
  }),
  month: Type.String({ description: 'YYYY-MM' }),
  zone: Type.String(),
  /** The day it is now where he works. */
  today: Type.String(),
  days: Type.Array(MonthDay),
  totals: Type.Object({
    /** Days that are neither off nor to come. */
    workingDays: Type.Integer(),
    byStatus: Type.Array(
      Type.Object({ status: DayStatus, letter: Type.String(), label: Type.String(), days: Type.Integer() }),
    ),
    events: Type.Array(
      Type.Object({
        code: Type.String(),
        count: Type.Number({ description: 'half of an absence counts as half' }),
        minutes: Type.Integer(),
      }),
    ),
    lateMinutes: Type.Integer(),
    earlyMinutes: Type.Integer(),
    unsettled: Type.Integer({ description: 'days that are over and wait for a door' }),
  }),
});
export type EmployeeMonth = Static<typeof EmployeeMonth>;

export const EmployeeDay = Type.Object({
  employee: Type.Object({
    id: Type.String(),
    nip: Type.String(),
    name: Type.String(),
    opdName: Type.String(),
    position: Type.Union([Type.String(), Type.Null()]),
  }),
  day: Type.String(),
  zone: Type.String(),
  status: DayStatus,
  arrival: Type.Union([Type.String(), Type.Null()]),
  departure: Type.Union([Type.String(), Type.Null()]),
  lateMinutes: Type.Integer(),
  schedule: WorkingHours,
  /** Null where no policy, or no place of work, is known for that day. */
  judgement: Type.Union([DayJudgement, Type.Null()]),
  /** Doors that this person may use and that have not delivered this day in full. */
  silentDoors: Type.Array(SilentDoor),
  entries: Type.Array(EntryEvidence),
});
export type EmployeeDay = Static<typeof EmployeeDay>;
