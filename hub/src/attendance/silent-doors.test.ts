import { describe, expect, it } from 'vitest';
import { isSilent, type Service, serves } from './silent-doors.ts';

const day = '2026-03-02';
const zone = 'Asia/Jayapura';
const at = (time: string, onDay = day) => new Date(`${onDay}T${time}+09:00`);
const service = (changes: Partial<Service>): Service => ({
  since: at('08:00:00', '2026-02-01'),
  until: null,
  through: at('11:59:00'),
  online: true,
  ...changes,
});
const silent = (changes: Partial<Service>, now = at('12:00:00')) => isSilent(service(changes), day, zone, now);

describe('a door on the running day', () => {
  it('is not silent while its unit is connected and its journal is complete through a short while ago', () => {
    expect(silent({})).toBe(false);
    expect(silent({ through: at('11:55:30') })).toBe(false);
  });

  it('is silent when its unit is away, or when its journal is behind', () => {
    expect(silent({ online: false })).toBe(true);
    expect(silent({ through: at('11:54:00') })).toBe(true);
    expect(silent({ through: null })).toBe(true);
  });

  it('is not silent in the first minutes after its unit was bound', () => {
    expect(silent({ since: at('11:57:00'), through: null })).toBe(false);
  });

  it('owes nothing beyond the moment at which its unit was released', () => {
    expect(silent({ until: at('09:00:00'), through: at('09:00:00'), online: false })).toBe(false);
    expect(silent({ until: at('09:00:00'), through: at('08:59:00'), online: false })).toBe(true);
  });
});

describe('a door on a past day', () => {
  const later = at('10:00:00', '2026-03-05');

  it('is silent until its journal is complete through the end of that day, connected or not', () => {
    expect(silent({ through: at('23:59:59') }, later)).toBe(true);
    expect(silent({ through: at('00:00:00', '2026-03-03'), online: false }, later)).toBe(false);
  });
});

describe('a unit', () => {
  it('serves a door on the days that its binding touches', () => {
    expect(serves(service({ until: at('00:00:01') }), day, zone)).toBe(true);
    expect(serves(service({ until: at('00:00:00') }), day, zone)).toBe(false);
    expect(serves(service({ since: at('23:59:59') }), day, zone)).toBe(true);
    expect(serves(service({ since: at('00:00:00', '2026-03-03') }), day, zone)).toBe(false);
  });
});
