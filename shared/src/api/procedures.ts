import { type Static, Type } from 'typebox';
import { UNIT_ID_PATTERN } from '../ids.ts';
import { Uuid } from './people.ts';

const UnitIdText = Type.String({ pattern: UNIT_ID_PATTERN });
const Maybe = <T extends Parameters<typeof Type.Union>[0][number]>(type: T) => Type.Union([type, Type.Null()]);

/**
 * What may happen to the unit at a door. `install`: a first unit. `replace`: another unit takes the door over. `move`:
 * the unit goes to another door. `retire`: the unit leaves service. `reactivate`: hardware that was reset comes back
 * to its door. `stolen`: the unit is shut out at once.
 */
export const ProcedureKind = Type.Union([
  Type.Literal('install'),
  Type.Literal('replace'),
  Type.Literal('move'),
  Type.Literal('retire'),
  Type.Literal('reactivate'),
  Type.Literal('stolen'),
]);
export type ProcedureKind = Static<typeof ProcedureKind>;

/** In the order in which they happen; each kind of procedure has some of them. */
export const STEPS = [
  'requested',
  'approved',
  'shut-out',
  'unit-told',
  'roster-erased',
  'claimed',
  'bound',
  'roster-delivered',
  'in-service',
  'out-of-service',
] as const;
export type StepName = (typeof STEPS)[number];
/** The list in the type of the schema too, which a mapped union would lose. */
export const StepName = Type.Unsafe<StepName>(Type.Union(STEPS.map((name) => Type.Literal(name))));

export const Step = Type.Object({
  name: StepName,
  /** `skipped`: the old unit did not answer, and need not. */
  state: Type.Union([Type.Literal('done'), Type.Literal('current'), Type.Literal('ahead'), Type.Literal('skipped')]),
  at: Maybe(Type.String()),
  /** Who or what did it, or what it waits for; in Bahasa Indonesia. */
  detail: Maybe(Type.String()),
});
export type Step = Static<typeof Step>;

export const Procedure = Type.Object({
  id: Type.String(),
  kind: ProcedureKind,
  state: Type.Union([
    Type.Literal('awaiting-approval'),
    Type.Literal('running'),
    Type.Literal('done'),
    Type.Literal('refused'),
    Type.Literal('cancelled'),
  ]),
  /** The door that is to be served (install, replace, move, reactivate) or left (retire, stolen). */
  door: Type.String(),
  doorName: Type.String(),
  opdName: Type.String(),
  /** The unit that leaves or moves; null for an install. */
  oldUnit: Maybe(Type.String()),
  /** The unit that serves the door in the end, once it is known. */
  newUnit: Maybe(Type.String()),
  reason: Type.String(),
  requestedBy: Maybe(Type.String({ description: 'name' })),
  /** False for who asked for it himself, where a second person must approve. */
  mayApprove: Type.Boolean(),
  /** A claim can be made for it now. */
  mayClaim: Type.Boolean(),
  createdAt: Type.String(),
  finishedAt: Maybe(Type.String()),
  steps: Type.Array(Step),
});
export type Procedure = Static<typeof Procedure>;
export const Procedures = Type.Object({ procedures: Type.Array(Procedure) });

const reason = Type.String({ minLength: 3, maxLength: 500, description: 'why, for the audit log' });
/** POST /api/procedures */
export const NewProcedure = Type.Union([
  Type.Object({ kind: Type.Literal('install'), door: Uuid, reason }),
  Type.Object({ kind: Type.Literal('replace'), unit: UnitIdText, reason }),
  Type.Object({ kind: Type.Literal('move'), unit: UnitIdText, door: Uuid, reason }),
  Type.Object({ kind: Type.Literal('retire'), unit: UnitIdText, reason }),
  Type.Object({ kind: Type.Literal('reactivate'), unit: UnitIdText, reason }),
  Type.Object({ kind: Type.Literal('stolen'), unit: UnitIdText, reason }),
]);
export type NewProcedure = Static<typeof NewProcedure>;

/** POST /api/procedures/:id/approve, /refuse, /cancel */
export const Decision = Type.Object({ note: Type.Optional(Type.String({ maxLength: 500 })) });

/** GET and PUT /api/lifecycle-policy: which kinds a second person must approve. */
export const LifecyclePolicy = Type.Object({ secondPerson: Type.Array(ProcedureKind, { uniqueItems: true }) });
export type LifecyclePolicy = Static<typeof LifecyclePolicy>;
