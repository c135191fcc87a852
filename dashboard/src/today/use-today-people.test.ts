import { describe, expect, it } from 'vitest';
import { SampleRegion } from '../../test/fixture/sample-region.ts';
import { countOf } from './use-today-people.ts';

const today = new SampleRegion('outage').today();

describe('countOf', () => {
  it('agrees with the number that opened the list', () => {
    expect(countOf(today, { status: null, opd: null })).toBe(today.total.employees);
    expect(countOf(today, { status: 'late', opd: null })).toBe(today.total.late);
    const row = today.perOpd[2];
    expect(countOf(today, { status: 'incomplete', opd: row?.opd ?? '' })).toBe(row?.counts.incomplete);
  });

  it('knows nobody in an agency that is not there, and nothing before the head count is', () => {
    expect(countOf(today, { status: null, opd: 'none' })).toBe(0);
    expect(countOf(undefined, { status: null, opd: null })).toBeNull();
  });

  it('counts everybody under a day off, when it is one', () => {
    const off = new SampleRegion('off').today();
    expect(countOf(off, { status: 'day_off', opd: null })).toBe(off.total.employees);
    expect(countOf(today, { status: 'day_off', opd: null })).toBe(0);
  });
});
