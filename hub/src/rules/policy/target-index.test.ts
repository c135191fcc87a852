import type { Target } from '@hadir/shared/api/policies/policy-terms';
import { describe, expect, test } from 'vitest';
import { TargetIndex } from './target-index.ts';

const rules = (['everybody', 'opd', 'bidang', 'seksi', 'employee'] as const).map((name) => ({
  name,
  target: of(name),
}));
const index = new TargetIndex(rules);
const who = { employee: 'orang', opd: 'dinas', workUnit: 'regu', unitsAbove: ['seksi', 'bidang'] };

function of(name: string): Target {
  if (name === 'everybody') return { kind: 'everybody' };
  if (name === 'opd') return { kind: 'opd', opd: 'dinas' };
  if (name === 'employee') return { kind: 'employee', employee: 'orang' };
  return { kind: 'work_unit', workUnit: name };
}

describe('the rule for somebody', () => {
  test('is that of the narrowest target: he, his unit, those above it from the nearest on, his office, everybody', () => {
    const order = [];
    for (const left = new Set(rules); left.size > 0; ) {
      const found = index.find(who, (rule) => left.has(rule));
      if (found === null) break;
      order.push(found.name);
      left.delete(found);
    }
    expect(order).toEqual(['employee', 'seksi', 'bidang', 'opd', 'everybody']);
  });

  test('is not that of a unit beside or below his', () => {
    const beside = { ...who, employee: 'lain', workUnit: 'bidang', unitsAbove: [] };
    expect(index.find(beside, ({ name }) => name === 'seksi')).toBeNull();
    expect(index.find(beside, () => true)?.name).toBe('bidang');
  });
});
