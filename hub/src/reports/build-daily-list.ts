import type { DayDocument } from '@hadir/shared/api/policies/day-policy';
import type { ReportTable } from '@hadir/shared/api/reports';
import type { DayVerdict } from '../rules/day/day-verdict.ts';
import { dayLetters } from './day-letters.ts';
import { dayRemark } from './day-remark.ts';
import { clockWords, momentWords, weekdayWords } from './indonesian-date.ts';
import { personLines } from './person-lines.ts';
import type { ReportSurroundings } from './recap-facts.ts';
import type { StayingPerson } from './recap-people.ts';
import { NUMBER_COLUMN, PERSON_COLUMN, reportColumn } from './report-column.ts';
import { headingOf, signatureBlock } from './signature-block.ts';
import { staffFact } from './staff-fact.ts';
import { sumColumns } from './sum-columns.ts';

export interface DailyFacts extends ReportSurroundings {
  readonly opdName: string;
  /** As in `RecapFacts`. */
  readonly superior: string | null;
  /** YYYY-MM-DD */
  readonly day: string;
  readonly rules: DayDocument;
  /** Names by code. */
  readonly schedules: ReadonlyMap<string, string>;
  readonly people: readonly (StayingPerson & { readonly verdict: DayVerdict | null })[];
}

const columns = [
  NUMBER_COLUMN,
  { ...PERSON_COLUMN, width: 70 },
  reportColumn('schedule', 'Jadwal', 'text', 34),
  reportColumn('arrival', 'Datang', 'text', 18),
  reportColumn('departure', 'Pulang', 'text', 18),
  reportColumn('status', 'Status', 'letter', 16),
  reportColumn('late', 'Menit TL', 'whole', 18, { summed: true }),
  reportColumn('early', 'Menit PSW', 'whole', 18, { summed: true }),
  reportColumn('remark', 'Ket.', 'text', 60, { grows: true }),
];

/** Who came when, on one day, in one OPD. Minutes are those so far while the day is open. */
export function buildDailyList({
  letterhead,
  opdName,
  superior,
  day,
  zone,
  now,
  rules,
  schedules,
  people,
}: DailyFacts): ReportTable {
  const rows = people.map(({ verdict, ...person }, index) => {
    const clock = (seen: DayVerdict['arrival'] | undefined) => (seen ? clockWords(new Date(seen.atMs), zone) : null);
    const judged = verdict !== null && verdict.phase !== 'before';
    return [
      index + 1,
      personLines(person),
      verdict === null ? null : (schedules.get(verdict.schedule) ?? verdict.schedule),
      clock(verdict?.arrival),
      clock(verdict?.departure),
      judged ? rules.labels[verdict.status].letter : '–',
      judged ? verdict.lateMinutes : 0,
      judged ? verdict.earlyMinutes : 0,
      judged ? dayRemark(verdict) : 'Belum dinilai.',
    ];
  });
  const open = people.some(({ verdict }) => verdict !== null && !verdict.final);
  return {
    kind: 'daily-list',
    heading: headingOf(letterhead),
    title: 'DAFTAR HADIR HARIAN',
    facts: [{ name: 'OPD', value: opdName }, { name: 'Hari', value: weekdayWords(day) }, ...staffFact(superior)],
    state: { kind: 'none' },
    columns,
    rows,
    totals: sumColumns(columns, rows),
    letters: dayLetters(rules),
    notes: open
      ? ['Sebagian masih dapat berubah: hari masih berjalan, atau ada pintu yang belum menyerahkan catatannya.']
      : [],
    signatures: signatureBlock(letterhead, now, zone),
    madeAt: now.toISOString(),
    madeAtWords: momentWords(now, zone),
  };
}
