import type { ProcedureKind, StepName } from '@hadir/shared/api/procedures';

/** What the database holds about a procedure and the units in it. */
export interface ProcedureFacts {
  readonly kind: ProcedureKind;
  /** Steps that are behind it. */
  readonly recorded: ReadonlySet<StepName>;
  /** Who serves the procedure's door now. */
  readonly occupant: string | null;
  readonly oldUnit: {
    readonly id: string;
    readonly state: 'active' | 'quarantined' | 'revoked';
    /** It serves a door. */
    readonly serves: boolean;
  } | null;
  readonly newUnit: {
    readonly id: string;
    readonly state: 'active' | 'quarantined' | 'revoked';
    /** It is bound to the procedure's door and to no other since. */
    readonly serves: boolean;
    /** Its `bound` entry in this binding is held. */
    readonly bound: boolean;
    /** Version of the roster that its journal says is in force in this binding; null before the first. */
    readonly roster: number | null;
    /** What its hardware says that the old unit's did not; null where they agree. */
    readonly otherHardware: string | null;
  } | null;
  /** The `bind` or `unbind` of this procedure; null before it was kept. */
  readonly order: {
    readonly state: 'waiting' | 'sent' | 'done' | 'refused' | 'expired';
    readonly told: boolean;
    readonly detail: string | null;
  } | null;
  /** The journal of the binding that is left ends with no roster in force. */
  readonly erased: boolean;
  /** The door has a roster to deliver. */
  readonly hasRoster: boolean;
}

/** What a procedure waits for; `describeWaiting` has the words. */
export type Waiting =
  | { readonly for: 'unit-to-connect' }
  | { readonly for: 'unit-to-erase' }
  | { readonly for: 'unit-to-leave' }
  | { readonly for: 'unit-that-refused'; readonly detail: string | null }
  | { readonly for: 'unit-in-quarantine' }
  | { readonly for: 'order-expired' }
  | { readonly for: 'claim' }
  | { readonly for: 'door'; readonly occupant: string }
  | { readonly for: 'unit-to-begin' }
  | { readonly for: 'roster' };

/** What has to be done next; each is one transaction that changes nothing when it is done twice. */
export type Action =
  | { readonly do: 'tell-unbind' }
  | { readonly do: 'tell-bind' }
  | { readonly do: 'end-binding' }
  | { readonly do: 'take-back-bind'; readonly detail: string | null }
  | { readonly do: 'shut-out' }
  | { readonly do: 'give-up'; readonly why: 'unit-revoked' | 'unit-left' }
  | { readonly do: 'finish' };

export interface ReachedNow {
  readonly name: StepName;
  readonly state: 'done' | 'skipped';
}

/** Steps that are behind now, and then either what to do or what to wait for. */
export interface Plan {
  readonly reached: readonly ReachedNow[];
  /** The first step that is not behind; null after the last. */
  readonly current: StepName | null;
  readonly next: Action | Waiting;
}

const LEAVE: readonly StepName[] = ['requested', 'approved', 'unit-told', 'roster-erased'];
const ARRIVE: readonly StepName[] = ['bound', 'roster-delivered', 'in-service'];

/** The steps of each kind of procedure, in the order in which they happen. */
export const STEPS_OF: Readonly<Record<ProcedureKind, readonly StepName[]>> = {
  install: ['requested', 'approved', 'claimed', ...ARRIVE],
  replace: [...LEAVE, 'claimed', ...ARRIVE],
  reactivate: [...LEAVE, 'claimed', ...ARRIVE],
  move: [...LEAVE, ...ARRIVE],
  retire: [...LEAVE, 'out-of-service'],
  stolen: ['requested', 'approved', 'shut-out', 'out-of-service'],
};

type Judgement = 'done' | 'skipped' | Action | Waiting;

/** Says of a running procedure which steps are behind it and what comes next. Pure: it asks nothing but the facts. */
export function planProcedure(facts: ProcedureFacts): Plan {
  const reached: ReachedNow[] = [];
  for (const name of STEPS_OF[facts.kind]) {
    if (facts.recorded.has(name)) continue;
    const judgement = judge(name, facts);
    if (judgement !== 'done' && judgement !== 'skipped') return { reached, current: name, next: judgement };
    reached.push({ name, state: judgement });
  }
  return { reached, current: null, next: { do: 'finish' } };
}

function judge(name: StepName, facts: ProcedureFacts): Judgement {
  switch (name) {
    case 'requested':
    case 'approved':
      return 'done';
    case 'unit-told':
      return facts.kind === 'move' ? tellBind(facts) : tellUnbind(facts);
    case 'roster-erased':
      return awaitErasure(facts);
    case 'claimed':
      return awaitClaim(facts);
    case 'bound':
      return ofNewUnit(facts, (unit) => (unit.bound ? 'done' : { for: 'unit-to-begin' }));
    case 'roster-delivered':
      return ofNewUnit(facts, ({ roster }) =>
        !facts.hasRoster || (roster !== null && roster > 0) ? 'done' : { for: 'roster' },
      );
    case 'in-service':
      return ofNewUnit(facts, () => 'done');
    case 'shut-out':
    case 'out-of-service':
      return isOut(facts) ? 'done' : shutOut(facts);
  }
}

function tellBind({ oldUnit, occupant, order }: ProcedureFacts): Judgement {
  if (order?.state === 'done') return 'done';
  if (oldUnit === null || oldUnit.state === 'revoked') return { do: 'give-up', why: 'unit-revoked' };
  if (order !== null) return awaitTold(order);
  if (oldUnit.state === 'quarantined') return { for: 'unit-in-quarantine' };
  return occupant === null ? { do: 'tell-bind' } : { for: 'door', occupant };
}

/** A unit that was shut out, serves no door or is not believed is not asked to leave. */
function tellUnbind({ kind, oldUnit, newUnit, order }: ProcedureFacts): Judgement {
  if (newUnit !== null || oldUnit === null || oldUnit.state === 'revoked') return 'skipped';
  if (order !== null) return awaitTold(order);
  if (!oldUnit.serves) return 'skipped';
  if (oldUnit.state === 'quarantined') return kind === 'retire' ? { for: 'unit-in-quarantine' } : 'skipped';
  return { do: 'tell-unbind' };
}

function awaitTold(order: NonNullable<ProcedureFacts['order']>): Judgement {
  return order.told || order.state === 'done' || order.state === 'refused'
    ? 'done'
    : order.state === 'expired'
      ? { for: 'order-expired' }
      : { for: 'unit-to-connect' };
}

function awaitErasure({ kind, oldUnit, newUnit, order, erased }: ProcedureFacts): Judgement {
  if (order?.state === 'done' || (erased && order?.state !== 'refused')) return 'done';
  if (kind === 'move') {
    if (oldUnit?.state === 'revoked') return { do: 'give-up', why: 'unit-revoked' };
    if (order?.state === 'refused') return { do: 'take-back-bind', detail: order.detail };
  } else if (newUnit !== null || oldUnit === null || oldUnit.state === 'revoked' || order === null) return 'skipped';
  if (order?.state === 'refused') return { for: 'unit-that-refused', detail: order.detail };
  if (order?.state === 'expired') return { for: 'order-expired' };
  return oldUnit?.state === 'quarantined' ? { for: 'unit-in-quarantine' } : { for: 'unit-to-erase' };
}

/** The claim itself, in its own transaction, shuts an old unit out that has not left by then. */
function awaitClaim({ oldUnit, newUnit, occupant, order }: ProcedureFacts): Judgement {
  if (newUnit !== null) return 'done';
  if (order?.state === 'done' && oldUnit?.serves === true && occupant === oldUnit.id) return { do: 'end-binding' };
  return occupant === null || occupant === oldUnit?.id ? { for: 'claim' } : { for: 'door', occupant };
}

function ofNewUnit(
  { newUnit }: ProcedureFacts,
  judgeUnit: (unit: NonNullable<ProcedureFacts['newUnit']>) => Judgement,
): Judgement {
  if (newUnit === null || newUnit.state === 'revoked') return { do: 'give-up', why: 'unit-revoked' };
  if (!newUnit.serves) return { do: 'give-up', why: 'unit-left' };
  if (newUnit.state === 'quarantined') return { for: 'unit-in-quarantine' };
  return judgeUnit(newUnit);
}

/** Who retires is heard to the end: what came after the revocation would not be taken. */
function shutOut({ kind, oldUnit, order }: ProcedureFacts): Judgement {
  const isHeard = kind !== 'retire' || oldUnit?.state === 'revoked' || order === null || order.state === 'done';
  return isHeard ? { do: 'shut-out' } : { for: 'unit-to-leave' };
}

function isOut({ oldUnit }: ProcedureFacts): boolean {
  return oldUnit === null || (oldUnit.state === 'revoked' && !oldUnit.serves);
}
