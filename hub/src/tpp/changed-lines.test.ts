import { describe, expect, it } from 'vitest';
import type { TppLine, TppResult } from '../rules/tpp/tpp-result.ts';
import { changedLines, sameFigure } from './changed-lines.ts';

const line = (day: string, code: string, rupiah: number, changes: Partial<TppLine> = {}): TppLine => ({
  kind: 'event',
  day,
  code,
  percent: '3',
  rupiah,
  clauses: [],
  evidence: [],
  approvals: [],
  ...changes,
});
const result = (lines: TppLine[]): TppResult => {
  const total = 5_000_000 - lines.reduce((sum, { rupiah }) => sum + rupiah, 0);
  return {
    employee: 'a',
    month: '2026-07',
    base: 5_000_000,
    performance: 3_000_000,
    attendance: total - 3_000_000,
    total,
    attendancePercent: '3',
    lines,
    open: [],
  };
};

describe('the difference of two figures', () => {
  it('is none where only the evidence of the same deduction is another', () => {
    const [a, b] = [['unit-1/1/5'], ['unit-1/1/6']].map((evidence) =>
      result([line('2026-07-06', 'TK', 60_000, { evidence })]),
    );
    expect(a && b && sameFigure(a, b)).toBe(true);
  });

  it('is one where the same amount is deducted for another reason', () => {
    const [a, b] = [result([line('2026-07-06', 'TK', 60_000)]), result([line('2026-07-07', 'TK', 60_000)])];
    expect(sameFigure(a, b)).toBe(false);
    expect(changedLines(a, b)).toEqual([
      { kind: 'event', code: 'TK', day: '2026-07-06', before: 60_000, after: 0 },
      { kind: 'event', code: 'TK', day: '2026-07-07', before: 0, after: 60_000 },
    ]);
  });

  it('names no rupiah that rounding moved, and everything of somebody who was not on the sheet', () => {
    const before = result([line('2026-07-06', 'TK', 60_001), line('2026-07-07', 'TL1', 10_000)]);
    const after = result([line('2026-07-06', 'TK', 60_000)]);
    expect(changedLines(before, after)).toEqual([
      { kind: 'event', code: 'TL1', day: '2026-07-07', before: 10_000, after: 0 },
    ]);
    expect(changedLines(null, after)).toHaveLength(1);
  });
});
