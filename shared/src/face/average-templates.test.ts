import { describe, expect, it } from 'vitest';
import type { EmployeeId } from '../ids.ts';
import { averageTemplates } from './average-templates.ts';

const template = (employee: string, ...values: number[]) => ({
  employee: employee as EmployeeId,
  template: Float32Array.from(values),
});

describe('averageTemplates', () => {
  it('makes the mean of an employee’s templates, of length one, and keeps the order of the employees', () => {
    const averaged = averageTemplates([template('budi', 1, 0), template('ayu', 0, 1), template('budi', 0, 1)]);
    expect(averaged.map(({ employee }) => employee)).toEqual(['budi', 'ayu']);
    expect([...(averaged[0]?.template ?? [])]).toEqual([expect.closeTo(Math.SQRT1_2), expect.closeTo(Math.SQRT1_2)]);
    expect([...(averaged[1]?.template ?? [])]).toEqual([0, 1]);
  });

  it('leaves the templates that it is given as they are', () => {
    const given = [template('ayu', 1, 0), template('ayu', 0, 1)];
    averageTemplates(given);
    expect(given.map(({ template: values }) => [...values])).toEqual([
      [1, 0],
      [0, 1],
    ]);
  });

  it('makes nothing of nothing', () => {
    expect(averageTemplates([])).toEqual([]);
  });
});
