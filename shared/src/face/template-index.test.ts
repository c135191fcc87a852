import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { EmployeeId } from '../ids.ts';
import { type EnrolledTemplate, TemplateIndex } from './template-index.ts';

const LENGTH = 32;

const vector = fc
  .array(fc.double({ min: -1, max: 1, noNaN: true }), { minLength: LENGTH, maxLength: LENGTH })
  .map((values) => Float32Array.from(values));
const enrolled = fc.record({
  employee: fc.integer({ min: 0, max: 5 }).map((i) => `employee-${i}` as EmployeeId),
  template: vector,
});

function dot(a: Float32Array, b: Float32Array): number {
  return a.reduce((sum, value, i) => sum + value * (b[i] ?? 0), 0);
}

/** The best score of every employee, best first: the plain way to say what a search finds. */
function rank(templates: readonly EnrolledTemplate[], query: Float32Array): number[] {
  const best = new Map<EmployeeId, number>();
  for (const { employee, template } of templates) {
    best.set(employee, Math.max(best.get(employee) ?? Number.NEGATIVE_INFINITY, dot(template, query)));
  }
  return [...best.values()].sort((a, b) => b - a);
}

describe('TemplateIndex', () => {
  it('finds the two best employees that a plain comparison of everyone finds', () => {
    fc.assert(
      fc.property(fc.array(enrolled, { minLength: 1, maxLength: 40 }), vector, (templates, query) => {
        const { best, second } = new TemplateIndex(templates).search(query);
        const [first, next] = rank(templates, query);
        expect(best?.score).toBeCloseTo(first ?? Number.NaN, 4);
        if (next === undefined) expect(second).toBeNull();
        else expect(second?.score).toBeCloseTo(next, 4);
        expect(second?.employee).not.toBe(best?.employee);
      }),
    );
  });

  it('never names the same person twice, also when one of several templates is the runner-up', () => {
    const one = unitVector(0);
    const other = unitVector(1);
    const index = new TemplateIndex([
      { employee: 'ani' as EmployeeId, template: one },
      { employee: 'ani' as EmployeeId, template: one },
      { employee: 'budi' as EmployeeId, template: other },
    ]);
    expect(index.search(one)).toEqual({ best: { employee: 'ani', score: 1 }, second: { employee: 'budi', score: 0 } });
  });

  it('finds nobody in an empty roster', () => {
    expect(new TemplateIndex([]).search(unitVector(0))).toEqual({ best: null, second: null });
  });

  it('has no runner-up in a roster of one', () => {
    const index = new TemplateIndex([{ employee: 'ani' as EmployeeId, template: unitVector(0) }]);
    expect(index.search(unitVector(0)).second).toBeNull();
  });

  it('refuses templates and embeddings whose lengths do not fit', () => {
    const ani = { employee: 'ani' as EmployeeId, template: unitVector(0) };
    expect(() => new TemplateIndex([ani, { ...ani, template: new Float32Array(16) }])).toThrow(RangeError);
    expect(() => new TemplateIndex([{ ...ani, template: new Float32Array(12) }])).toThrow(RangeError);
    expect(() => new TemplateIndex([ani]).search(new Float32Array(16))).toThrow(RangeError);
  });
});

function unitVector(axis: number): Float32Array {
  const values = new Float32Array(LENGTH);
  values[axis] = 1;
  return values;
}
