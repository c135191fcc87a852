import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { exampleEdition } from '../../../test/rules/example-policies.ts';
import { officeDays } from '../../../test/rules/make-month.ts';
import { makeAbsence, makeEvent, makeVerdict } from '../../../test/rules/make-verdict.ts';
import { countAbsences } from './count-absences.ts';
import { proposeSanction } from './propose-sanction.ts';
import { sanctionsInMonth } from './sanctions-in-month.ts';

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

describe('proposing a sanction', () => {
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
