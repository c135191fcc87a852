import { describe, expect, it } from 'vitest';
import { fromSettings, outOfRange, toSettings } from './unit-settings-fields.ts';

describe('unit settings in a form', () => {
  it('come back as they were, the volume by way of percent', () => {
    const settings = {
      minimumScore: 0.45,
      volume: 0.6,
      language: 'en',
      names: 'initials',
      camera: 'v4l2:/dev/video0',
    } as const;
    expect(fromSettings(settings).volume).toBe(60);
    expect(toSettings(fromSettings(settings))).toEqual(settings);
  });

  it('keep what the form does not show', () => {
    const held = { challenge: 'always', evidence: true, alarmAttacks: 5, alarmMinutes: 20 } as const;
    expect(toSettings(fromSettings(held), held)).toEqual(held);
    expect(toSettings({ ...fromSettings(held), challenge: 'never' }, held)).toEqual({ ...held, challenge: 'never' });
  });

  it("leave out what is empty, so that the unit's own default holds", () => {
    expect(toSettings(fromSettings({}))).toEqual({});
  });

  it('break the limits of the contract only outside of them', () => {
    expect(outOfRange('minimumScore', 0.2)).toBeNull();
    expect(outOfRange('minimumScore', 0.19)).toEqual([0.2, 0.9]);
    expect(outOfRange('coolDownSeconds', '')).toBeNull();
  });
});
