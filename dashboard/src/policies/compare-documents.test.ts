import { describe, expect, it } from 'vitest';
import { compareDocuments } from './compare-documents.ts';

describe('comparing two documents', () => {
  it('finds no difference between equal ones', () => {
    expect(compareDocuments({ a: [{ code: 'x', n: 1 }] }, { a: [{ code: 'x', n: 1 }] })).toEqual([]);
  });

  it('finds entries again by their code, whatever their place', () => {
    const before = {
      bands: [
        { code: 'TL1', to: 30 },
        { code: 'TL2', to: 60 },
      ],
    };
    const after = {
      bands: [
        { code: 'TL2', to: 75 },
        { code: 'TL1', to: 30 },
      ],
    };
    expect(compareDocuments(before, after)).toEqual([{ path: ['bands', 'TL2', 'to'], before: '60', after: '75' }]);
  });

  it('names what is new and what is gone, field by field', () => {
    const before = { days: [{ day: '2026-01-01', name: 'Tahun Baru' }] };
    expect(compareDocuments(before, { days: [] })).toEqual([
      { path: ['days', '2026-01-01', 'day'], before: '2026-01-01', after: null },
      { path: ['days', '2026-01-01', 'name'], before: 'Tahun Baru', after: null },
    ]);
  });

  it('compares by place where names repeat', () => {
    const rule = (schedule: string) => ({ target: { kind: 'everybody' }, schedule });
    expect(compareDocuments([rule('a'), rule('b')], [rule('a'), rule('c')])).toEqual([
      { path: ['2', 'schedule'], before: 'b', after: 'c' },
    ]);
  });
});
