import type { DutyChange } from '@hadir/shared/api/duty';
import { sql } from 'drizzle-orm';
import type { ImportSpec, ImportWork, MadeChange } from '../imports/import-spec.ts';
import { changeDutyList } from './change-duty-list.ts';
import { dutyColumns } from './duty-columns.ts';
import { type DutyLine, planDuty } from './plan-duty.ts';

interface Change {
  readonly changes: readonly DutyChange[];
}

/** Day → shift before and after; null is free. */
type Kept = Record<string, string | null>;

/** So many lines of at most 31 days each are written at a time. */
const AT_ONCE = 50;

export const dutyImport: ImportSpec<Change> = {
  kind: 'duty',
  title: 'Daftar jaga',
  columns: dutyColumns,
  legend: [
    'Satu baris satu orang dan satu bulan; kolom 1 sampai 31 berisi kode sif, huruf awalnya, atau L untuk libur.',
    'Sel kosong tidak mengubah apa pun. Hanya untuk orang yang jadwalnya menurut daftar jaga.',
  ],
  plan: async (db, lines, today) => {
    const { lines: planned, same, problems } = await planDuty(db, lines, undefined);
    const past = planned.flatMap(({ changes }) => changes).filter(({ day }) => day < today).length;
    const notes = past === 0 ? [] : [`${past} jaga pada hari yang sudah lewat berubah; hari-hari itu dinilai ulang.`];
    return {
      changes: planned.map(({ row, person, month, changes }) => ({
        row,
        action: 'change' as const,
        subject: person.name,
        text: `${month}: ${inWords(changes)}`,
        change: { changes },
      })),
      same,
      problems,
      notes,
    };
  },
  apply: async (work, planned) => {
    const made: MadeChange[] = [];
    for (let at = 0; at < planned.length; at += AT_ONCE) {
      const lines = planned.slice(at, at + AT_ONCE);
      const changes = lines.flatMap(({ change }) => change.changes);
      const before = await readDuty(work, changes);
      await changeDutyList(work.tx, changes, { by: work.by, opd: undefined, earliest: null });
      for (const { row, change } of lines) {
        const [first] = change.changes;
        if (first === undefined) continue;
        made.push({
          row,
          subject: first.employee,
          before: keptOf(change.changes, ({ employee, day }) => before.get(`${employee} ${day}`) ?? null),
          after: keptOf(change.changes, ({ shift }) => shift),
        });
      }
      await work.progress(Math.min(at + AT_ONCE, planned.length), planned.length);
    }
    return made;
  },
  undo: async (work, made) => {
    for (let at = 0; at < made.length; at += AT_ONCE) {
      const lines = made.slice(at, at + AT_ONCE);
      const put = lines.flatMap(({ subject, after }) => changesOf(subject, after as Kept));
      const now = await readDuty(work, put);
      const changed = put.find(({ employee, day, shift }) => (now.get(`${employee} ${day}`) ?? null) !== shift);
      if (changed !== undefined)
        return {
          ok: false,
          problem: `Daftar jaga tanggal ${changed.day} sudah diubah lagi sesudah impor ini. Perbaiki di halaman Daftar jaga.`,
        };
      const back = lines.flatMap(({ subject, before }) => changesOf(subject, before as Kept));
      await changeDutyList(work.tx, back, { by: work.by, opd: undefined, earliest: null, anyShift: true });
      await work.progress(Math.min(at + AT_ONCE, made.length), made.length);
    }
    return { ok: true };
  },
};

function keptOf(changes: readonly DutyChange[], shiftOf: (change: DutyChange) => string | null): Kept {
  return Object.fromEntries(changes.map((change) => [change.day, shiftOf(change)]));
}

function changesOf(employee: string, kept: Kept): DutyChange[] {
  return Object.entries(kept).map(([day, shift]) => ({ employee, day, shift }));
}

function inWords(changes: DutyLine['changes']): string {
  const times = new Map<string, number>();
  for (const { shift } of changes) times.set(shift ?? 'libur', (times.get(shift ?? 'libur') ?? 0) + 1);
  return [...times].map(([shift, count]) => `${shift} ${count} hari`).join(', ');
}

async function readDuty({ tx }: ImportWork, changes: readonly DutyChange[]): Promise<Map<string, string>> {
  const rows = await tx.execute<{ employee: string; day: string; shift: string }>(sql`
    SELECT d.employee, d.day::text AS day, d.shift FROM duty_lists d
    JOIN json_to_recordset(${JSON.stringify(changes)}::text::json) AS c(employee uuid, day date)
      ON d.employee = c.employee AND d.day = c.day`);
  return new Map(rows.map(({ employee, day, shift }) => [`${employee} ${day}`, shift]));
}
