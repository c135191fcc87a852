import type { ImportProblem } from '@hadir/shared/api/imports';
import { and, eq, sql } from 'drizzle-orm';
import { ratings } from '../database/tables/performance.ts';
import { setRating } from '../performance/set-rating.ts';
import { readPolicyBook } from '../policies/read-policy-book.ts';
import { monthDays } from '../rules/tpp/month-days.ts';
import { findPeople } from './find-people.ts';
import type { ImportSpec, MadeChange, PlannedChange } from './import-spec.ts';
import { inForce } from './in-force.ts';
import { codeValue, monthValue, nipValue, textValue } from './read-values.ts';

interface Rating {
  readonly code: string;
  readonly note: string | null;
}
interface Change {
  readonly employee: string;
  readonly month: string;
  readonly before: Rating | null;
  readonly rating: Rating;
}

const PROGRESS_EVERY = 500;
/** What the policy gives to whoever was not rated: nobody is rated so. */
const NONE = 'none';
const ratingsOf = (ratings: Readonly<Record<string, string>>) => Object.keys(ratings).filter((code) => code !== NONE);

export const ratingsImport: ImportSpec<Change> = {
  kind: 'ratings',
  title: 'Penilaian kinerja',
  columns: [
    {
      key: 'nip',
      title: 'NIP',
      aliases: ['nip baru'],
      required: true,
      read: nipValue,
      help: '18 angka; format kolom harus Teks.',
      examples: ['19850312 201001 1 001', '199001012015032002'],
    },
    {
      key: 'month',
      title: 'Bulan',
      aliases: ['periode'],
      required: true,
      read: monthValue,
      help: '07/2026 atau 2026-07.',
      examples: ['07/2026', '07/2026'],
    },
    {
      key: 'code',
      title: 'Predikat',
      aliases: ['nilai', 'predikat kinerja', 'rpk'],
      required: true,
      read: (cell) => codeValue(typeof cell === 'string' ? cell.trim().toLowerCase().replace(/\s+/g, '_') : cell),
      help: 'baik, cukup, kurang, sangat_kurang, atau kode lain dari kebijakan TPP.',
      examples: ['baik', 'cukup'],
    },
    {
      key: 'note',
      title: 'Catatan',
      aliases: ['keterangan'],
      required: false,
      read: textValue(1000),
      help: 'Boleh kosong.',
      examples: ['', ''],
    },
  ],
  legend: ['Satu baris satu pegawai dan bulan. Bulan yang sudah dibekukan hanya berubah lewat koreksi.'],
  plan: async (db, lines, today) => {
    const known = await findPeople(
      db,
      lines.map(({ values }) => String(values.nip)),
    );
    const { book } = await readPolicyBook(db);
    const months = JSON.stringify([...new Set(lines.map(({ values }) => values.month))]);
    const ofThese = sql`month IN (SELECT json_array_elements_text(${months}::text::json))`;
    const rows = await db.execute<{ employee: string; month: string; code: string; note: string | null }>(
      sql`SELECT employee, month, code, note FROM ratings WHERE ${ofThese}`,
    );
    const before = new Map(rows.map(({ employee, month, code, note }) => [`${employee} ${month}`, { code, note }]));
    const settled = await db.execute<{ employee: string; month: string }>(
      sql`SELECT employee, month FROM frozen_results WHERE ${ofThese}`,
    );
    const frozen = new Set(settled.map(({ employee, month }) => `${employee} ${month}`));
    const changes: PlannedChange<Change>[] = [];
    const problems: ImportProblem[] = [];
    let same = 0;
    for (const { row, values } of lines) {
      const say = (column: string, value: unknown, message: string) =>
        void problems.push({ row, column, value: String(value), message });
      const person = known.get(String(values.nip));
      const month = String(values.month);
      const code = String(values.code);
      const policy = inForce(book, 'tpp', monthDays(month).at(-1) ?? month)?.document ?? null;
      if (person === undefined) {
        say('NIP', values.nip, 'Pegawai dengan NIP ini tidak ada di Hadir.');
        continue;
      }
      const was = before.get(`${person.id} ${month}`) ?? null;
      const rating: Rating = { code, note: values.note === null ? null : String(values.note) };
      if (was !== null && was.code === rating.code && was.note === rating.note) same += 1;
      else if (month > today.slice(0, 7)) say('Bulan', month, 'Bulan ini belum terjadi.');
      else if (policy === null) say('Bulan', month, 'Tidak ada kebijakan TPP yang berlaku pada bulan ini.');
      else if (policy.ratings[code] === undefined || code === NONE)
        say('Predikat', code, `Predikat ini tidak ada. Yang ada: ${ratingsOf(policy.ratings).join(', ')}.`);
      else if (frozen.has(`${person.id} ${month}`))
        say('Bulan', month, 'Bulan ini sudah dibekukan. Ajukan koreksi TPP untuk mengubahnya.');
      else
        changes.push({
          row,
          action: was === null ? 'add' : 'change',
          subject: person.name,
          text: `${month}: ${was === null ? '' : `${was.code} → `}${code}`,
          change: { employee: person.id, month, before: was, rating },
        });
    }
    return { changes, same, problems, notes: [] };
  },
  apply: async ({ tx, by, progress }, changes) => {
    const made: MadeChange[] = [];
    for (const { row, change } of changes) {
      const { employee, month, before, rating } = change;
      await setRating(tx, toNew(employee, month, rating), { by, source: 'import' });
      made.push({ row, subject: `${employee} ${month}`, before, after: rating });
      if (made.length % PROGRESS_EVERY === 0) await progress(made.length, changes.length);
    }
    return made;
  },
  undo: async ({ tx, by, progress }, made) => {
    for (const [index, { row, subject, before, after }] of made.entries()) {
      if (index % PROGRESS_EVERY === 0) await progress(index, made.length);
      const [employee = '', month = ''] = subject.split(' ');
      const key = and(eq(ratings.employee, employee), eq(ratings.month, month));
      const [now] = await tx.select().from(ratings).where(key).for('update');
      const { code, note } = after as Rating;
      if (now?.code !== code || now.note !== note)
        return { ok: false, problem: `Penilaian pada baris ${row} sudah diubah lagi sesudah impor ini.` };
      const [frozen] = await tx.execute(sql`
        SELECT 1 FROM frozen_results WHERE employee = ${employee}::uuid AND month = ${month}`);
      if (frozen)
        return { ok: false, problem: `Bulan ${month} sudah dibekukan, jadi penilaiannya tidak dapat dibatalkan.` };
      if (before === null) await tx.delete(ratings).where(key);
      else await setRating(tx, toNew(employee, month, before as Rating), { by, source: 'import' });
    }
    return { ok: true };
  },
};

function toNew(employee: string, month: string, { code, note }: Rating) {
  return { employee, month, code, ...(note === null ? {} : { note }) };
}
