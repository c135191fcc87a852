import type { Letterhead } from '@hadir/shared/api/letterheads';
import type { RecapFacts, RecapPerson } from '../../src/reports/recap-facts.ts';
import { scheduleNames } from '../../src/reports/schedule-names.ts';
import type { DayVerdict } from '../../src/rules/day/day-verdict.ts';
import { monthDays } from '../../src/rules/tpp/month-days.ts';
import { exampleBook, exampleEdition } from '../rules/example-policies.ts';
import { makeAbsence, makeEvent, makeVerdict } from '../rules/make-verdict.ts';

/** A day of somebody's month: mostly in order, with something of everything. */
function sampleVerdict(day: string, seed: number): DayVerdict {
  if (!exampleBook.isOfficeDay(day)) return makeVerdict(day, { status: 'day_off' });
  switch ((Number(day.slice(8)) * 7 + seed * 5) % 23) {
    case 0:
      return makeVerdict(day, { status: 'late', lateMinutes: 12, events: [makeEvent('TL1', { minutes: 12 })] });
    case 1:
      return makeAbsence(day);
    case 2:
      return makeVerdict(day, { status: 'left_early', earlyMinutes: 45, events: [makeEvent('PSW2', { minutes: 45 })] });
    case 3:
      return makeVerdict(day, { status: 'duty' });
    case 4:
      return makeVerdict(day, { status: 'sick' });
    case 5:
      return makeVerdict(day, { status: 'forgotten_punch', events: [makeEvent('PSW4')] });
    case 6:
      return makeVerdict(day, { status: 'incomplete', final: false });
    default:
      return makeVerdict(day);
  }
}

export function makeRecapPerson(seed: number, month: string, changes: Partial<RecapPerson> = {}): RecapPerson {
  const days = monthDays(month);
  return {
    employee: `pegawai-${seed}`,
    nip: `19850312201001100${(seed % 9) + 1}`,
    name: `Pegawai Contoh ${seed}, S.Sos.`,
    rank: 'III/c',
    position: 'Analis Sumber Daya Manusia Aparatur Ahli Muda',
    stays: [{ from: days[0] ?? '', to: days.at(-1) ?? '' }],
    cameFrom: null,
    wentTo: null,
    verdicts: days.map((day) => sampleVerdict(day, seed)),
    missedApel: [],
    corrected: false,
    manipulated: false,
    ...changes,
  };
}

export function makeLetterhead(changes: Partial<Letterhead> = {}): Letterhead {
  return {
    government: 'Pemerintah Kabupaten Contoh',
    office: 'Dinas Contoh',
    address: 'Jalan Contoh Nomor 1',
    contact: '',
    place: 'Kota Contoh',
    head: { position: 'Kepala Dinas Contoh', name: 'Kepala Contoh', rank: 'Pembina', nip: '197001011995031001' },
    maker: { position: 'Pembuat daftar', name: '', rank: '', nip: '' },
    ...changes,
  };
}

export function makeRecapFacts(people: number, month = '2026-07', changes: Partial<RecapFacts> = {}): RecapFacts {
  return {
    opdName: 'Dinas Contoh',
    zone: 'Asia/Jayapura',
    month,
    now: new Date(`${monthDays(month).at(-1)}T23:00:00Z`),
    state: { kind: 'provisional' },
    superior: null,
    letterhead: makeLetterhead(),
    rules: exampleEdition('day').document,
    tpp: exampleEdition('tpp').document,
    schedules: scheduleNames(exampleBook, `${month}-01`),
    people: Array.from({ length: people }, (_, index) => makeRecapPerson(index + 1, month)),
    ...changes,
  };
}
