import type { ImportProblem } from '@hadir/shared/api/imports';
import type { Assignment } from '@hadir/shared/api/policies/assignments-policy';
import type { EditionOf } from '@hadir/shared/api/policies/policy-edition';
import type { Target } from '@hadir/shared/api/policies/policy-terms';
import { sql } from 'drizzle-orm';
import { readPolicyBook } from '../policies/read-policy-book.ts';
import { findOpds, findPeople, findWorkUnits, plainName } from './find-people.ts';
import type { ImportSpec, PlannedChange } from './import-spec.ts';
import { inForce } from './in-force.ts';
import { removeDrafts, storeDraft } from './policy-drafts.ts';
import { codeValue, dayValue, nipValue, textValue } from './read-values.ts';

interface Change {
  readonly assignment: Assignment;
}

export const assignmentsImport: ImportSpec<Change> = {
  kind: 'assignments',
  title: 'Jadwal kerja',
  columns: [
    {
      key: 'opd',
      title: 'OPD',
      aliases: ['perangkat daerah'],
      required: false,
      read: textValue(200),
      help: 'Isi untuk seluruh OPD, atau bersama Unit kerja.',
      examples: ['RSUD Contoh', ''],
    },
    {
      key: 'workUnit',
      title: 'Unit kerja',
      aliases: ['unit'],
      required: false,
      read: textValue(200),
      help: 'Isi untuk satu unit kerja dari OPD itu.',
      examples: ['Instalasi Contoh', ''],
    },
    {
      key: 'nip',
      title: 'NIP',
      aliases: ['nip baru'],
      required: false,
      read: nipValue,
      help: 'Isi untuk satu orang; OPD dan Unit kerja dikosongkan.',
      examples: ['', '19850312 201001 1 001'],
    },
    {
      key: 'schedule',
      title: 'Kode jadwal',
      aliases: ['jadwal', 'kode'],
      required: true,
      read: codeValue,
      help: 'Kode dari kebijakan Jadwal, misalnya lima-hari.',
      examples: ['sif', 'lima-hari'],
    },
    {
      key: 'from',
      title: 'Mulai',
      aliases: ['mulai tanggal'],
      required: true,
      read: dayValue,
      help: 'Hari pertama.',
      examples: ['01/07/2026', '01/07/2026'],
    },
    {
      key: 'to',
      title: 'Sampai',
      aliases: ['sampai tanggal'],
      required: false,
      read: dayValue,
      help: 'Hari terakhir; kosong berarti seterusnya.',
      examples: ['', '31/12/2026'],
    },
  ],
  legend: [
    'Satu baris satu penugasan jadwal: untuk OPD, untuk unit kerja, atau untuk satu orang. Yang paling sempit menang.',
    'Hasilnya rancangan kebijakan Penugasan; baru berlaku setelah diaktifkan di halaman Kebijakan.',
  ],
  plan: async (db, lines, today) => {
    const offices = await findOpds(db);
    const units = await findWorkUnits(db);
    const people = await findPeople(
      db,
      lines.flatMap(({ values }) => (values.nip === null ? [] : [String(values.nip)])),
    );
    const { book } = await readPolicyBook(db);
    const codes = new Set(inForce(book, 'schedules', today)?.document.schedules.map(({ code }) => code));
    const held = new Set((await latestAssignments(db)).map((assignment) => JSON.stringify(assignment)));
    const changes: PlannedChange<Change>[] = [];
    const problems: ImportProblem[] = [];
    let same = 0;
    for (const { row, values } of lines) {
      const say = (column: string | null, value: unknown, message: string) =>
        void problems.push({ row, column, value: value === null ? null : String(value), message });
      const office = values.opd === null ? null : offices.get(plainName(String(values.opd)));
      const unit =
        values.workUnit === null ? null : units.get(`${office?.id ?? ''} ${plainName(String(values.workUnit))}`);
      const person = values.nip === null ? null : people.get(String(values.nip));
      const [schedule, from] = [String(values.schedule), String(values.from)];
      const to = values.to === null ? null : String(values.to);
      if (office === undefined) say('OPD', values.opd, 'OPD ini tidak ada di Hadir.');
      else if (unit === undefined) say('Unit kerja', values.workUnit, 'Unit kerja ini tidak ada di OPD itu.');
      else if (person === undefined) say('NIP', values.nip, 'Pegawai dengan NIP ini tidak ada di Hadir.');
      else if (person !== null && (office !== null || unit !== null))
        say(null, null, 'Isi NIP saja, atau OPD (dan Unit kerja) saja.');
      else if (person === null && office === null) say(null, null, 'Isi OPD, Unit kerja, atau NIP.');
      else if (!codes.has(schedule))
        say('Kode jadwal', schedule, `Jadwal ini tidak ada. Yang ada: ${[...codes].join(', ')}.`);
      else if (to !== null && to < from) say('Sampai', to, 'Mendahului tanggal mulainya.');
      else {
        const target: Target =
          person !== null
            ? { kind: 'employee', employee: person.id }
            : unit !== null
              ? { kind: 'work_unit', workUnit: unit.id }
              : { kind: 'opd', opd: office?.id ?? '' };
        const assignment: Assignment = { target, schedule, from, to };
        const subject = person?.name ?? unit?.name ?? office?.name ?? '';
        const text = `${schedule} mulai ${from}${to === null ? '' : ` sampai ${to}`}`;
        if (held.has(JSON.stringify(assignment))) same += 1;
        else changes.push({ row, action: 'add', subject, text, change: { assignment } });
      }
    }
    const notes = changes.length === 0 ? [] : ['Hasilnya rancangan: aktifkan di halaman Kebijakan agar berlaku.'];
    return { changes, same, problems, notes };
  },
  apply: async ({ tx, by, today, fileName, progress }, changes) => {
    const [first] = changes;
    if (first === undefined) return [];
    const replaced = new Set(changes.map(({ change }) => aimOf(change.assignment)));
    // Of two lines for the same target from the same day the rules would take one without saying so.
    const before = (await latestAssignments(tx)).filter((assignment) => !replaced.has(aimOf(assignment)));
    const edition: EditionOf<'assignments'> = {
      kind: 'assignments',
      effectiveFrom: [today, ...changes.map(({ change }) => change.assignment.from)].sort()[0] ?? today,
      effectiveTo: null,
      legalBasis: `Penugasan jadwal menurut ${fileName}`.slice(0, 300),
      note: 'Diimpor; lengkapi dasar hukumnya sebelum diajukan.',
      document: { assignments: [...before, ...changes.map(({ change }) => change.assignment)] },
    };
    const made = await storeDraft(tx, by, edition, first.row);
    await progress(changes.length, changes.length);
    return [made];
  },
  undo: ({ tx }, made) => removeDrafts(tx, made),
};

type Reader = Parameters<ImportSpec['plan']>[0];

/** Of the draft that waits, else of what was activated last: an import goes on from there. In one form, to be compared. */
async function latestAssignments(db: Reader): Promise<Assignment[]> {
  const [row] = await db.execute<{ document: { assignments: Assignment[] } }>(sql`
    SELECT document FROM policy_editions
    WHERE kind = 'assignments' AND state <> 'withdrawn'
    ORDER BY (state = 'draft' OR state = 'proposed') DESC, effective_from DESC, activation DESC, created_at DESC LIMIT 1`);
  return (row?.document.assignments ?? []).map(({ target, schedule, from, to }) => ({
    target: inOrder(target),
    schedule,
    from,
    to,
  }));
}

function aimOf({ target, from }: Assignment): string {
  return JSON.stringify([target, from]);
}

function inOrder(target: Target): Target {
  switch (target.kind) {
    case 'everybody':
      return { kind: 'everybody' };
    case 'opd':
      return { kind: 'opd', opd: target.opd };
    case 'work_unit':
      return { kind: 'work_unit', workUnit: target.workUnit };
    case 'employee':
      return { kind: 'employee', employee: target.employee };
  }
}
