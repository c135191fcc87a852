import { type Static, Type } from 'typebox';

/** Status of a day so far. `incomplete`: a door this person may use has not delivered; nobody is absent on incomplete evidence. */
export const DayStatus = Type.Union([
  Type.Literal('present'),
  Type.Literal('late'),
  Type.Literal('not_yet_seen'),
  Type.Literal('incomplete'),
  Type.Literal('day_off'),
]);
export type DayStatus = Static<typeof DayStatus>;

export const Counts = Type.Object({
  employees: Type.Integer(),
  present: Type.Integer(),
  late: Type.Integer(),
  notYetSeen: Type.Integer(),
  incomplete: Type.Integer(),
});
export type Counts = Static<typeof Counts>;

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
  schedule: Type.Object({
    name: Type.String(),
    start: Type.Union([Type.String(), Type.Null()], { description: 'HH:MM, null on a day off' }),
    end: Type.Union([Type.String(), Type.Null()]),
    toleranceMinutes: Type.Integer(),
  }),
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
  schedule: Type.Object({
    name: Type.String(),
    start: Type.Union([Type.String(), Type.Null()]),
    end: Type.Union([Type.String(), Type.Null()]),
    toleranceMinutes: Type.Integer(),
  }),
  /** Doors that this person may use and that have not delivered this day in full. */
  silentDoors: Type.Array(SilentDoor),
  entries: Type.Array(EntryEvidence),
});
export type EmployeeDay = Static<typeof EmployeeDay>;
