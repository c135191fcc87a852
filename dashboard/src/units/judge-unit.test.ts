import type { Unit } from '@hadir/shared/api/units';
import { describe, expect, it } from 'vitest';
import { SampleRegion } from '../../test/fixture/sample-region.ts';
import { isShownBy, judgeUnit, orderUnits, problemsOf } from './judge-unit.ts';

const [well, behind] = new SampleRegion('morning').units as [Unit, Unit];

describe('judgeUnit', () => {
  it('counts the entries that wait in the journal', () => {
    expect(judgeUnit(well)).toEqual({ state: 'well', waiting: 0, rosterHas: 12 });
    expect(judgeUnit(behind)).toEqual({ state: 'ailing', waiting: 61, rosterHas: 11 });
  });

  it('does not claim to know what a silent unit has', () => {
    const silent: Unit = { ...well, online: false, status: { v: 1, unit: well.id, state: 'offline' } };
    expect(judgeUnit(silent)).toEqual({ state: 'silent', waiting: null, rosterHas: null });
  });

  it('does not compare numbers of different bindings', () => {
    expect(judgeUnit({ ...well, binding: 2 }).waiting).toBeNull();
  });

  it('says quarantined before anything else', () => {
    expect(judgeUnit({ ...well, state: 'quarantined', online: false }).state).toBe('quarantined');
  });
});

describe('orderUnits', () => {
  it('puts the units that need a look first', () => {
    const silent: Unit = { ...well, id: 'unit-00000099', online: false };
    expect(orderUnits([well, behind, silent]).map(({ id }) => id)).toEqual(['unit-00000099', behind.id, well.id]);
  });

  it('puts first what has been wrong longest', () => {
    const silentSince = (id: string, wrongSince: string): Unit => ({ ...well, id, online: false, wrongSince });
    const units = [silentSince('b', '2026-11-22T02:00:00.000Z'), silentSince('a', '2026-11-20T02:00:00.000Z')];
    expect(orderUnits(units).map(({ id }) => id)).toEqual(['a', 'b']);
  });
});

describe('problemsOf', () => {
  it('says each problem once', () => {
    const status = behind.status?.state === 'online' ? behind.status : null;
    expect(problemsOf({ ...behind, problems: [...(status?.problems ?? []), 'lain'] })).toHaveLength(2);
  });
});

describe('isShownBy', () => {
  const stateOf = (changes: Partial<Unit>) => judgeUnit({ ...well, ...changes }).state;

  it('keeps units out of service away until they are asked for', () => {
    for (const state of [stateOf({ serves: false }), stateOf({ state: 'revoked' })]) {
      expect(isShownBy('all', state)).toBe(false);
      expect(isShownBy('gone', state)).toBe(true);
    }
  });

  it('counts a silent unit among those that need a look', () => {
    expect(isShownBy('attention', stateOf({ online: false }))).toBe(true);
    expect(isShownBy('offline', stateOf({ online: false }))).toBe(true);
    expect(isShownBy('attention', stateOf({}))).toBe(false);
  });
});
