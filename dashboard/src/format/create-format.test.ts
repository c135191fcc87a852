import { describe, expect, it } from 'vitest';
import { createFormat } from './create-format.ts';
import { initials } from './initials.ts';
import { shiftDay } from './shift-day.ts';

const id = createFormat('id');
const en = createFormat('en');

describe('createFormat', () => {
  it('writes numbers and times as Indonesians do', () => {
    expect(id.number(3127)).toBe('3.127');
    expect(id.time('2026-11-22T22:28:41.087Z', 'Asia/Jayapura')).toBe('07.28');
    expect(id.timeWithSeconds('2026-11-22T22:28:41.087Z', 'Asia/Jayapura')).toBe('07.28.41');
    expect(id.decimal(0.714, 2)).toBe('0,71');
    expect(id.clock('16:00')).toBe('16.00');
  });

  it('tells the time of the place, with its zone', () => {
    const instant = '2026-11-22T22:28:41.087Z';
    expect(id.moment(instant, 'Asia/Jakarta')).toBe('23 Nov 2026 05.28.41 WIB');
    expect(id.moment(instant, 'Asia/Makassar')).toContain('06.28.41 WITA');
    expect(id.moment(instant, 'Asia/Jayapura')).toContain('07.28.41 WIT');
  });

  it('names days without moving them into another zone', () => {
    expect(id.day('2026-11-23')).toBe('Senin, 23 November 2026');
    expect(id.weekday('2026-11-23')).toBe('Senin');
    expect(en.weekday('2026-11-23')).toBe('Monday');
  });

  it('says how long in the largest sensible unit', () => {
    expect(id.age(12_400)).toBe('12 detik');
    expect(id.age(43 * 60_000)).toBe('43 menit');
    expect(id.age(2.9 * 3_600_000)).toBe('2 jam');
    expect(id.age(4 * 86_400_000)).toBe('4 hari');
    expect(id.age(-5_000)).toBe('0 detik');
    expect(en.age(60_000)).toBe('1 minute');
  });

  it('writes long lateness in hours and minutes', () => {
    expect(id.minutes(11)).toBe('11 mnt');
    expect(id.minutes(60)).toBe('1 jam');
    expect(id.minutes(325)).toBe('5 jam 25 mnt');
  });
});

describe('initials', () => {
  it('leaves out titles before and after the name', () => {
    expect(initials('Dr. Rahmawati Sangaji, S.Sos., M.Si.')).toBe('RS');
    expect(initials('Yusuf')).toBe('Y');
    expect(initials('')).toBe('');
  });
});

describe('shiftDay', () => {
  it('crosses months and years', () => {
    expect(shiftDay('2026-12-31', 1)).toBe('2027-01-01');
    expect(shiftDay('2026-03-01', -1)).toBe('2026-02-28');
  });
});
