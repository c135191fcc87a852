import { describe, expect, it } from 'vitest';
import { regionDefaults } from './default-editions.ts';
import { findGaps } from './find-gaps.ts';
import { PolicyBook } from './policy-book.ts';
import { readEdition } from './read-edition.ts';

const daysOf2026 = Array.from({ length: 365 }, (_, index) =>
  new Date(Date.UTC(2026, 0, 1 + index)).toISOString().slice(0, 10),
);
const regions = regionDefaults();
const jember = regions.find(({ code }) => code === 'jember');
if (!jember) throw new Error('The defaults have no Jember.');
const somebody = { employee: 'a', opd: 'o', workUnit: null };

describe('the policies that a new installation starts with', () => {
  it('are valid for the five regions of three zones', () => {
    expect(regions.map(({ code }) => code)).toHaveLength(5);
    expect(new Set(regions.map(({ zone }) => zone)).size).toBe(3);
  });

  it('leave no event without a rate and no assignment without a schedule', () => {
    for (const { editions } of regions) expect(findGaps(new PolicyBook(editions), '2026-07-01')).toEqual([]);
  });

  it('give 240 office days in 2026', () => {
    const book = new PolicyBook(jember.editions);
    expect(daysOf2026.filter((day) => book.isOfficeDay(day))).toHaveLength(240);
  });

  it('say of every day which regulation made it a working day or a day off', () => {
    const book = new PolicyBook(jember.editions);
    const nyepi = book.dayPolicy(somebody, '2026-03-19');
    expect(nyepi.work).toMatchObject({ kind: 'off', status: 'day_off', name: 'Hari Suci Nyepi Tahun Baru Saka 1948' });
    expect(book.dayPolicy(somebody, '2026-03-20').work).toMatchObject({ kind: 'off', status: 'collective_leave' });
    expect(book.dayPolicy(somebody, '2026-02-20').work).toMatchObject({
      kind: 'working',
      minutes: { start: 480, end: 930 },
    });
  });

  it('let the governor’s building begin a month before the other offices of Maluku Utara', () => {
    const book = new PolicyBook(regions.find(({ code }) => code === 'maluku-utara-2024')?.editions ?? []);
    const there = { ...somebody, workUnit: 'gedung-kantor-gubernur' };
    expect([book.phaseOf(there, '2024-09-30'), book.phaseOf(there, '2024-10-01')]).toEqual(['before', 'live']);
    expect([book.phaseOf(somebody, '2024-10-31'), book.phaseOf(somebody, '2024-11-01')]).toEqual(['before', 'live']);
  });
});

describe('reading a policy', () => {
  const [schedules] = jember.editions;
  it('names the field of what its schema refuses', () => {
    const outcome = readEdition({ ...schedules, effectiveFrom: 'kemarin' });
    expect(outcome).toMatchObject({ ok: false });
    expect(JSON.stringify(outcome)).toContain('effectiveFrom');
  });

  it('refuses bands with a hole and days that do not exist', () => {
    const day = jember.editions.find(({ kind }) => kind === 'day');
    if (day?.kind !== 'day') throw new Error('The defaults have no rules for the day.');
    const late = [
      { code: 'TL1', fromMinutes: 1, toMinutes: 30 },
      { code: 'TL2', fromMinutes: 32, toMinutes: null },
    ];
    expect(readEdition({ ...day, document: { ...day.document, late } })).toMatchObject({
      ok: false,
      problems: [{ field: '/document/late/1/fromMinutes' }],
    });
    expect(readEdition({ ...day, effectiveFrom: '2026-02-30' })).toMatchObject({
      ok: false,
      problems: [{ field: '/effectiveFrom' }],
    });
  });
});

describe('the book of policies', () => {
  it('says what one policy asks of another and does not find', () => {
    const tpp = jember.editions.find(({ kind }) => kind === 'tpp');
    if (tpp?.kind !== 'tpp') throw new Error('The defaults have no TPP.');
    const { TL4: _, ...rates } = tpp.document.rates;
    const draft = {
      ...tpp,
      document: { ...tpp.document, rates, leaveRates: { cuti_apa: { percent: '1', clause: 'x' } } },
    };
    expect(findGaps(new PolicyBook([...jember.editions, draft]), '2026-07-01').map(({ field }) => field)).toEqual([
      '/tpp/rates/TL4',
      '/tpp/leaveRates/cuti_apa',
    ]);
  });

  it('lets the narrowest assignment decide, for as long as it lasts', () => {
    const own = {
      kind: 'assignments' as const,
      effectiveFrom: '2026-01-01',
      effectiveTo: null,
      legalBasis: 'Contoh',
      note: '',
      document: {
        assignments: [
          { target: { kind: 'everybody' as const }, schedule: 'lima-hari', from: '2026-01-01', to: null },
          { target: { kind: 'opd' as const, opd: 'o' }, schedule: 'enam-hari', from: '2026-01-01', to: null },
          {
            target: { kind: 'employee' as const, employee: 'a' },
            schedule: 'sif',
            from: '2026-05-01',
            to: '2026-05-31',
          },
        ],
      },
    };
    const book = new PolicyBook([...jember.editions, own]);
    const codes = ['2026-04-30', '2026-05-04', '2026-06-02'].map((day) => book.dayPolicy(somebody, day).schedule.code);
    expect(codes).toEqual(['enam-hari', 'sif', 'enam-hari']);
    expect(book.dayPolicy({ ...somebody, opd: 'other', employee: 'b' }, '2026-05-04').schedule.code).toBe('lima-hari');
  });

  it('says which policy is missing', () => {
    expect(() => new PolicyBook([]).dayPolicy(somebody, '2026-05-04')).toThrow('kind "schedules"');
  });
});
