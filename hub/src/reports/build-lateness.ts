import type { ReportTable } from '@hadir/shared/api/reports';
import { countDays } from './count-days.ts';
import { momentWords, monthWords } from './indonesian-date.ts';
import { personLines } from './person-lines.ts';
import type { RecapFacts } from './recap-facts.ts';
import { reportColumn } from './report-column.ts';
import { headingOf, signatureBlock } from './signature-block.ts';
import { staffFact } from './staff-fact.ts';

const columns = [
  reportColumn('rank', 'Peringkat', 'whole', 16),
  reportColumn('person', 'Nama / NIP / Gol. / Jabatan', 'text', 70, {
    grows: true,
    lines: ['Nama', 'NIP', 'Gol.', 'Jabatan'],
  }),
  reportColumn('opd', 'OPD', 'text', 50),
  reportColumn('workingDays', 'Hari kerja', 'whole', 18),
  reportColumn('lateTimes', 'Kali', 'whole', 16, { group: 'Terlambat' }),
  reportColumn('lateMinutes', 'Menit', 'whole', 18, { group: 'Terlambat' }),
  reportColumn('earlyTimes', 'Kali', 'whole', 16, { group: 'Pulang sebelum waktu' }),
  reportColumn('earlyMinutes', 'Menit', 'whole', 18, { group: 'Pulang sebelum waktu' }),
  reportColumn('minutes', 'Menit TL + PSW', 'whole', 22),
  reportColumn('absent', 'TK (hari)', 'half', 18),
];

/** Those who were late or left early, most minutes first; of equals the one with more times, then by name. */
export function buildLateness(offices: readonly RecapFacts[], all: boolean, most: number): ReportTable {
  const [first] = offices;
  if (first === undefined) throw new TypeError('A ranking needs an office.');
  const { letterhead, month, zone, now, superior, state } = first;
  const people = offices
    .flatMap((office) => office.people.map((person) => line(office, person)))
    .filter(({ times }) => times > 0)
    .sort((a, b) => b.minutes - a.minutes || b.times - a.times || (a.name < b.name ? -1 : 1));
  const shown = people.slice(0, most);
  const opdName = all ? 'Semua OPD' : first.opdName;
  // Of a region only those who come into question were counted, so that nobody knows how many there are in all.
  const cut = people.length > shown.length ? [`Ditampilkan ${most} teratas.`] : [];
  return {
    kind: 'lateness',
    heading: headingOf(letterhead),
    title: 'PERINGKAT KETERLAMBATAN',
    facts: [{ name: 'OPD', value: opdName }, { name: 'Bulan', value: monthWords(month) }, ...staffFact(superior)],
    state: all ? { kind: 'none' } : state,
    columns,
    rows: shown.map(({ cells }, index) => [index + 1, ...cells]),
    totals: null,
    letters: [],
    notes: [
      ...cut,
      'Hanya yang sudah tetap: alasan yang diterima, masa uji coba, dan hari Belum Lengkap tidak termasuk menitnya.',
    ],
    signatures: signatureBlock(letterhead, now, zone),
    madeAt: now.toISOString(),
    madeAtWords: momentWords(now, zone),
  };
}

function line({ month, tpp, opdName }: RecapFacts, person: RecapFacts['people'][number]) {
  const here = (day: string) => person.stays.some(({ from, to }) => from <= day && day <= to);
  const verdicts = person.verdicts.filter(({ day, phase }) => here(day) && phase === 'live');
  const counts = countDays(person.employee, month, verdicts, [], tpp);
  const events = verdicts.flatMap((verdict) => verdict.events);
  const lateTimes = events.filter(({ kind }) => kind === 'late').length;
  const earlyTimes = events.filter(({ kind }) => kind === 'early').length;
  const minutes = counts.lateMinutes + counts.earlyMinutes;
  const cells = [
    personLines(person),
    opdName,
    counts.workingDays,
    lateTimes,
    counts.lateMinutes,
    earlyTimes,
    counts.earlyMinutes,
    minutes,
    counts.absent,
  ];
  return { name: person.name, times: lateTimes + earlyTimes, minutes, cells };
}
