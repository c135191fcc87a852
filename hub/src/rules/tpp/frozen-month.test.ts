import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { exampleEdition } from '../../../test/rules/example-policies.ts';
import { makeMonth, makeVerdicts } from '../../../test/rules/make-month.ts';
import { calculateTpp } from './calculate-tpp.ts';
import { correctMonth, freezeMonth, settledResult } from './frozen-month.ts';

const policy = exampleEdition('tpp').document;
const absences = fc.nat(23).map((count) => calculateTpp(makeMonth(makeVerdicts([`TK×${count}`])), policy));
const correction = fc.record({
  result: absences,
  reason: fc.constantFrom('Surat Tugas', 'Berita acara', '', '  '),
  proposedBy: fc.constantFrom('a', 'b'),
  approvedBy: fc.constantFrom('a', 'b'),
});

describe('a frozen month', () => {
  it('stays as it was frozen, and what counts is that and every difference since, whatever is tried', () => {
    fc.assert(
      fc.property(absences, fc.array(correction, { maxLength: 8 }), (first, tries) => {
        const frozen = freezeMonth(first, 'bendahara', '2026-08-03T02:00:00.000Z');
        if (!frozen.ok) throw new Error('A month with all its days judged can be frozen.');
        let { month } = frozen;
        for (const [index, { result, ...rest }] of tries.entries()) {
          const before = settledResult(month);
          const outcome = correctMonth(month, result, { id: `${index}`, at: '2026-08-10T02:00:00.000Z', ...rest });
          const allowed =
            rest.reason.trim() !== '' && rest.proposedBy !== rest.approvedBy && before.total !== result.total;
          expect(outcome.ok).toBe(allowed);
          if (outcome.ok) month = outcome.month;
        }
        expect(month.result).toEqual(first);
        const paid = month.corrections.reduce((sum, { difference }) => sum + difference, first.total);
        expect(settledResult(month).total).toBe(paid);
      }),
    );
  });

  it('sees no change in the same figure read back in another order of its fields', () => {
    const result = calculateTpp(makeMonth(makeVerdicts(['TK×1'])), policy);
    const readBack = Object.fromEntries(Object.entries(result).reverse()) as unknown as typeof result;
    const frozen = freezeMonth(readBack, 'bendahara', '2026-08-03T02:00:00.000Z');
    if (!frozen.ok) throw new Error('The month can be frozen.');
    const people = {
      id: 'K-1',
      reason: 'Surat Tugas',
      proposedBy: 'a',
      approvedBy: 'b',
      at: '2026-08-10T02:00:00.000Z',
    };
    expect(correctMonth(frozen.month, result, people)).toEqual({ ok: false, problem: 'no-change' });
  });
});
