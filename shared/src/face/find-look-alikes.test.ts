import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { EmployeeId } from '../ids.ts';
import { findLookAlikes } from './find-look-alikes.ts';
import type { EnrolledTemplate } from './template-index.ts';

const LENGTH = 16;

/** A face that lies at an angle in the plane of two directions. */
function template(employee: string, angle: number, from = 0): EnrolledTemplate {
  const values = new Float32Array(LENGTH);
  values[from] = Math.cos(angle);
  values[from + 1] = Math.sin(angle);
  return { employee: employee as EmployeeId, template: values };
}

describe('findLookAlikes', () => {
  it('names every two employees who are as alike as the threshold, the most alike first', () => {
    const roster = [template('ayu', 0), template('budi', 0.5), template('citra', 0.2), template('dewi', 0, 4)];
    const found = findLookAlikes(roster, Math.cos(0.4));
    expect(found.map(({ employees }) => employees)).toEqual([
      ['ayu', 'citra'],
      ['budi', 'citra'],
    ]);
    expect(found[0]?.score).toBeCloseTo(Math.cos(0.2), 5);
  });

  it('counts two employees once, by their most alike templates, and nobody with himself', () => {
    const roster = [template('ayu', 0), template('ayu', 0.05), template('budi', 0.3), template('budi', 0.1)];
    const found = findLookAlikes(roster, 0.9);
    expect(found).toHaveLength(1);
    expect(found[0]?.score).toBeCloseTo(Math.cos(0.05), 5);
  });

  it('finds nobody in an empty roster, or in one of a single person', () => {
    expect(findLookAlikes([], 0)).toEqual([]);
    expect(findLookAlikes([template('ayu', 0)], 0)).toEqual([]);
  });

  it('refuses templates of different models', () => {
    const short = { employee: 'budi' as EmployeeId, template: new Float32Array(8) };
    expect(() => findLookAlikes([template('ayu', 0), short], 0.5)).toThrow(RangeError);
  });

  it('agrees with comparing one by one, whatever the roster', () => {
    const angle = fc.double({ min: 0, max: Math.PI, noNaN: true });
    const person = fc.constantFrom('ayu', 'budi', 'citra');
    fc.assert(
      fc.property(fc.array(fc.tuple(person, angle), { maxLength: 12 }), (faces) => {
        const roster = faces.map(([employee, at]) => template(employee, at));
        const expected = new Map<string, number>();
        for (const [i, [one, a]] of faces.entries()) {
          for (const [other, b] of faces.slice(i + 1)) {
            const key = [one, other].sort().join();
            if (one !== other) expected.set(key, Math.max(expected.get(key) ?? -1, Math.cos(a - b)));
          }
        }
        const found = findLookAlikes(roster, -1);
        expect(found).toHaveLength(expected.size);
        for (const { employees, score } of found) {
          expect(score).toBeCloseTo(expected.get([...employees].sort().join()) ?? Number.NaN, 4);
        }
      }),
    );
  });
});
