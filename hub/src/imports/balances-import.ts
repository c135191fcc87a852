import type { ImportProblem } from '@hadir/shared/api/imports';
import { and, eq, sql } from 'drizzle-orm';
import { leaveBalances } from '../database/tables/requests.ts';
import { readPolicyBook } from '../policies/read-policy-book.ts';
import { setBalance } from '../requests/balances.ts';
import { findPeople } from './find-people.ts';
import type { ImportSpec, MadeChange, PlannedChange } from './import-spec.ts';
import { inForce } from './in-force.ts';
import { codeValue, nipValue, textValue, wholeValue } from './read-values.ts';

interface Balance {
  readonly carriedDays: number | null;
  readonly takenDays: number;
  readonly reason: string;
}
interface Change {
  readonly employee: string;
  readonly code: string;
  readonly year: number;
  readonly before: Balance | null;
  readonly balance: Balance;
}

const PROGRESS_EVERY = 500;

export const balancesImport: ImportSpec<Change> = {
  kind: 'balances',
  title: 'Saldo cuti',
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
      key: 'code',
      title: 'Jenis cuti',
      aliases: ['kode cuti', 'cuti'],
      required: true,
      read: codeValue,
      help: 'Kode dari kebijakan cuti, misalnya cuti_tahunan.',
      examples: ['cuti_tahunan', 'cuti_tahunan'],
    },
    {
      key: 'year',
      title: 'Tahun',
      aliases: [],
      required: true,
      read: wholeValue(2000, 2100),
      help: 'Tahun saldo itu.',
      examples: ['2026', '2026'],
    },
    {
      key: 'carried',
      title: 'Sisa tahun lalu',
      aliases: ['sisa', 'hari sisa'],
      required: false,
      read: wholeValue(0, 366),
      help: 'Hari yang dibawa dari tahun lalu; kosong berarti dihitung Hadir.',
      examples: ['6', ''],
    },
    {
      key: 'taken',
      title: 'Sudah diambil',
      aliases: ['diambil', 'hari diambil', 'terpakai'],
      required: true,
      read: wholeValue(0, 366),
      help: 'Hari tahun itu yang sudah diambil di luar Hadir.',
      examples: ['3', '0'],
    },
    {
      key: 'reason',
      title: 'Dasar',
      aliases: ['alasan', 'keterangan'],
      required: true,
      read: textValue(500),
      help: 'Sumber angkanya, misalnya nomor rekap cuti.',
      examples: ['Rekap cuti 2025', 'Rekap cuti 2025'],
    },
  ],
  legend: ['Satu baris satu pegawai, jenis cuti, dan tahun. Saldo yang sudah ada diganti dengan isi baris.'],
  plan: async (db, lines) => {
    const known = await findPeople(
      db,
      lines.map(({ values }) => String(values.nip)),
    );
    const { book } = await readPolicyBook(db);
    const years = JSON.stringify([...new Set(lines.map(({ values }) => values.year))]);
    const entered = await db.execute<
      { employee: string; code: string; year: number } & { [F in keyof Balance]: Balance[F] }
    >(sql`
      SELECT employee, code, year, carried_days AS "carriedDays", taken_days AS "takenDays", reason
      FROM leave_balances WHERE year IN (SELECT value::int FROM json_array_elements_text(${years}::text::json))`);
    const before = new Map(entered.map(({ employee, code, year, ...rest }) => [`${employee} ${code} ${year}`, rest]));
    const changes: PlannedChange<Change>[] = [];
    const problems: ImportProblem[] = [];
    let same = 0;
    for (const { row, values } of lines) {
      const say = (column: string, value: unknown, message: string) =>
        void problems.push({ row, column, value: String(value), message });
      const person = known.get(String(values.nip));
      const [code, year] = [String(values.code), Number(values.year)];
      const kinds = inForce(book, 'leave', `${year}-12-31`)?.document.kinds ?? null;
      const kind = kinds?.find((candidate) => candidate.code === code);
      const reason = String(values.reason);
      if (person === undefined) say('NIP', values.nip, 'Pegawai dengan NIP ini tidak ada di Hadir.');
      else if (kinds === null) say('Tahun', year, 'Tidak ada kebijakan cuti yang berlaku pada tahun ini.');
      else if (kind === undefined)
        say('Jenis cuti', code, `Jenis ini tidak ada. Yang ada: ${kinds.map((each) => each.code).join(', ')}.`);
      else if (!kind.forKinds.includes(person.kind))
        say('Jenis cuti', code, `${person.kind} tidak berhak atas ${kind.name}.`);
      else if (reason.length < 3) say('Dasar', reason, 'Tulis sedikitnya 3 huruf.');
      else {
        const was = before.get(`${person.id} ${code} ${year}`) ?? null;
        const carriedDays = values.carried === null ? null : Number(values.carried);
        const balance: Balance = { carriedDays, takenDays: Number(values.taken), reason };
        if (was !== null && text(was) === text(balance)) same += 1;
        else
          changes.push({
            row,
            action: was === null ? 'add' : 'change',
            subject: person.name,
            text: `${kind.name} ${year}: ${was === null ? '' : `${text(was)} → `}${text(balance)}`,
            change: { employee: person.id, code, year, before: was, balance },
          });
      }
    }
    return { changes, same, problems, notes: [] };
  },
  apply: async ({ tx, by, progress }, changes) => {
    const made: MadeChange[] = [];
    for (const { row, change } of changes) {
      const { employee, code, year, before, balance } = change;
      await setBalance(tx, { employee, by, code, year, ...balance });
      made.push({ row, subject: `${employee} ${code} ${year}`, before, after: balance });
      if (made.length % PROGRESS_EVERY === 0) await progress(made.length, changes.length);
    }
    return made;
  },
  undo: async ({ tx, by, progress }, made) => {
    for (const [index, { row, subject, before, after }] of made.entries()) {
      if (index % PROGRESS_EVERY === 0) await progress(index, made.length);
      const [employee = '', code = '', year] = subject.split(' ');
      const key = and(
        eq(leaveBalances.employee, employee),
        eq(leaveBalances.code, code),
        eq(leaveBalances.year, Number(year)),
      );
      const [now] = await tx.select().from(leaveBalances).where(key).for('update');
      if (now === undefined || text(now) !== text(after as Balance))
        return { ok: false, problem: `Saldo pada baris ${row} sudah diubah lagi sesudah impor ini.` };
      if (before === null) await tx.delete(leaveBalances).where(key);
      else await setBalance(tx, { employee, by, code, year: Number(year), ...(before as Balance) });
    }
    return { ok: true };
  },
};

function text({ carriedDays, takenDays, reason }: Balance): string {
  return `sisa ${carriedDays ?? 'dihitung'}, diambil ${takenDays} (${reason})`;
}
