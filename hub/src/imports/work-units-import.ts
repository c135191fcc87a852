import type { ImportProblem } from '@hadir/shared/api/imports';
import { sql } from 'drizzle-orm';
import { workUnits } from '../database/tables/postings.ts';
import { touchUnit } from '../organisation/units-above.ts';
import { findOpds, findWorkUnits, plainName } from './find-people.ts';
import type { ImportSpec, MadeChange, PlannedChange } from './import-spec.ts';
import { isForeignKey } from './is-foreign-key.ts';
import { keysOf, placeUnits, type UnitLine } from './place-units.ts';
import { textValue } from './read-values.ts';

interface Change {
  /** Null for a new one. */
  readonly id: string | null;
  readonly opd: string;
  readonly name: string;
  /** Name of the one above it in the same OPD. */
  readonly parent: string | null;
}

interface Made {
  readonly parent: string | null;
  readonly name: string;
}

const AT_ONCE = 1_000;

export const workUnitsImport: ImportSpec<Change> = {
  kind: 'work-units',
  title: 'Unit kerja',
  columns: [
    {
      key: 'opd',
      title: 'OPD',
      aliases: ['perangkat daerah'],
      required: true,
      read: textValue(200),
      help: 'Nama OPD persis seperti di Hadir.',
      examples: ['Dinas Contoh', 'Dinas Contoh'],
    },
    {
      key: 'name',
      title: 'Unit kerja',
      aliases: ['nama unit kerja', 'nama unit'],
      required: true,
      read: textValue(200),
      help: 'Bidang, UPT, sekolah, puskesmas, atau kelurahan.',
      examples: ['Bidang Contoh', 'Seksi Contoh'],
    },
    {
      key: 'parent',
      title: 'Induk',
      aliases: ['unit kerja induk', 'unit induk'],
      required: false,
      read: textValue(200),
      help: 'Unit kerja di atasnya dalam OPD yang sama; boleh kosong.',
      examples: ['', 'Bidang Contoh'],
    },
  ],
  legend: [
    'Satu baris satu unit kerja. Unit kerja dikenali dari OPD dan namanya; induknya boleh ada di berkas yang sama.',
  ],
  plan: async (db, lines) => {
    const offices = await findOpds(db);
    const known = await findWorkUnits(db);
    const problems: ImportProblem[] = [];
    const named = lines.flatMap(({ row, values }): UnitLine[] => {
      const office = offices.get(plainName(String(values.opd)));
      const name = String(values.name);
      const parent = values.parent === null ? null : String(values.parent);
      if (office !== undefined) return [{ row, office, name, parent, ...keysOf(office.id, name, parent) }];
      problems.push({ row, column: 'OPD', value: String(values.opd), message: 'OPD ini tidak ada di Hadir.' });
      return [];
    });
    const { placed, refused } = placeUnits(named, known);
    problems.push(...refused);
    const changes: PlannedChange<Change>[] = [];
    let same = 0;
    for (const { row, office, name, parent, key, above } of placed) {
      const before = known.get(key);
      if (before !== undefined && (above === null || known.get(above)?.id === before.parent)) same += 1;
      else
        changes.push({
          row,
          action: before === undefined ? 'add' : 'change',
          subject: before?.name ?? name,
          text: `${before === undefined ? `unit kerja baru di ${office.name}` : 'dipindahkan'}${parent === null ? '' : `, di bawah ${parent}`}`,
          change: { id: before?.id ?? null, opd: office.id, name: before?.name ?? name, parent },
        });
    }
    return { changes, same, problems, notes: [] };
  },
  apply: async ({ tx, progress }, changes) => {
    const before = await findWorkUnits(tx);
    const added = changes.filter(({ change }) => change.id === null);
    for (let at = 0; at < added.length; at += AT_ONCE)
      await tx
        .insert(workUnits)
        .values(added.slice(at, at + AT_ONCE).map(({ change: { opd, name } }) => ({ opd, name })));
    const now = await findWorkUnits(tx);
    const made: MadeChange[] = [];
    for (const { row, change } of changes) {
      const { opd, name, parent } = change;
      const id = now.get(`${opd} ${plainName(name)}`)?.id ?? '';
      const above = parent === null ? null : (now.get(`${opd} ${plainName(parent)}`)?.id ?? null);
      if (above !== null) await tx.execute(sql`UPDATE work_units SET parent = ${above}::uuid WHERE id = ${id}::uuid`);
      const was = change.id === null ? null : { parent: before.get(`${opd} ${plainName(name)}`)?.parent ?? null };
      if (was !== null && above !== null && above !== was.parent) await touchUnit(tx, id);
      made.push({ row, subject: id, before: was, after: { parent: above, name } satisfies Made });
    }
    await progress(changes.length, changes.length);
    return made;
  },
  undo: async ({ tx }, made) => {
    const now = new Map([...(await findWorkUnits(tx)).values()].map((unit) => [unit.id, unit]));
    for (const { row, subject, after } of made) {
      const unit = now.get(subject);
      const { name, parent } = after as Made;
      if (unit?.name !== name || unit.parent !== parent)
        return { ok: false, problem: `Unit kerja pada baris ${row} sudah diubah lagi sesudah impor ini.` };
    }
    const added = made.filter(({ before }) => before === null);
    const gone = new Set(added.map(({ subject }) => subject));
    const own = new Set(made.map(({ subject }) => subject));
    const below = [...now.values()].find(({ id, parent }) => parent !== null && gone.has(parent) && !own.has(id));
    if (below) return { ok: false, problem: `${below.name} sudah berada di bawah unit kerja dari impor ini.` };
    try {
      for (const { subject, before } of made)
        if (before !== null) {
          await tx.execute(sql`
            UPDATE work_units SET parent = ${(before as { parent: string | null }).parent}::uuid WHERE id = ${subject}::uuid`);
          await touchUnit(tx, subject);
        }
      for (const { subject } of added) await tx.execute(sql`DELETE FROM work_units WHERE id = ${subject}::uuid`);
      return { ok: true };
    } catch (error) {
      if (!isForeignKey(error)) throw error;
      return { ok: false, problem: 'Sebagian unit kerja dari impor ini sudah dipakai dalam penempatan.' };
    }
  },
};
