import { STEPS } from '@hadir/shared/api/procedures';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type ProcedureFacts, planProcedure, STEPS_OF } from './plan-procedure.ts';

const kind = fc.constantFrom('install', 'replace', 'move', 'retire', 'reactivate', 'stolen') as fc.Arbitrary<
  ProcedureFacts['kind']
>;
const state = fc.constantFrom('active', 'quarantined', 'revoked') as fc.Arbitrary<'active' | 'quarantined' | 'revoked'>;

/** Any facts at all, also those that no order of events leads to: the planner must be safe with what it is given. */
const facts: fc.Arbitrary<ProcedureFacts> = fc.record({
  kind,
  recorded: fc.uniqueArray(fc.constantFrom(...STEPS)).map((names) => new Set(names)),
  occupant: fc.constantFrom(null, 'unit-old', 'unit-new', 'unit-other'),
  oldUnit: fc.option(fc.record({ id: fc.constant('unit-old'), state, serves: fc.boolean() })),
  newUnit: fc.option(
    fc.record({
      id: fc.constant('unit-new'),
      state,
      serves: fc.boolean(),
      bound: fc.boolean(),
      roster: fc.option(fc.nat({ max: 3 })),
      otherHardware: fc.constant(null),
    }),
  ),
  order: fc.option(
    fc.record({
      state: fc.constantFrom('waiting', 'done', 'refused', 'expired') as fc.Arbitrary<
        'waiting' | 'done' | 'refused' | 'expired'
      >,
      told: fc.boolean(),
      detail: fc.constant(null),
    }),
  ),
  erased: fc.boolean(),
  hasRoster: fc.boolean(),
});

const RUNS = { numRuns: 5_000 };

describe('a plan', () => {
  it('never sends a unit to a door that has another one, nor one that is shut out', () => {
    fc.assert(
      fc.property(facts, (given) => {
        const { next } = planProcedure(given);
        if (!('do' in next) || next.do !== 'tell-bind') return;
        expect(given.occupant).toBeNull();
        expect(given.oldUnit?.state).toBe('active');
        expect(given.order).toBeNull();
      }),
      RUNS,
    );
  });

  it('never tells a unit twice by itself: the sender repeats what is kept', () => {
    fc.assert(
      fc.property(facts, (given) => {
        const { next } = planProcedure(given);
        if ('do' in next && (next.do === 'tell-bind' || next.do === 'tell-unbind')) expect(given.order).toBeNull();
      }),
      RUNS,
    );
  });

  it('waits for nothing from a unit that is shut out', () => {
    fc.assert(
      fc.property(facts, (given) => {
        const { next } = planProcedure(given);
        if (given.oldUnit?.state !== 'revoked' || !('for' in next)) return;
        expect(['claim', 'door', 'unit-in-quarantine', 'unit-to-begin', 'roster']).toContain(next.for);
      }),
      RUNS,
    );
  });

  it('shuts out only who retires or was stolen, and who retires only after its last word', () => {
    fc.assert(
      fc.property(facts, (given) => {
        const { next } = planProcedure(given);
        if (!('do' in next) || next.do !== 'shut-out') return;
        expect(['retire', 'stolen']).toContain(given.kind);
        if (given.kind === 'retire' && given.oldUnit?.state !== 'revoked')
          expect(given.order === null || given.order.state === 'done').toBe(true);
      }),
      RUNS,
    );
  });

  it('says the same when what it found was recorded, and finishes only with every step behind', () => {
    fc.assert(
      fc.property(facts, (given) => {
        const plan = planProcedure(given);
        const recorded = new Set([...given.recorded, ...plan.reached.map(({ name }) => name)]);
        const again = planProcedure({ ...given, recorded });
        expect(again.reached).toEqual([]);
        expect(again.next).toEqual(plan.next);
        const isOver = 'do' in plan.next && plan.next.do === 'finish';
        expect(isOver).toBe(STEPS_OF[given.kind].every((name) => recorded.has(name)));
      }),
      RUNS,
    );
  });
});
