import { instantAt, ZONES, type Zone } from '@hadir/shared/time/local-day';
import { describe, expect, it } from 'vitest';
import type { Correction, DayFacts, Excuse, Sighting } from '../../src/rules/day/day-facts.ts';
import type { DayEvent } from '../../src/rules/day/day-verdict.ts';
import { judgeDay } from '../../src/rules/day/judge-day.ts';
import { addDays } from '../../src/rules/discipline/working-days.ts';
import { PolicyBook } from '../../src/rules/policy/policy-book.ts';
import { defaultsOf, exampleEdition } from './example-policies.ts';
import { type Row, readMarkdownTable, wordsOf } from './read-markdown-table.ts';

const HOME: Zone = 'Asia/Jakarta';
const DAY_MS = 86_400_000;
const usual = exampleEdition('schedules');
const [week] = usual.document.schedules;
if (!week) throw new Error('The defaults have no schedule.');
const guarded = { ...week, worksOnHolidays: true, earliestArrivalMinutes: 120, latestDepartureMinutes: 180 };
const shift = (start: string, end: string) => ({ start, end, breakMinutes: 0, middle: null });
/** Those of the defaults, and three that only the examples have. */
const own = {
  ...usual,
  effectiveFrom: '2026-01-01',
  document: {
    schedules: [
      ...usual.document.schedules,
      { ...week, code: 'lima-hari-toleransi-awal', toleranceMinutes: 15, lateFrom: 'start' as const },
      {
        ...guarded,
        code: 'jaga-tiga',
        pattern: {
          kind: 'rota' as const,
          shifts: { malam: shift('00:00', '08:00'), pagi: shift('08:00', '16:00'), sore: shift('16:00', '00:00') },
        },
      },
      {
        ...guarded,
        code: 'jaga-penuh',
        pattern: { kind: 'rota' as const, shifts: { penuh: shift('08:00', '08:00') } },
      },
    ],
  },
};
const schedules = [
  'lima-hari-toleransi',
  'lima-hari-toleransi-awal',
  'jaga-tiga',
  'jaga-penuh',
  'lima-hari-fleksibel',
  'lima-hari-ganti',
  'lima-hari-ganti-30',
  'enam-hari',
  'sif',
  'jaga-empat-hari',
];
const everyday = { from: '2026-01-01', to: null };
/** Everybody of the OPD named after a schedule works by it. */
const assignments = {
  kind: 'assignments' as const,
  effectiveFrom: '2026-01-01',
  effectiveTo: null,
  legalBasis: 'Contoh',
  note: '',
  document: {
    assignments: [
      { target: { kind: 'everybody' as const }, schedule: 'lima-hari', ...everyday },
      ...schedules.map((schedule) => ({ target: { kind: 'opd' as const, opd: schedule }, schedule, ...everyday })),
    ],
  },
};
const phases = {
  'uji coba': { trialFrom: '2026-01-01', goLive: null },
  belum: { trialFrom: null, goLive: null },
  bertahap: { trialFrom: '2026-07-01', goLive: '2026-07-16' },
};
const rollout = {
  kind: 'rollout' as const,
  effectiveFrom: '2026-01-01',
  effectiveTo: null,
  legalBasis: 'Contoh',
  note: '',
  document: {
    phases: [
      { target: { kind: 'everybody' as const }, trialFrom: null, goLive: '2026-01-01', note: '' },
      ...Object.entries(phases).map(([workUnit, dates]) => ({
        target: { kind: 'work_unit' as const, workUnit },
        ...dates,
        note: '',
      })),
    ],
  },
};
const book = new PolicyBook([...defaultsOf('jember'), own, assignments, rollout]);

describe('the table of days in docs/rules.md', () => {
  const rows = readMarkdownTable('Tabel hari');
  it.each(rows.map((row) => [`${row('No')} ${row('Keadaan')}`, row] as const))('%s', (_, row) => {
    const verdict = judge(row);
    expect({
      status: labelOf(verdict.status),
      late: verdict.lateMinutes,
      early: verdict.earlyMinutes,
      phase: verdict.phase,
      events: verdict.events.map(eventText).join(' '),
    }).toEqual({
      status: row('Status'),
      late: Number(row('TL')),
      early: Number(row('PSW')),
      phase: phaseOf(row),
      events: row('Kejadian'),
    });
  });
});

function phaseOf(row: Row): string {
  const [tahap, day] = [row('Tahap'), row('Tanggal')];
  if (tahap === 'belum' || (tahap === 'bertahap' && day < '2026-07-01')) return 'before';
  return tahap === 'uji coba' || (tahap === 'bertahap' && day < '2026-07-16') ? 'trial' : 'live';
}

function judge(row: Row) {
  const day = row('Tanggal');
  const [schedule = '', rotaShift = null] = row('Jadwal').split(' ');
  const opd = schedule === 'pindah' ? (day < '2026-07-16' ? 'lima-hari' : 'enam-hari') : schedule;
  const where = { employee: 'pegawai', opd, workUnit: row('Tahap') };
  return judgeDay(factsOf(row, day), book.dayPolicy(where, day, rotaShift));
}

function factsOf(row: Row, day: string): DayFacts {
  const requests = wordsOf(row('Izin dan koreksi'), ';');
  const midnight = instantAt(day, '00:00', HOME).getTime();
  const delivered = midnight + (row('Bukti') === 'diam' ? DAY_MS / 2 : 3 * DAY_MS);
  return {
    employee: 'pegawai',
    day,
    zone: HOME,
    sightings: wordsOf(row('Presensi')).map((text) => sightingOf(text, day)),
    excuses: requests.filter((text) => !/^(koreksi|batal|maaf) /.test(text)).map(excuseOf),
    corrections: requests.filter((text) => /^(koreksi|batal|maaf) /.test(text)).map((text) => correctionOf(text, day)),
    doors: [
      { door: 'A', zone: HOME, completeThroughMs: midnight + 3 * DAY_MS },
      { door: 'B', zone: HOME, completeThroughMs: delivered },
    ],
    asOfMs: row('Bukti') === 'berjalan' ? midnight + DAY_MS / 2 : midnight + 3 * DAY_MS,
  };
}

const SIGHTING = /^(\d\d)\.(\d\d)(?:\.(\d\d))?([+-]1)?(?:±(\d+|\?))?(?:@(\w+))?(?:\/(\w))?$/;

function sightingOf(text: string, day: string): Sighting {
  const [, hour, minute, second = '0', other = '0', give, zoneName = 'WIB', door = 'A'] = SIGHTING.exec(text) ?? [];
  if (hour === undefined) throw new Error(`No sighting: ${text}`);
  const zone = (Object.keys(ZONES) as Zone[]).find((candidate) => ZONES[candidate] === zoneName) ?? HOME;
  const at = instantAt(addDays(day, Number(other)), `${hour}:${minute}`, zone).getTime() + Number(second) * 1000;
  const uncertaintyMs = give === '?' ? null : Number(give ?? 0) * 60_000;
  return { id: text, atMs: at, uncertaintyMs, zone, door };
}

function excuseOf(text: string): Excuse {
  const [kind = '', span] = text.split(' ');
  const [from, to] = (span ?? '').replaceAll('.', ':').split('–');
  const named = { pagi: 'morning', siang: 'afternoon' } as const;
  const part =
    span === undefined ? 'day' : span === 'pagi' || span === 'siang' ? named[span] : { from: from ?? '', to: to ?? '' };
  return { id: text, kind, part, approvals: ['atasan'] };
}

const FAULTS = { TL: 'late', PSW: 'early', datang: 'missing_arrival', pulang: 'missing_departure' } as const;

function correctionOf(text: string, day: string): Correction {
  const [kind, what = ''] = text.split(' ');
  const common = { id: text, approvals: ['atasan'] };
  if (kind === 'batal') return { ...common, kind: 'void', entry: what };
  if (kind === 'maaf') return { ...common, kind: 'forgive', what: FAULTS[what as keyof typeof FAULTS] };
  return { ...common, kind: 'seen', atMs: instantAt(day, what.replace('.', ':'), HOME).getTime() };
}

function labelOf(status: ReturnType<typeof judgeDay>['status']): string {
  return book.inForce('day', '2026-07-01').document.labels[status].letter;
}

const eventText = ({ code, halves }: DayEvent) => (halves === 1 ? `½${code}` : code);
