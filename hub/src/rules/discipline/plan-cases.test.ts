import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { exampleBook } from '../../../test/rules/example-policies.ts';
import { makeAbsence, makeVerdict } from '../../../test/rules/make-verdict.ts';
import type { DayVerdict } from '../day/day-verdict.ts';
import { countAbsences } from './count-absences.ts';
import { type CasePlan, type KnownCase, planCases } from './plan-cases.ts';
import { addDays } from './working-days.ts';

const discipline = exampleBook.inForce('discipline', '2026-07-01').document;
const clarification = {
  warnAfterDays: 3,
  reprimandWithin: { count: 10, unit: 'working_days' },
  superiorCaseWithin: { count: 28, unit: 'working_days' },
  clauses: { warning: 'a', reprimand: 'b', superiorCase: 'c' },
} as const;
const policies = { discipline, clarification, isOfficeDay: (day: string) => exampleBook.isOfficeDay(day) };
const TODAY = '2026-12-31';

/** One verdict a day from 1 July on: absent where true. */
const yearOf = (absent: readonly boolean[]): DayVerdict[] =>
  absent.map((each, index) => {
    const day = addDays('2026-07-01', index);
    return each ? makeAbsence(day) : makeVerdict(day);
  });
const plan = (absent: readonly boolean[], cases: readonly KnownCase[]) =>
  planCases(countAbsences(yearOf(absent), 2026, discipline), 'PNS', cases, policies, TODAY);

/** What the database would hold after the plans. */
function apply(cases: readonly KnownCase[], plans: readonly CasePlan[]): KnownCase[] {
  const after = new Map(cases.map((each) => [each.id, each]));
  for (const each of plans) {
    const id = 'id' in each ? each.id : `${after.size + 1}`;
    const before = after.get(id);
    switch (each.do) {
      case 'propose':
      case 'warn':
        after.set(id, makeCase(id, each));
        break;
      case 'change':
      case 'refresh':
        if (before) after.set(id, { ...before, step: each.step, ground: each.ground });
        break;
      case 'groundless':
      case 'grounded':
        if (before) after.set(id, { ...before, groundless: each.do === 'groundless' });
        break;
      case 'propose-superior':
        break;
    }
  }
  return [...after.values()];
}

function makeCase(id: string, each: Extract<CasePlan, { do: 'propose' | 'warn' }>): KnownCase {
  const warned = each.do === 'warn';
  return {
    id,
    kind: warned ? 'chain' : 'sanction',
    state: warned ? 'open' : 'proposed',
    step: warned ? null : each.step,
    decided: null,
    ground: each.ground,
    groundless: false,
    chain: { warnedOn: TODAY, clarifiedOn: null, letterToOpdOn: null, actedOn: null },
    superior: { knownOn: TODAY, summonedOn: null, examinedOn: null, reportedOn: null },
    hasSuperiorCase: false,
  };
}

const days = fc.array(fc.boolean(), { minLength: 1, maxLength: 60 });

describe('the plan of cases', () => {
  it('asks for nothing the second time, whatever the days', () => {
    fc.assert(
      fc.property(days, (absent) => {
        expect(plan(absent, apply([], plan(absent, [])))).toEqual([]);
      }),
    );
  });

  it('asks for nothing the second time either where people have decided about the cases meanwhile', () => {
    const state = fc.constantFrom<KnownCase['state']>(
      'proposed',
      'open',
      'decided',
      'delivered',
      'rejected',
      'merged',
      'closed',
    );
    fc.assert(
      fc.property(days, days, fc.array(state, { minLength: 1, maxLength: 6 }), (before, after, states) => {
        const known = apply([], plan(before, [])).map((each, index) => {
          const next = states[index % states.length] ?? each.state;
          return each.kind === 'chain' && next === 'proposed' ? each : { ...each, state: next };
        });
        const second = apply(known, plan(after, known));
        expect(plan(after, second)).toEqual([]);
        expect(second.slice(0, known.length).map(({ id }) => id)).toEqual(known.map(({ id }) => id));
      }),
      { numRuns: 300 },
    );
  });

  it('comes to the same proposal whatever was known before, and loses none', () => {
    fc.assert(
      fc.property(days, days, (before, after) => {
        const first = apply([], plan(before, []));
        const second = apply(first, plan(after, first));
        const fresh = apply([], plan(after, []));
        const standing = (cases: readonly KnownCase[]) =>
          cases.filter(({ kind, groundless }) => kind === 'sanction' && !groundless).map(({ step }) => step?.code);
        expect(standing(second)).toEqual(standing(fresh));
        expect(second.map(({ id }) => id)).toEqual(expect.arrayContaining(first.map(({ id }) => id)));
        expect(plan(after, second)).toEqual([]);
      }),
    );
  });

  it('warns of each half by itself where a day in the middle of a run was explained', () => {
    const first = apply([], plan([false, false, false, true, true, true, true, true, true, true], []));
    const halves = plan([false, false, false, true, true, true, false, true, true, true], first);
    const second = apply(first, halves);
    expect(second.filter(({ kind }) => kind === 'chain').map(({ ground }) => ground.days)).toEqual([
      ['2026-07-04', '2026-07-05', '2026-07-06'],
      ['2026-07-08', '2026-07-09', '2026-07-10'],
    ]);
  });

  it('warns once of a run over the turn of the year, in the year in which it became long enough', () => {
    const from = (first: string, count: number) =>
      Array.from({ length: count }, (_, index) => makeAbsence(addDays(first, index)));
    const warnings = (verdicts: DayVerdict[], year: number) =>
      planCases(
        countAbsences(
          verdicts.filter(({ day }) => day <= `${year}-12-31`),
          year,
          discipline,
        ),
        'PNS',
        [],
        policies,
        TODAY,
      )
        .filter((each) => each.do === 'warn')
        .map(({ ground }) => ground.days.length);
    const early = from('2025-12-28', 8);
    expect([warnings(early, 2025), warnings(early, 2026)]).toEqual([[4], []]);
    const late = from('2025-12-30', 6);
    expect([warnings(late, 2025), warnings(late, 2026)]).toEqual([[], [6]]);
  });

  it('proposes a harder step beside a case that is open already, and none that is not harder', () => {
    const [proposed] = apply([], plan([true, false, true, false, true], []));
    const open: KnownCase = { ...(proposed as KnownCase), state: 'open' };
    expect(plan([true, false, true, false, true], [open])).toEqual([]);
    const four = plan([true, false, true, false, true, false, true], [open]);
    expect(four).toMatchObject([{ do: 'propose', step: { code: 'teguran_tertulis' } }]);
  });

  it('marks an open case as groundless when its step no longer follows from the days', () => {
    const [proposed] = apply([], plan([true, false, true, false, true], []));
    const open: KnownCase = { ...(proposed as KnownCase), state: 'open' };
    expect(plan([true, false, true], [open])).toEqual([{ do: 'groundless', id: open.id }]);
  });
});
