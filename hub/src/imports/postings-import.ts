import { isDeepStrictEqual } from 'node:util';
import type { ImportProblem } from '@hadir/shared/api/imports';
import { touchDays } from '../days/touch-days.ts';
import { refreshRosters } from '../rosters/refresh-rosters.ts';
import { findOpds, findPeople, findWorkUnits, plainName } from './find-people.ts';
import type { ImportSpec, ImportWork, MadeChange, PlannedChange } from './import-spec.ts';
import { type Posting, type PostingLine, postingsOf, readPostingsOf, writePostings } from './posting-chain.ts';
import { choiceValue, dayValue, nipValue, textValue, wholeValue } from './read-values.ts';

interface Change {
  readonly employee: string;
  readonly before: PostingLine | null;
  readonly posting: PostingLine;
}

export const postingsImport: ImportSpec<Change> = {
  kind: 'postings',
  title: 'Penempatan',
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
      key: 'from',
      title: 'Mulai',
      aliases: ['tmt', 'mulai tanggal'],
      required: true,
      read: dayValue,
      help: 'Hari pertama penempatan ini.',
      examples: ['01/07/2026', '16/07/2026'],
    },
    {
      key: 'opd',
      title: 'OPD',
      aliases: ['perangkat daerah'],
      required: true,
      read: textValue(200),
      help: 'Nama OPD persis seperti di Hadir.',
      examples: ['Dinas Contoh', 'Badan Contoh'],
    },
    {
      key: 'workUnit',
      title: 'Unit kerja',
      aliases: ['unit'],
      required: false,
      read: textValue(200),
      help: 'Bagian dari OPD itu; harus sudah ada di Hadir.',
      examples: ['Bidang Contoh', ''],
    },
    {
      key: 'position',
      title: 'Jabatan',
      aliases: ['nama jabatan'],
      required: false,
      read: textValue(200),
      help: 'Nama jabatan.',
      examples: ['Analis Kebijakan', ''],
    },
    {
      key: 'rank',
      title: 'Golongan',
      aliases: ['gol', 'gol.', 'golongan ruang'],
      required: false,
      read: rankValue,
      help: 'PNS: III/c; PPPK: IX.',
      examples: ['III/c', 'IX'],
    },
    {
      key: 'positionKind',
      title: 'Jenis jabatan',
      aliases: [],
      required: false,
      read: choiceValue({ struktural: 'structural', fungsional: 'functional', pelaksana: 'executive' }),
      help: 'struktural, fungsional, atau pelaksana.',
      examples: ['fungsional', ''],
    },
    {
      key: 'echelon',
      title: 'Eselon',
      aliases: [],
      required: false,
      read: textValue(10),
      help: 'Untuk jabatan struktural, misalnya III.a.',
      examples: ['', ''],
    },
    {
      key: 'superior',
      title: 'NIP atasan',
      aliases: ['atasan', 'atasan langsung', 'nip atasan langsung'],
      required: false,
      read: nipValue,
      help: 'Atasan langsung bila bukan kepala OPD.',
      examples: ['197001011995031001', ''],
    },
    {
      key: 'baseTpp',
      title: 'Dasar TPP',
      aliases: ['tpp', 'besaran tpp', 'basis tpp'],
      required: false,
      read: wholeValue(0, 1_000_000_000),
      help: 'Rupiah penuh sebulan.',
      examples: ['5.000.000', '4500000'],
    },
  ],
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
      else if (office === undefined) say('OPD', values.opd, 'OPD ini tidak ada di Hadir.');
      else if (unit === undefined)
        say('Unit kerja', values.workUnit, 'Unit kerja ini tidak ada di OPD itu. Impor unit kerja dahulu.');
      else if (superior === undefined) say('NIP atasan', values.superior, 'Atasan dengan NIP ini tidak ada di Hadir.');
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
    changes.sort((a, b) => a.row - b.row);
    return { changes, same, problems, notes: [] };
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

/** Golongan of a PNS or of a PPPK. */
function rankValue(cell: Parameters<ReturnType<typeof textValue>>[0]) {
  const text = typeof cell === 'string' ? cell.trim() : '';
  const pns = /^(IV|I{1,3})\s*[/.]?\s*([a-e])$/i.exec(text);
  if (pns) return { ok: true, value: `${(pns[1] ?? '').toUpperCase()}/${(pns[2] ?? '').toLowerCase()}` } as const;
  if (/^(X{0,1}(IX|IV|V?I{0,3}))$/i.test(text) && text !== '') return { ok: true, value: text.toUpperCase() } as const;
  return { ok: false, problem: 'Tulis golongan seperti III/c (PNS) atau IX (PPPK).' } as const;
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
