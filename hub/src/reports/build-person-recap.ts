import type { ReportCell, ReportTable } from '@hadir/shared/api/reports';
import { localDay } from '@hadir/shared/time/local-day';
import type { DayVerdict } from '../rules/day/day-verdict.ts';
import { monthDays } from '../rules/tpp/month-days.ts';
import { countDays } from './count-days.ts';
import { dayLetters } from './day-letters.ts';
import { dayRemark } from './day-remark.ts';
import { clockWords, momentWords, monthWords, weekdayWords } from './indonesian-date.ts';
import { groupNip } from './person-lines.ts';
import type { RecapFacts } from './recap-facts.ts';
import { reportColumn } from './report-column.ts';
import { headingOf, signatureBlock } from './signature-block.ts';
import { sumColumns } from './sum-columns.ts';

const columns = [
  reportColumn('day', 'Tanggal', 'text', 42),
  reportColumn('schedule', 'Jadwal', 'text', 34),
  reportColumn('arrival', 'Datang', 'text', 16),
  reportColumn('departure', 'Pulang', 'text', 16),
  reportColumn('status', 'Status', 'letter', 14),
  reportColumn('late', 'Menit TL', 'whole', 16, { summed: true }),
  reportColumn('early', 'Menit PSW', 'whole', 16, { summed: true }),
  reportColumn('events', 'Kejadian', 'text', 24),
  reportColumn('percent', '% potongan', 'percent', 20, { summed: true }),
  reportColumn('remark', 'Ket.', 'text', 60, { grows: true }),
];

/** One person's month, day by day. The facts hold that person alone. */
export function buildPersonRecap(facts: RecapFacts): ReportTable {
  const { letterhead, opdName, month, zone, now, rules, state } = facts;
  const [person] = facts.people;
  const today = localDay(now, zone);
  const here = (day: string) => person?.stays.some(({ from, to }) => from <= day && day <= to) ?? false;
  const days = monthDays(month).filter((day) => here(day) && day <= today);
  const verdicts = new Map(person?.verdicts.map((verdict) => [verdict.day, verdict]));
  const rows = days.map((day) => personDay(day, verdicts.get(day), facts));
  return {
    kind: 'person-recap',
    heading: headingOf(letterhead),
    title: 'REKAPITULASI KEHADIRAN PERORANGAN',
    facts: [
      { name: 'Nama', value: person?.name ?? '–' },
      { name: 'NIP', value: groupNip(person?.nip ?? '') },
      { name: 'Gol.', value: person?.rank ?? '–' },
      { name: 'Jabatan', value: person?.position ?? '–' },
      { name: 'OPD', value: opdName },
      { name: 'Bulan', value: monthWords(month) },
    ],
    state,
    columns,
    rows,
    totals: sumColumns(columns, rows).map((cell, index) => (index === 0 ? 'Jumlah' : cell)),
    letters: dayLetters(rules),
    notes: [
      'Menit dan % potongan hanya memuat yang sudah tetap; hari Belum Lengkap (BL) dan masa uji coba belum dihitung.',
    ],
    signatures: signatureBlock(letterhead, now, zone),
    madeAt: now.toISOString(),
    madeAtWords: momentWords(now, zone),
  };
}

function personDay(day: string, verdict: DayVerdict | undefined, facts: RecapFacts): ReportCell[] {
  const { rules, zone, month, tpp, people, schedules } = facts;
  if (verdict === undefined || verdict.phase === 'before')
    return [weekdayWords(day), null, null, null, '–', 0, 0, null, '0', 'Belum dinilai.'];
  const apel = people[0]?.missedApel.filter((missed) => missed.day === day) ?? [];
  const counts = countDays(verdict.employee, month, [verdict], apel, tpp);
  const codes = verdict.events.map(({ code, halves, kind }) =>
    kind === 'absent' && halves === 1 ? `½ ${code}` : code,
  );
  const clock = (seen: DayVerdict['arrival']) => (seen === null ? null : clockWords(new Date(seen.atMs), zone));
  return [
    weekdayWords(day),
    schedules.get(verdict.schedule) ?? verdict.schedule,
    clock(verdict.arrival),
    clock(verdict.departure),
    rules.labels[verdict.status].letter,
    counts.lateMinutes,
    counts.earlyMinutes,
    [...codes, ...apel.map(() => 'Apel')].join(', ') || null,
    counts.percent,
    dayRemark(verdict),
  ];
}
