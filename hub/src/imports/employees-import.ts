import type { ImportProblem } from '@hadir/shared/api/imports';
import { parseNip } from '@hadir/shared/people/nip';
import { inArray, sql } from 'drizzle-orm';
import { employees } from '../database/schema.ts';
import { postings } from '../database/tables/postings.ts';
import { touchDays } from '../days/touch-days.ts';
import { refreshRosters } from '../rosters/refresh-rosters.ts';
import { EMPLOYEE_COLUMNS } from './employee-columns.ts';
import { findOpds, findPeople, plainName } from './find-people.ts';
import type {
  ImportLineValues,
  ImportSpec,
  ImportWork,
  MadeChange,
  PlannedChange,
  UndoOutcome,
} from './import-spec.ts';
import { differing, merge, type Person, personOf } from './imported-person.ts';
import { isForeignKey } from './is-foreign-key.ts';
import { type Posting, postingsOf, readPostingsOf } from './posting-chain.ts';

/** A person as an import added him. */
type Added = Person & { readonly opd: string; readonly position: string | null; readonly from: string };

type Change =
  | {
      readonly kind: 'add';
      readonly person: Person;
      readonly opd: string;
      readonly position: string | null;
      readonly from: string;
    }
  | { readonly kind: 'change'; readonly id: string; readonly before: Person; readonly person: Person };

const AT_ONCE = 1_000;
const MOST_NAMED = 10;

export const employeesImport: ImportSpec<Change> = {
  kind: 'employees',
  title: 'Pegawai',
  columns: EMPLOYEE_COLUMNS,
  legend: [
    'Satu baris satu pegawai. Pegawai yang sudah ada dikenali dari NIP-nya; hanya yang berbeda yang diubah.',
    'Sel kosong tidak mengubah apa pun. OPD dan jabatan pegawai yang sudah ada diubah lewat impor Penempatan.',
    'OPD harus sudah ada di Hadir: impor OPD dahulu, atau tambahkan di halaman Pintu & unit.',
  ],
  plan: async (db, lines) => {
    const offices = await findOpds(db);
    const known = await findPeople(
      db,
      lines.map(({ values }) => String(values.nip)),
    );
    const names = new Map([...offices.values()].map(({ id, name }) => [id, name]));
    const changes: PlannedChange<Change>[] = [];
    const problems: ImportProblem[] = [];
    let same = 0;
    for (const { row, values } of lines) {
      const say = (column: string, value: string | null, message: string) =>
        void problems.push({ row, column, value, message });
      const office = offices.get(plainName(String(values.opd)));
      if (office === undefined) {
        say('OPD', String(values.opd), 'OPD ini tidak ada di Hadir. Periksa ejaannya, atau tambahkan OPD itu dahulu.');
        continue;
      }
      const before = known.get(String(values.nip));
      if (before === undefined) {
        changes.push(addition(row, values, office));
        continue;
      }
      if (!before.active) {
        say('NIP', before.nip, 'Pegawai ini sudah tidak aktif. Aktifkan dahulu, atau hapus baris ini.');
        continue;
      }
      if (before.opd !== office.id) {
        const message = `Pegawai ini tercatat di ${names.get(before.opd)}. Pindahkan lewat impor Penempatan.`;
        say('OPD', String(values.opd), message);
        continue;
      }
      if (values.position !== null && values.position !== before.position) {
        const message = `Jabatannya tercatat "${before.position ?? '–'}". Ubah lewat impor Penempatan, atau kosongkan sel ini.`;
        say('Jabatan', String(values.position), message);
        continue;
      }
      const was = personOf(before);
      const person = merge(was, values);
      const differences = differing(was, person);
      if (differences.length === 0) same += 1;
      else {
        const change = { kind: 'change', id: before.id, before: was, person } as const;
        changes.push({ row, action: 'change', subject: before.name, text: differences.join('; '), change });
      }
    }
    return { changes, same, problems, notes: unusualNips(lines) };
  },
  apply: async (work, changes) => {
    const made: MadeChange[] = [];
    const added = changes.flatMap(({ row, change }) => (change.kind === 'add' ? [{ row, ...change }] : []));
    const changed = changes.flatMap(({ row, change }) => (change.kind === 'change' ? [{ row, ...change }] : []));
    for (let at = 0; at < added.length; at += AT_ONCE) {
      made.push(...(await addPeople(work, added.slice(at, at + AT_ONCE))));
      await work.progress(made.length, changes.length);
    }
    for (let at = 0; at < changed.length; at += AT_ONCE) {
      const chunk = changed.slice(at, at + AT_ONCE);
      await writePeople(
        work,
        chunk.map(({ id, person }) => ({ id, ...person })),
      );
      for (const { row, id, before, person } of chunk) made.push({ row, subject: id, before, after: person });
      await work.progress(made.length, changes.length);
    }
    await refreshOffices(work, [...new Set(added.map(({ opd }) => opd))]);
    await touchDays(
      work.tx,
      made.filter(({ before }) => before === null).map(({ subject }) => subject),
      `${work.today.slice(0, 7)}-01`,
      work.today,
    );
    await touchJudged(work, changed);
    return made;
  },
  undo: undoPeople,
};

function addition(
  row: number,
  values: ImportLineValues['values'],
  opd: { id: string; name: string },
): PlannedChange<Change> {
  const nip = parseNip(String(values.nip));
  if (!nip.ok) throw new TypeError('A NIP was not looked at before it was planned.');
  const kind = values.kind ?? (nip.value.kind === 'PPPK' ? 'PPPK' : 'PNS');
  const empty: Person = { nip: nip.value.nip, name: '', kind: 'PNS', servedFrom: null, phone: null, email: null };
  const person = merge(empty, { ...values, kind });
  const from = person.servedFrom ?? nip.value.appointedOn;
  const position = values.position === null ? null : String(values.position);
  const text = `pegawai baru di ${opd.name}${position === null ? '' : `, ${position}`}`;
  return {
    row,
    action: 'add',
    subject: person.name,
    text,
    change: { kind: 'add', person, opd: opd.id, position, from },
  };
}

async function addPeople({ tx }: ImportWork, people: readonly ({ row: number } & Extract<Change, { kind: 'add' }>)[]) {
  const rows = await tx
    .insert(employees)
    .values(people.map(({ person, opd, position }) => ({ ...person, opd, position })))
    .returning({ id: employees.id, nip: employees.nip });
  const ids = new Map(rows.map(({ id, nip }) => [nip, id]));
  const idOf = (nip: string) => ids.get(nip) ?? '';
  await tx
    .insert(postings)
    .values(people.map(({ person, opd, position, from }) => ({ employee: idOf(person.nip), from, opd, position })));
  return people.map(
    ({ row, person, opd, position, from }): MadeChange => ({
      row,
      subject: idOf(person.nip),
      before: null,
      after: { ...person, opd, position, from } satisfies Added,
    }),
  );
}

async function writePeople({ tx }: ImportWork, people: readonly ({ id: string } & Person)[]): Promise<void> {
  await tx.execute(sql`
    UPDATE employees e SET name = x.name, kind = x.kind, served_from = x."servedFrom", phone = x.phone, email = x.email
    FROM json_to_recordset(${JSON.stringify(people)}::text::json)
      AS x(id uuid, name text, kind text, "servedFrom" date, phone text, email text)
    WHERE e.id = x.id`);
}

/** NIPs that are accepted, but that somebody should look at. */
function unusualNips(lines: readonly ImportLineValues[]): string[] {
  const rows = lines.filter(({ values }) => {
    const nip = parseNip(String(values.nip));
    return nip.ok && nip.value.kind === 'unknown';
  });
  if (rows.length === 0) return [];
  const named = rows.slice(0, MOST_NAMED).map(({ row }) => row);
  return [
    `Periksa NIP pada baris ${named.join(', ')}${rows.length > MOST_NAMED ? ', …' : ''}: angka ke-13 dan 14 bukan bulan pengangkatan PNS dan bukan nomor perjanjian PPPK. NIP itu tetap diterima.`,
  ];
}

/** Whose kind or first day changed is entitled to something else this year. */
async function touchJudged(
  { tx, today }: ImportWork,
  people: readonly { readonly id: string; readonly before: Person; readonly person: Person }[],
): Promise<void> {
  const touched = people.filter(
    ({ before, person }) => before.kind !== person.kind || before.servedFrom !== person.servedFrom,
  );
  await touchDays(
    tx,
    touched.map(({ id }) => id),
    `${today.slice(0, 4)}-01-01`,
    today,
  );
}

async function refreshOffices({ tx, wake }: ImportWork, offices: readonly string[]): Promise<void> {
  for (const opd of [...offices].sort()) wake(await refreshRosters(tx, opd));
}

/** Takes away whom an import brought, unless something hangs on them by now, and puts back what it changed. */
async function undoPeople(work: ImportWork, made: readonly MadeChange[]): Promise<UndoOutcome> {
  const { tx } = work;
  const current = await tx
    .select()
    .from(employees)
    .where(
      inArray(
        employees.id,
        made.map(({ subject }) => subject),
      ),
    );
  const now = new Map(current.map((row) => [row.id, row]));
  const added = made.filter(({ before }) => before === null);
  const held = await readPostingsOf(
    tx,
    added.map(({ subject }) => subject),
  );
  for (const { row, subject, before, after } of made) {
    const person = now.get(subject);
    const isAsLeft =
      person !== undefined &&
      differing(after as Person, personOf(person)).length === 0 &&
      (before !== null || isAsAdded(after as Added, person, postingsOf(held, subject)));
    if (!isAsLeft)
      return {
        ok: false,
        problem: `Pegawai pada baris ${row} sudah diubah lagi sesudah impor ini, jadi tidak ada yang dikembalikan.`,
      };
  }
  const changed = made.filter(({ before }) => before !== null);
  await writePeople(
    work,
    changed.map(({ subject, before }) => ({ id: subject, ...(before as Person) })),
  );
  await touchJudged(
    work,
    changed.map(({ subject, before, after }) => ({ id: subject, before: before as Person, person: after as Person })),
  );
  const ids = JSON.stringify(added.map(({ subject }) => subject));
  const theirs = sql`employee IN (SELECT value::uuid FROM json_array_elements_text(${ids}::text::json))`;
  const [seen] = await tx.execute<{ name: string }>(sql`
    SELECT e.name FROM punches p JOIN employees e ON e.id = p.employee WHERE p.${theirs} LIMIT 1`);
  if (seen) return { ok: false, problem: `${seen.name} sudah pernah presensi, jadi impor ini tidak dapat dibatalkan.` };
  try {
    await tx.execute(sql`DELETE FROM day_queue WHERE ${theirs}`);
    await tx.execute(sql`DELETE FROM days WHERE ${theirs}`);
    await tx.execute(sql`DELETE FROM postings WHERE ${theirs}`);
    await tx.execute(sql`DELETE FROM employees WHERE id IN (
      SELECT value::uuid FROM json_array_elements_text(${ids}::text::json))`);
  } catch (error) {
    if (!isForeignKey(error)) throw error;
    return {
      ok: false,
      problem:
        'Sebagian pegawai dari impor ini sudah punya wajah, akun, bawahan, atau permohonan, jadi tidak dapat dibatalkan.',
    };
  }
  await refreshOffices(work, [...new Set(added.map(({ after }) => (after as Added).opd))]);
  return { ok: true };
}

/** Whether somebody is still active where he was put first. */
function isAsAdded(
  { opd, position, from }: Added,
  person: { readonly active: boolean; readonly position: string | null },
  held: readonly Posting[],
): boolean {
  const [first, ...later] = held;
  return (
    person.active &&
    person.position === position &&
    later.length === 0 &&
    first?.opd === opd &&
    first.from === from &&
    first.to === null &&
    first.position === position
  );
}
