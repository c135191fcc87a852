import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { exampleEdition } from '../../../test/rules/example-policies.ts';
import { officeDays } from '../../../test/rules/make-month.ts';
import { makeAbsence, makeEvent, makeVerdict } from '../../../test/rules/make-verdict.ts';
import { countAbsences } from './count-absences.ts';
import { proposeSanction } from './propose-sanction.ts';
import { proposeSuperiorCase } from './propose-superior-case.ts';
import { sanctionsInMonth } from './sanctions-in-month.ts';
import { addDays } from './working-days.ts';

const policy = exampleEdition('discipline').document;
const pattern = fc.array(fc.constantFrom('absent', 'present', 'leave', 'day_off'), { maxLength: officeDays.length });

const verdictsOf = (states: readonly string[]) =>
  states.map((state, index) => {
    const day = officeDays[index] ?? '';
    if (state === 'absent') return makeAbsence(day, { evidence: [] });
    return makeVerdict(day, { status: state === 'leave' ? 'leave' : state === 'day_off' ? 'day_off' : 'present' });
  });
const rank = (states: readonly string[]) => {
  const proposal = proposeSanction(countAbsences(verdictsOf(states), 2026, policy), 'PNS', policy);
  return proposal.kind === 'propose' ? policy.PNS.steps.indexOf(proposal.step) : -1;
};

/** As PP 94/2021 has it: from so many days on. */
const LADDER = [
  [28, 'berhenti'],
  [25, 'bebas_jabatan'],
  [21, 'turun_jabatan'],
  [17, 'potong_12'],
  [14, 'potong_9'],
  [11, 'potong_6'],
  [7, 'tidak_puas'],
  [4, 'teguran_tertulis'],
  [3, 'teguran_lisan'],
] as const;

describe('proposing a sanction', () => {
  it('follows the ladder at every number of days from none to 120', () => {
    for (let count = 0; count <= 120; count += 1) {
      // Every second day, so that nothing is in a row.
      const days = Array.from({ length: count }, (_, index) => addDays('2026-01-05', 2 * index));
      const verdicts = days.flatMap((day) => [makeAbsence(day), makeVerdict(addDays(day, 1))]);
      const proposal = proposeSanction(countAbsences(verdicts, 2026, policy), 'PNS', policy);
      const expected = LADDER.find(([from]) => count >= from)?.[1] ?? null;
      expect([count, proposal.kind === 'propose' ? proposal.step.code : null]).toEqual([count, expected]);
    }
  });

  it('joins absent days over days off alone, whatever else happened', () => {
    const states = fc.array(
      fc.constantFrom(
        'absent',
        'absent',
        'absent',
        'day_off',
        'collective_leave',
        'present',
        'leave',
        'incomplete',
        'trial',
        'nothing',
      ),
      {
        maxLength: 60,
      },
    );
    fc.assert(
      fc.property(states, (all) => {
        const verdicts = all.flatMap((state, index) => {
          const day = addDays('2026-03-02', index);
          if (state === 'nothing') return [];
          if (state === 'absent') return [makeAbsence(day)];
          if (state === 'trial') return [makeAbsence(day, { phase: 'trial' })];
          if (state === 'incomplete') return [makeVerdict(day, { status: 'incomplete', final: false })];
          return [makeVerdict(day, { status: state as 'present' })];
        });
        const runs = all
          .map((state) => (state === 'absent' ? 'x' : state === 'day_off' || state === 'collective_leave' ? '' : ' '))
          .join('')
          .split(' ')
          .filter((run) => run !== '')
          .map(({ length }) => length);
        const { runs: found, days } = countAbsences(verdicts, 2026, policy);
        expect(found.map((run) => run.days.length)).toEqual(runs);
        expect(found.flatMap((run) => run.days)).toEqual(days);
      }),
      { numRuns: 300 },
    );
  });

  it('asks for more of the superior of a PPPK than of the PPPK, though their ladders share no step', () => {
    const [lightest, next] = policy.PNS.steps;
    if (!lightest || !next) throw new Error('The ladder has no steps.');
    const record = { knownOn: '2026-07-06', summonedOn: null, examinedOn: null, reportedOn: null };
    const outcome = proposeSuperiorCase(
      { ...lightest, code: 'teguran_pppk' },
      record,
      policy,
      () => true,
      '2026-08-03',
    );
    expect(outcome).toMatchObject({ kind: 'propose', atLeast: { code: next.code } });
  });

  it('proposes no less for one more day of absence', () => {
    fc.assert(
      fc.property(pattern, fc.nat(), (states, at) => {
        fc.pre(states.length > 0);
        const more = states.map((state, index) => (index === at % states.length ? 'absent' : state));
        expect(rank(more)).toBeGreaterThanOrEqual(rank(states));
      }),
    );
  });

  it('counts the same in any order of arrival of the days', () => {
    fc.assert(
      fc.property(pattern, (states) => {
        const verdicts = verdictsOf(states);
        expect(countAbsences([...verdicts].reverse(), 2026, policy)).toEqual(countAbsences(verdicts, 2026, policy));
      }),
    );
  });

  it('does not count half a day of absence', () => {
    const half = makeAbsence('2026-07-06', { events: [makeEvent('TK', { halves: 1 })] });
    expect(countAbsences([half], 2026, policy)).toMatchObject({ total: 0, runs: [] });
  });

  it('says on which days it rests and which are not judged yet', () => {
    const open = makeVerdict('2026-07-09', { status: 'incomplete', final: false });
    const verdicts = [...verdictsOf(['absent', 'absent', 'absent']), open];
    expect(proposeSanction(countAbsences(verdicts, 2026, policy), 'PNS', policy)).toMatchObject({
      days: ['2026-07-01', '2026-07-02', '2026-07-03'],
      openDays: ['2026-07-09'],
      longestRun: 3,
      clause: 'PP 94/2021 Pasal 9',
    });
  });
});

describe('a decided sanction', () => {
  it('cuts TPP for as many months as its step lasts, over the turn of the year', () => {
    const step = policy.PNS.steps.find(({ code }) => code === 'potong_6');
    if (!step) throw new Error('No such step.');
    const decision = { id: 'SK-1', step, fromMonth: '2026-10', approvals: ['PPK'] };
    const cut = ['2026-09', '2026-10', '2027-03', '2027-04'].map((month) => sanctionsInMonth([decision], month).length);
    expect(cut).toEqual([0, 1, 1, 0]);
    expect(sanctionsInMonth([decision], '2026-10')).toMatchObject([{ id: 'SK-1', tppFactor: '75' }]);
  });

  it('leaves TPP alone where its step does not cut it', () => {
    const [step] = policy.PNS.steps;
    if (!step) throw new Error('No such step.');
    expect(sanctionsInMonth([{ id: 'SK-2', step, fromMonth: '2026-10', approvals: [] }], '2026-10')).toEqual([]);
  });
});
