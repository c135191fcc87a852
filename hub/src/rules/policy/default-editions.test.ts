import fc from 'fast-check';
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

  it('answers anything at all with an outcome, and never breaks', () => {
    const leaf = fc.oneof(fc.jsonValue(), fc.constantFrom('2026-02-30', '24:00', '00:00', '100.0001', '', -1, 1e9));
    fc.assert(
      fc.property(fc.constantFrom(...jember.editions), fc.nat(), leaf, (edition, at, value) => {
        const broken = structuredClone(edition);
        const places = placesIn(broken);
        const [holder, key] = places[at % places.length] ?? [{}, ''];
        holder[key] = value;
        const outcome = readEdition(broken);
        expect(outcome.ok || outcome.problems.length > 0).toBe(true);
      }),
      { numRuns: 100 },
    );
  });

  it('lets a shift over midnight, and one of 24 hours, be seen for as long as two days share no sighting', () => {
    const problemsOf = (end: string, room: number) => {
      if (schedules?.kind !== 'schedules') throw new Error('The first of the defaults are the schedules.');
      const [usual] = schedules.document.schedules;
      const shift = { start: '20:00', end, breakMinutes: 0, middle: null };
      const night = { ...usual, earliestArrivalMinutes: room, latestDepartureMinutes: room };
      const document = { schedules: [{ ...night, pattern: { kind: 'rota', shifts: { malam: shift } } }] };
      const outcome = readEdition({ ...schedules, document });
      return outcome.ok ? [] : outcome.problems.map(({ field }) => field);
    };
    const field = '/document/schedules/0/latestDepartureMinutes';
    expect([problemsOf('08:00', 360), problemsOf('08:00', 361)]).toEqual([[], [field]]);
    expect([problemsOf('20:00', 240), problemsOf('20:00', 241)]).toEqual([[], [field]]);
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

type Holder = Record<string, unknown>;

/** Every place in a document at which a value stands. */
function placesIn(value: object): [Holder, string][] {
  const holder = value as Holder;
  return Object.entries(holder).flatMap(([key, inner]) => [
    [holder, key],
    ...(typeof inner === 'object' && inner !== null ? placesIn(inner) : []),
  ]);
}

describe('the book of policies', () => {
  it('says what one policy asks of another and does not find', () => {
    const tpp = jember.editions.find(({ kind }) => kind === 'tpp');
    if (tpp?.kind !== 'tpp') throw new Error('The defaults have no TPP.');
    const { TL4: _, ...rates } = tpp.document.rates;
    const draft = {
      ...tpp,
      document: {
        ...tpp.document,
        rates,
        leaveRates: { cuti_apa: { percent: '1', clause: 'x' } },
        leaveWithoutTpp: [{ code: 'cuti_mana', clause: 'x' }],
      },
    };
    expect(findGaps(new PolicyBook([...jember.editions, draft]), '2026-07-01').map(({ field }) => field)).toEqual([
      '/tpp/rates/TL4',
      '/tpp/leaveRates/cuti_apa',
      '/tpp/leaveWithoutTpp/0/code',
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

  it('lets a holiday weigh more than cuti bersama on the same day, whichever was decreed first', () => {
    const day = '2026-07-06';
    const calendar = (scope: string, kind: 'regional' | 'collective_leave') => ({
      kind: 'calendar' as const,
      effectiveFrom: '2026-01-01',
      effectiveTo: null,
      legalBasis: 'Contoh',
      note: '',
      document: { year: 2026, scope, days: [{ day, kind, name: kind, decree: 'Contoh' }], ramadan: [] },
    });
    const both = [calendar('kabupaten', 'regional'), calendar('tambahan', 'collective_leave')];
    for (const editions of [both, [...both].reverse()])
      expect(new PolicyBook([...jember.editions, ...editions]).dayPolicy(somebody, day).work).toMatchObject({
        status: 'day_off',
        name: 'regional',
      });
  });

  it('says which policy is missing', () => {
    expect(() => new PolicyBook([]).dayPolicy(somebody, '2026-05-04')).toThrow('kind "schedules"');
  });
});
