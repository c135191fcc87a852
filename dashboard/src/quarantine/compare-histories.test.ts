import { describe, expect, it } from 'vitest';
import { compareHistories } from './compare-histories.ts';

const punch = { type: 'punch', seq: 7, employee: 'a', clock: { source: 'ntp', uncertaintyMs: 3 } };

describe('compareHistories', () => {
  it('names the fields that differ, nested ones by their path', () => {
    const [pair] = compareHistories([
      { seq: 7, held: punch, other: { ...punch, employee: 'b', clock: { source: 'rtc', uncertaintyMs: 3 } } },
    ]);
    expect(pair?.relation).toBe('different');
    expect(pair?.fields.filter(({ differs }) => differs).map(({ name }) => name)).toEqual(['employee', 'clock.source']);
  });

  it('says that two entries are the same, whatever the order of their fields', () => {
    const { type, ...others } = punch;
    expect(compareHistories([{ seq: 7, held: punch, other: { ...others, type } }])[0]?.relation).toBe('same');
  });

  it('says which side alone has an entry of a number', () => {
    const pairs = compareHistories([
      { seq: 7, held: punch, other: null },
      { seq: 8, held: null, other: punch },
    ]);
    expect(pairs.map(({ relation }) => relation)).toEqual(['onlyHeld', 'onlyOther']);
  });

  it('counts a field that one side lacks as a difference', () => {
    const { employee: _, ...without } = punch;
    const [pair] = compareHistories([{ seq: 7, held: punch, other: without }]);
    expect(pair?.fields.find(({ name }) => name === 'employee')).toMatchObject({
      held: 'a',
      other: null,
      differs: true,
    });
  });
});
