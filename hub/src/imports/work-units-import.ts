import type { ImportProblem } from '@hadir/shared/api/imports';
import { sql } from 'drizzle-orm';
import { workUnits } from '../database/tables/postings.ts';
import { findOpds, findWorkUnits, plainName } from './find-people.ts';
import type { ImportSpec, MadeChange, PlannedChange } from './import-spec.ts';
import { isForeignKey } from './is-foreign-key.ts';
import { textValue } from './read-values.ts';

interface Change {
  /** Null for a new one. */
  readonly id: string | null;
  readonly opd: string;
  readonly name: string;
  /** Name of the one above it in the same OPD. */
  readonly parent: string | null;
}

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
    const coming = new Set(
      lines.map(({ values }) => `${offices.get(plainName(String(values.opd)))?.id} ${plainName(String(values.name))}`),
    );
    const changes: PlannedChange<Change>[] = [];
    const problems: ImportProblem[] = [];
    let same = 0;
    for (const { row, values } of lines) {
      const office = offices.get(plainName(String(values.opd)));
      if (office === undefined) {
        problems.push({ row, column: 'OPD', value: String(values.opd), message: 'OPD ini tidak ada di Hadir.' });
        continue;
      }
      const name = String(values.name);
      const parent = values.parent === null ? null : String(values.parent);
      const above = parent === null ? null : `${office.id} ${plainName(parent)}`;
      if (above !== null && (above === `${office.id} ${plainName(name)}` || !(known.has(above) || coming.has(above)))) {
        const message = 'Unit kerja induk ini tidak ada di OPD itu, baik di Hadir maupun di berkas ini.';
        problems.push({ row, column: 'Induk', value: parent, message });
        continue;
      }
      const before = known.get(`${office.id} ${plainName(name)}`);
      const text = `${before === undefined ? 'unit kerja baru di' : 'di bawah'} ${before === undefined ? office.name : parent}`;
      const isSame = before !== undefined && (above === null || known.get(above)?.id === before.parent);
      if (isSame) same += 1;
      else
        changes.push({
          row,
          action: before === undefined ? 'add' : 'change',
          subject: name,
          text,
          change: { id: before?.id ?? null, opd: office.id, name: before?.name ?? name, parent },
        });
    }
    return { changes, same, problems, notes: [] };
  },
  apply: async ({ tx, progress }, changes) => {
    const before = await findWorkUnits(tx);
    const added = changes.filter(({ change }) => change.id === null);
    if (added.length > 0) await tx.insert(workUnits).values(added.map(({ change: { opd, name } }) => ({ opd, name })));
    const now = await findWorkUnits(tx);
    const made: MadeChange[] = [];
    for (const { row, change } of changes) {
      const { opd, name, parent } = change;
      const id = now.get(`${opd} ${plainName(name)}`)?.id ?? '';
      const above = parent === null ? null : (now.get(`${opd} ${plainName(parent)}`)?.id ?? null);
      if (above !== null) await tx.execute(sql`UPDATE work_units SET parent = ${above}::uuid WHERE id = ${id}::uuid`);
      const was = change.id === null ? null : { parent: before.get(`${opd} ${plainName(name)}`)?.parent ?? null };
      made.push({ row, subject: id, before: was, after: { parent: above } });
    }
    await progress(changes.length, changes.length);
    return made;
  },
  undo: async ({ tx }, made) => {
    try {
      for (const { subject, before } of made)
        if (before !== null)
          await tx.execute(sql`
            UPDATE work_units SET parent = ${(before as { parent: string | null }).parent}::uuid WHERE id = ${subject}::uuid`);
      for (const { subject, before } of made)
        if (before === null) await tx.execute(sql`DELETE FROM work_units WHERE id = ${subject}::uuid`);
      return { ok: true };
    } catch (error) {
      if (!isForeignKey(error)) throw error;
      return { ok: false, problem: 'Sebagian unit kerja dari impor ini sudah dipakai dalam penempatan.' };
    }
  },
};
