import { type Static, Type } from 'typebox';
import { UUID_PATTERN } from '../ids.ts';
import { Day } from './policies/policy-terms.ts';

const Uuid = Type.String({ pattern: UUID_PATTERN });
const orNull = <T extends Parameters<typeof Type.Union>[0][number]>(type: T) => Type.Union([type, Type.Null()]);
const text = (most: number) => orNull(Type.String({ minLength: 1, maxLength: most }));

export const WorkUnit = Type.Object({
  id: Type.String(),
  opd: Type.String(),
  parent: orNull(Type.String()),
  name: Type.String(),
  /** Who belongs to it today. */
  people: Type.Integer(),
});
export type WorkUnit = Static<typeof WorkUnit>;
export const WorkUnits = Type.Object({ workUnits: Type.Array(WorkUnit) });
export type WorkUnits = Static<typeof WorkUnits>;
export const NewWorkUnit = Type.Object({
  opd: Uuid,
  name: Type.String({ minLength: 2, maxLength: 200 }),
  parent: Type.Optional(orNull(Uuid)),
});
/** A new name, a new place under another unit, or both. */
export const ChangedWorkUnit = Type.Object({
  name: Type.String({ minLength: 2, maxLength: 200 }),
  /** Left out: where it is; null: directly under the OPD. */
  parent: Type.Optional(orNull(Uuid)),
});

const placement = {
  workUnit: orNull(Uuid),
  position: text(200),
  rank: text(20),
  positionKind: orNull(Type.Union([Type.Literal('structural'), Type.Literal('functional'), Type.Literal('executive')])),
  echelon: text(20),
  /** Atasan langsung, where it is not the head of the OPD. */
  superior: orNull(Uuid),
  /** Whole rupiah a month. */
  baseTpp: orNull(Type.Integer({ minimum: 0, maximum: 10_000_000_000 })),
};

/** Where somebody belongs from a day on. A transfer is a new posting; the one before ends the day before. */
export const NewPosting = Type.Object({ from: Day, opd: Uuid, ...placement });
export type NewPosting = Static<typeof NewPosting>;

export const Posting = Type.Object({
  from: Day,
  to: orNull(Day),
  opd: Type.String(),
  opdName: Type.String(),
  ...placement,
  workUnitName: orNull(Type.String()),
  superiorName: orNull(Type.String()),
});
export type Posting = Static<typeof Posting>;
export const Postings = Type.Object({ today: Day, postings: Type.Array(Posting) });
export type Postings = Static<typeof Postings>;

/** Somebody of an office with the posting of today. */
export const Member = Type.Object({
  employee: Type.String(),
  name: Type.String(),
  nip: Type.String(),
  ...Posting.properties,
});
export type Member = Static<typeof Member>;
export const Members = Type.Object({ today: Day, members: Type.Array(Member) });
export type Members = Static<typeof Members>;
