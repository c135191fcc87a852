import type { ImportProblem } from '@hadir/shared/api/imports';
import type { CalendarDay } from '@hadir/shared/api/policies/calendar-policy';
import type { EditionOf } from '@hadir/shared/api/policies/policy-edition';
import { sql } from 'drizzle-orm';
import type { ImportSpec, PlannedChange } from './import-spec.ts';
import { removeDrafts, storeDraft } from './policy-drafts.ts';
import { choiceValue, dayValue, textValue } from './read-values.ts';

interface Change {
  readonly year: number;
  /** `national`, or the region's own days. */
  readonly scope: string;
  readonly day: CalendarDay;
}

const REGION = 'daerah';
/** Of calendars. */
const FIRST_YEAR = 2000;
const MOST_DAYS = 200;

export const holidaysImport: ImportSpec<Change> = {
  kind: 'holidays',
  title: 'Hari libur dan cuti bersama',
  columns: [
    {
      key: 'day',
      title: 'Tanggal',
      aliases: ['hari', 'tgl'],
      required: true,
      read: dayValue,
      help: 'Tanggal libur.',
      examples: ['17/08/2026', '24/12/2026'],
    },
    {
      key: 'kind',
      title: 'Jenis',
      aliases: ['jenis libur'],
      required: true,
      read: choiceValue({ nasional: 'national', daerah: 'regional', 'cuti bersama': 'collective_leave' }),
      help: 'nasional, daerah, atau cuti bersama.',
      examples: ['nasional', 'cuti bersama'],
    },
    {
      key: 'name',
      title: 'Nama',
      aliases: ['keterangan', 'nama libur'],
      required: true,
      read: textValue(200),
      help: 'Nama hari libur.',
      examples: ['Proklamasi Kemerdekaan', 'Cuti bersama Natal'],
    },
    {
      key: 'decree',
      title: 'Nomor keputusan',
      aliases: ['dasar', 'dasar hukum', 'skb'],
      required: true,
      read: textValue(300),
      help: 'Nomor SKB 3 Menteri atau keputusan kepala daerah.',
      examples: ['SKB 3 Menteri Nomor 1497, 2, 5 Tahun 2025', 'SKB 3 Menteri Nomor 1497, 2, 5 Tahun 2025'],
    },
  ],
  legend: [
    'Hari yang sudah ada diganti, yang lain tetap. Hasilnya rancangan kebijakan Kalender untuk setiap tahun.',
    'Rancangan baru berlaku setelah diaktifkan di halaman Kebijakan.',
  ],
  plan: async (db, lines) => {
    const calendars = await readCalendars(db);
    const changes: PlannedChange<Change>[] = [];
    const problems: ImportProblem[] = [];
    const added = new Map<string, number>();
    const daysIn = (scope: string, year: number) => calendars.get(`${scope} ${year}`)?.document.days.length ?? 0;
    let same = 0;
    for (const { row, values } of lines) {
      const kind = values.kind as CalendarDay['kind'];
      const day: CalendarDay = {
        day: String(values.day),
        kind,
        name: String(values.name),
        decree: String(values.decree),
      };
      const year = Number(day.day.slice(0, 4));
      if (year < FIRST_YEAR) {
        problems.push({ row, column: 'Tanggal', value: day.day, message: `Paling awal tahun ${FIRST_YEAR}.` });
        continue;
      }
      const scope = kind === 'regional' ? REGION : 'national';
      const before = calendars.get(`${scope} ${year}`)?.document.days.find((each) => each.day === day.day);
      if (before && before.kind === kind && before.name === day.name && before.decree === day.decree) same += 1;
      else if (before === undefined && (added.get(`${scope} ${year}`) ?? 0) + daysIn(scope, year) >= MOST_DAYS)
        problems.push({ row, column: null, value: null, message: `Paling banyak ${MOST_DAYS} hari libur setahun.` });
      else {
        if (before === undefined) added.set(`${scope} ${year}`, (added.get(`${scope} ${year}`) ?? 0) + 1);
        changes.push({
          row,
          action: before === undefined ? 'add' : 'change',
          subject: day.name,
          text: `${day.day}, ${kind === 'collective_leave' ? 'cuti bersama' : kind === 'regional' ? 'libur daerah' : 'libur nasional'}`,
          change: { year, scope, day },
        });
      }
    }
    const notes = changes.length === 0 ? [] : ['Hasilnya rancangan: aktifkan di halaman Kebijakan agar berlaku.'];
    return { changes, same, problems, notes };
  },
  apply: async ({ tx, by, fileName, progress }, changes) => {
    const calendars = await readCalendars(tx);
    const years = new Map<string, PlannedChange<Change>[]>();
    for (const each of changes) {
      const key = `${each.change.scope} ${each.change.year}`;
      years.set(key, [...(years.get(key) ?? []), each]);
    }
    const made = [];
    for (const [key, ofYear] of years) {
      const [first] = ofYear;
      if (first === undefined) continue;
      const { scope, year } = first.change;
      const before = calendars.get(key)?.document;
      const days = new Map(
        [...(before?.days ?? []), ...ofYear.map(({ change }) => change.day)].map((day) => [day.day, day]),
      );
      const edition: EditionOf<'calendar'> = {
        kind: 'calendar',
        effectiveFrom: `${year}-01-01`,
        effectiveTo: null,
        legalBasis: first.change.day.decree,
        note: `Diimpor dari ${fileName}.`.slice(0, 1000),
        document: {
          year,
          scope,
          days: [...days.values()].sort((a, b) => (a.day < b.day ? -1 : 1)),
          ramadan: before?.ramadan ?? [],
        },
      };
      made.push(await storeDraft(tx, by, edition, first.row));
    }
    await progress(changes.length, changes.length);
    return made;
  },
  undo: ({ tx }, made) => removeDrafts(tx, made),
};

type Reader = Parameters<ImportSpec['plan']>[0];

/** The calendar of each scope and year that was activated last, or waits as a draft: an import goes on from there. */
async function readCalendars(db: Reader): Promise<Map<string, Pick<EditionOf<'calendar'>, 'document'>>> {
  const rows = await db.execute<{ document: EditionOf<'calendar'>['document'] }>(sql`
    SELECT document FROM policy_editions
    WHERE kind = 'calendar' AND state <> 'withdrawn'
    ORDER BY state = 'draft' OR state = 'proposed', activation, created_at`);
  return new Map(rows.map(({ document }) => [`${document.scope} ${document.year}`, { document }]));
}
