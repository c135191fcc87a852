import type { ReportCell, ReportColumn, ReportTable } from '@hadir/shared/api/reports';
import { localDay } from '@hadir/shared/time/local-day';
import { monthDays } from '../rules/tpp/month-days.ts';
import { countDays, type DayCounts } from './count-days.ts';
import { dayLetters } from './day-letters.ts';
import { momentWords, monthWords } from './indonesian-date.ts';
import { personLines } from './person-lines.ts';
import type { RecapFacts, RecapPerson } from './recap-facts.ts';
import { recapRemark } from './recap-remark.ts';
import { NUMBER_COLUMN, PERSON_COLUMN, reportColumn } from './report-column.ts';
import { headingOf, signatureBlock } from './signature-block.ts';
import { staffFact } from './staff-fact.ts';
import { sumColumns } from './sum-columns.ts';

/** The monthly recap in the official layout: a line for everyone who belonged to the OPD on some day of the month. */
export function buildRecap(facts: RecapFacts): ReportTable {
  const { letterhead, opdName, month, zone, now, superior, rules, state } = facts;
  const days = monthDays(month);
  const bands = [...rules.late, ...rules.early].map(({ code }) => code);
  const columns = recapColumns(days, rules.late.length, bands);
  const today = localDay(now, zone);
  const rows = facts.people.map((person, index) => recapRow(index + 1, person, days, bands, today, facts));
  return {
    kind: 'monthly-recap',
    heading: headingOf(letterhead),
    title: 'REKAPITULASI KEHADIRAN PEGAWAI',
    facts: [{ name: 'OPD', value: opdName }, { name: 'Bulan', value: monthWords(month) }, ...staffFact(superior)],
    state,
    columns,
    rows,
    totals: sumColumns(columns, rows),
    letters: dayLetters(rules),
    notes: [
      'H menghitung setiap hari hadir, juga yang terlambat (TL), pulang sebelum waktu (PSW), atau lupa presensi (LP).',
      'TK dihitung dalam hari (setengah hari 0,5). Menit TL+PSW dan % potongan hanya memuat yang sudah tetap; hari Belum Lengkap (BL) belum dihitung.',
    ],
    signatures: signatureBlock(letterhead, now, zone),
    madeAt: now.toISOString(),
    madeAtWords: momentWords(now, zone),
  };
}

function recapColumns(days: readonly string[], lateBands: number, bands: readonly string[]): ReportColumn[] {
  const sum = { summed: true };
  const narrow = (code: string, group: string) => reportColumn(code, code, 'whole', 6, { ...sum, group });
  return [
    NUMBER_COLUMN,
    PERSON_COLUMN,
    reportColumn('workingDays', 'Hari Kerja', 'whole', 7, sum),
    ...days.map((day) =>
      reportColumn(`d${Number(day.slice(8))}`, String(Number(day.slice(8))), 'letter', 4.4, { group: 'Tanggal' }),
    ),
    ...['H', 'DL', 'S', 'C', 'I'].map((title) => reportColumn(title, title, 'whole', 5.2, sum)),
    ...bands.slice(0, lateBands).map((code) => narrow(code, 'Terlambat')),
    ...bands.slice(lateBands).map((code) => narrow(code, 'Pulang sebelum waktu')),
    reportColumn('TK', 'TK', 'half', 5.6, sum),
    reportColumn('apel', 'Apel', 'whole', 5.8, sum),
    reportColumn('minutes', 'Menit TL + PSW', 'whole', 8, sum),
    reportColumn('percent', '% potongan', 'percent', 10.5),
    reportColumn('remark', 'Ket.', 'text', 18, { grows: true }),
  ];
}

function recapRow(
  number: number,
  person: RecapPerson,
  days: readonly string[],
  bands: readonly string[],
  today: string,
  { month, rules, tpp }: RecapFacts,
): ReportCell[] {
  const here = (day: string) => person.stays.some(({ from, to }) => from <= day && day <= to);
  // What is still to come is neither here nor there.
  const verdicts = person.verdicts.filter(({ day }) => here(day) && day <= today);
  const apel = person.missedApel.filter(({ day }) => here(day));
  const counts = countDays(person.employee, month, verdicts, apel, tpp);
  const letters = new Map(
    verdicts.map(({ day, status, phase }) => [day, phase === 'before' ? '–' : rules.labels[status].letter]),
  );
  return [
    number,
    personLines(person),
    counts.workingDays,
    ...days.map((day) => letters.get(day) ?? null),
    ...sumsOf(counts, bands),
    counts.percent,
    recapRemark(person, counts, days),
  ];
}

function sumsOf(counts: DayCounts, bands: readonly string[]): ReportCell[] {
  const { came, duty, sick, leave, permission, events, absent, missedApel, lateMinutes, earlyMinutes } = counts;
  return [
    ...[came, duty, sick, leave, permission],
    ...bands.map((code) => events.get(code) ?? 0),
    absent,
    missedApel,
    lateMinutes + earlyMinutes,
  ];
}
