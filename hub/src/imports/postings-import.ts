import { isDeepStrictEqual } from 'node:util';
import type { ImportProblem } from '@hadir/shared/api/imports';
import { sql } from 'drizzle-orm';
import { touchDays } from '../days/touch-days.ts';
import { refreshRosters } from '../rosters/refresh-rosters.ts';
import { findOpds, findPeople, findWorkUnits, plainName } from './find-people.ts';
import type { ImportSpec, ImportWork, MadeChange, PlannedChange } from './import-spec.ts';
import { type Posting, type PostingLine, postingsOf, readPostingsOf, writePostings } from './posting-chain.ts';
import { POSTING_COLUMNS } from './posting-columns.ts';
import { isAbove, readSuperiors, setSuperior } from './superior-chain.ts';

interface Change {
  readonly employee: string;
  readonly before: PostingLine | null;
  readonly posting: PostingLine;
}

const CIRCLE = 'Atasan ini, langsung atau tidak, bawahan dari pegawai itu sendiri. Pilih yang lain.';

export const postingsImport: ImportSpec<Change> = {
  kind: 'postings',
  title: 'Penempatan',
  columns: POSTING_COLUMNS,
  legend: [
    'Satu baris satu penempatan: di mana seseorang mulai tanggal itu. Penempatan sebelumnya berakhir sehari sebelumnya.',
    'Sel kosong berarti sama dengan sebelumnya; pindah OPD mengosongkan unit kerja dan atasan.',
    'Penempatan dengan NIP dan tanggal mulai yang sama diganti.',
  ],
  plan: async (db, lines) => {
    const offices = await findOpds(db);
    const units = await findWorkUnits(db);
    const nips = lines.flatMap(({ values }) => [values.nip, values.superior].filter((nip) => nip !== null).map(String));
    const people = await findPeople(db, nips);
    const held = await readPostingsOf(
      db,
      [...people.values()].map(({ id }) => id),
    );
    const superiors = await readSuperiors(db);
    const changes: PlannedChange<Change>[] = [];
    const problems: ImportProblem[] = [];
    let same = 0;
    const inOrder = [...lines].sort((a, b) => (String(a.values.from) < String(b.values.from) ? -1 : 1));
    for (const { row, values } of inOrder) {
      const say = (column: string, value: unknown, message: string) =>
        void problems.push({ row, column, value: String(value), message });
      const person = people.get(String(values.nip));
      const office = offices.get(plainName(String(values.opd)));
      const unit =
        values.workUnit === null ? null : units.get(`${office?.id ?? ''} ${plainName(String(values.workUnit))}`);
      const superior = values.superior === null ? null : people.get(String(values.superior));
      if (person === undefined)
        say('NIP', values.nip, 'Pegawai dengan NIP ini tidak ada di Hadir. Impor pegawainya dahulu.');
      else if (!person.active)
        say('NIP', values.nip, 'Pegawai ini sudah tidak aktif. Aktifkan dahulu, atau hapus baris ini.');
      else if (office === undefined) say('OPD', values.opd, 'OPD ini tidak ada di Hadir.');
      else if (unit === undefined)
        say('Unit kerja', values.workUnit, 'Unit kerja ini tidak ada di OPD itu. Impor unit kerja dahulu.');
      else if (superior === undefined) say('NIP atasan', values.superior, 'Atasan dengan NIP ini tidak ada di Hadir.');
      else if (superior?.active === false) say('NIP atasan', values.superior, 'Atasan ini sudah tidak aktif.');
      else if (superior?.id === person.id)
        say('NIP atasan', values.superior, 'Seseorang tidak dapat menjadi atasannya sendiri.');
      else {
        const chain = postingsOf(held, person.id);
        const from = String(values.from);
        const before = chain.find((posting) => posting.from === from) ?? null;
        const last = before ?? chain.findLast((posting) => posting.from < from) ?? null;
        const posting = inherit(
          last,
          { from, opd: office.id, workUnit: unit?.id ?? null, superior: superior?.id ?? null },
          values,
        );
        if (before !== null && isSame(before, posting)) same += 1;
        else {
          // Later lines of the file about the same person follow upon this one.
          held.set(person.id, [...chain.filter((each) => each.from !== from), { ...posting, to: before?.to ?? null }]);
          setSuperior(superiors, person.id, from, posting.superior);
          changes.push({
            row,
            action: before === null ? 'add' : 'change',
            subject: person.name,
            text: describe(posting, office.name, last),
            change: { employee: person.id, before, posting },
          });
        }
      }
    }
    // Whether somebody would stand above himself is known when all lines are.
    const sound: PlannedChange<Change>[] = [];
    for (const each of changes) {
      const { employee, posting } = each.change;
      if (posting.superior !== null && isAbove(superiors, employee, posting.superior, posting.from))
        problems.push({ row: each.row, column: 'NIP atasan', value: null, message: CIRCLE });
      else sound.push(each);
    }
    return { changes: sound, same, problems, notes: await notesOnFrozen(db, sound) };
  },
  apply: async (work, changes) => {
    const held = await readPostingsOf(
      work.tx,
      changes.map(({ change }) => change.employee),
    );
    const before = new Map([...held].map(([employee, chain]) => [employee, [...chain]]));
    for (const { change } of changes) {
      const chain = postingsOf(held, change.employee).filter(({ from }) => from !== change.posting.from);
      held.set(change.employee, [
        ...chain,
        { ...change.posting, to: change.before?.from === undefined ? null : toOf(before, change) },
      ]);
    }
    await writePostings(work.tx, held, work.today);
    await finish(work, before, held, changes);
    const now = await readPostingsOf(work.tx, [...held.keys()]);
    const seen = new Set<string>();
    return changes.flatMap(({ row, change }): MadeChange[] => {
      // The way back restores a person's whole chain, so that one entry for each person is enough.
      const { employee } = change;
      if (seen.has(employee)) return [];
      seen.add(employee);
      return [{ row, subject: employee, before: before.get(employee) ?? [], after: postingsOf(now, employee) }];
    });
  },
  undo: async (work, made) => {
    const now = await readPostingsOf(
      work.tx,
      made.map(({ subject }) => subject),
    );
    for (const { row, subject, after } of made)
      if (!isDeepStrictEqual(postingsOf(now, subject), after))
        return { ok: false, problem: `Penempatan pegawai pada baris ${row} sudah diubah lagi sesudah impor ini.` };
    const chains = new Map(made.map(({ subject, before }) => [subject, before as Posting[]]));
    await writePostings(work.tx, chains, work.today, 'as given');
    const changes = made.map(({ row, subject, after }) => ({
      row,
      change: {
        employee: subject,
        posting: { from: earliestDifference(after as Posting[], chains.get(subject) ?? []) },
      },
    }));
    await finish(work, now, chains, changes);
    return { ok: true };
  },
};

/** Months that are settled stay as they are; whoever moves people in them has to know that. */
async function notesOnFrozen(
  db: Parameters<ImportSpec['plan']>[0],
  changes: readonly PlannedChange<Change>[],
): Promise<string[]> {
  const people = JSON.stringify(changes.map(({ change }) => ({ id: change.employee, from: change.posting.from })));
  const months = await db.execute<{ month: string }>(sql`
    SELECT DISTINCT f.month FROM frozen_results f
    JOIN json_to_recordset(${people}::text::json) AS x(id uuid, "from" date) ON x.id = f.employee
    WHERE f.month >= to_char(x."from", 'YYYY-MM') ORDER BY f.month`);
  if (months.length === 0) return [];
  const named = months.map(({ month }) => month).join(', ');
  return [`Bulan ${named} sudah dibekukan bagi sebagian pegawai ini: TPP bulan itu hanya berubah lewat koreksi.`];
}

type Values = Readonly<Record<string, string | number | null>>;

function inherit(
  last: PostingLine | null,
  place: Pick<PostingLine, 'from' | 'opd' | 'workUnit' | 'superior'>,
  { workUnit, superior, position, rank, positionKind, echelon, baseTpp }: Values,
): PostingLine {
  const stays = last !== null && last.opd === place.opd;
  const text = (value: string | number | null | undefined, before: string | null | undefined) =>
    value === null || value === undefined ? (before ?? null) : String(value);
  return {
    from: place.from,
    opd: place.opd,
    workUnit: workUnit === null && stays ? last.workUnit : place.workUnit,
    superior: superior === null && stays ? last.superior : place.superior,
    position: text(position, last?.position),
    rank: text(rank, last?.rank),
    positionKind: text(positionKind, last?.positionKind) as PostingLine['positionKind'],
    echelon: text(echelon, last?.echelon),
    baseTpp: baseTpp === null || baseTpp === undefined ? (last?.baseTpp ?? null) : Number(baseTpp),
  };
}

const FIELDS = ['opd', 'workUnit', 'superior', 'position', 'rank', 'positionKind', 'echelon', 'baseTpp'] as const;

function isSame(a: PostingLine, b: PostingLine): boolean {
  return FIELDS.every((field) => a[field] === b[field]);
}

function describe(posting: PostingLine, opdName: string, last: PostingLine | null): string {
  const { from, position, rank, baseTpp } = posting;
  const parts = [
    `mulai ${from} di ${opdName}${last !== null && last.opd !== posting.opd ? ' (pindah)' : ''}`,
    position,
    rank,
    baseTpp === null ? null : `dasar TPP Rp ${baseTpp.toLocaleString('id-ID')}`,
  ];
  return parts.filter((part) => part !== null).join(', ');
}

function toOf(before: ReadonlyMap<string, readonly Posting[]>, { employee, posting }: Change): string | null {
  return before.get(employee)?.find(({ from }) => from === posting.from)?.to ?? null;
}

function earliestDifference(a: readonly Posting[], b: readonly Posting[]): string {
  const lacks = (list: readonly Posting[]) => (posting: Posting) =>
    list.every((other) => !isDeepStrictEqual(other, posting));
  const different = [...a.filter(lacks(b)), ...b.filter(lacks(a))];
  return different.map(({ from }) => from).sort()[0] ?? '';
}

type Dated = { readonly change: { readonly employee: string; readonly posting: { readonly from: string } } };

/** Rosters of the offices that somebody came to or left, and the days since the earliest change. */
async function finish(
  work: ImportWork,
  before: ReadonlyMap<string, readonly Posting[]>,
  after: ReadonlyMap<string, readonly Posting[]>,
  changes: readonly Dated[],
): Promise<void> {
  const { tx, today, wake } = work;
  const offices = new Set([...before.values(), ...after.values()].flat().map(({ opd }) => opd));
  for (const opd of [...offices].sort()) wake(await refreshRosters(tx, opd));
  const firsts = new Map<string, string[]>();
  for (const { change } of changes) {
    const { from } = change.posting;
    if (from !== '' && from <= today) firsts.set(from, [...(firsts.get(from) ?? []), change.employee]);
  }
  for (const [from, employees] of firsts) await touchDays(tx, employees, from, today);
  await work.progress(changes.length, changes.length);
}
