import fc from 'fast-check';
import { expect, it } from 'vitest';
import { type RosterEntry, splitRoster } from './split-roster.ts';

const entry = (employee: string, templates: number): RosterEntry => ({
  employee,
  name: 'Pegawai',
  salutation: 'Ibu',
  templates: Array.from({ length: templates }, (_, i) => ({ id: `${employee}-${i}`, embedding: 'x'.repeat(2_732) })),
});

it('makes one part of nothing, so that an empty roster can be sent', () => {
  expect(splitRoster({ put: [], drop: [] })).toEqual([{ put: [], drop: [] }]);
});

it('sends a small change in one part', () => {
  expect(splitRoster({ put: [entry('a', 1)], drop: ['b'] })).toHaveLength(1);
});

it('keeps everybody, in order, in parts that fit into a message when signed', () => {
  const people = fc.array(fc.integer({ min: 1, max: 20 }), { maxLength: 400 });
  fc.assert(
    fc.property(people, fc.nat({ max: 20_000 }), (sizes, dropped) => {
      const put = sizes.map((templates, i) => entry(`e${i}`, templates));
      const drop = Array.from({ length: dropped }, (_, i) => `d${i}`.padEnd(36, '0'));
      const parts = splitRoster({ put, drop });
      expect(parts.flatMap((part) => part.put)).toEqual(put);
      expect(parts.flatMap((part) => part.drop)).toEqual(drop);
      for (const part of parts) {
        expect(part.put.length).toBeLessThanOrEqual(150);
        expect((JSON.stringify(part).length * 4) / 3).toBeLessThan(1_048_576 - 2_000);
      }
    }),
    { numRuns: 20 },
  );
});
