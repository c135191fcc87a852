import type { ImportProblem } from '@hadir/shared/api/imports';
import { ZONES, type Zone } from '@hadir/shared/time/local-day';
import { sql } from 'drizzle-orm';
import { opds } from '../database/schema.ts';
import { asZone } from '../opds/zone.ts';
import { writeAudit } from '../users/write-audit.ts';
import { plainName } from './find-people.ts';
import type { ImportSpec, MadeChange, PlannedChange } from './import-spec.ts';
import { isForeignKey } from './is-foreign-key.ts';
import { choiceValue, textValue } from './read-values.ts';

interface Change {
  readonly name: string;
  readonly zone: Zone;
}

export const opdsImport: ImportSpec<Change> = {
  kind: 'opds',
  title: 'OPD',
  columns: [
    {
      key: 'name',
      title: 'OPD',
      aliases: ['nama opd', 'nama', 'perangkat daerah', 'unit organisasi'],
      required: true,
      read: textValue(200),
      help: 'Nama lengkap, seperti pada kop suratnya.',
      examples: ['Dinas Contoh', 'Kecamatan Contoh'],
    },
    {
      key: 'zone',
      title: 'Zona waktu',
      aliases: ['zona'],
      required: true,
      read: choiceValue({ wib: 'Asia/Jakarta', wita: 'Asia/Makassar', wit: 'Asia/Jayapura' }),
      help: 'WIB, WITA, atau WIT.',
      examples: ['WIT', 'WIT'],
    },
  ],
  legend: ['Satu baris satu OPD. OPD yang sudah ada dikenali dari namanya dan tidak diubah.'],
  plan: async (db, lines) => {
    const rows = await db.execute<{ name: string; zone: string }>(sql`SELECT name, zone FROM opds`);
    const known = new Map(rows.map(({ name, zone }) => [plainName(name), asZone(zone)]));
    const changes: PlannedChange<Change>[] = [];
    const problems: ImportProblem[] = [];
    let same = 0;
    for (const { row, values } of lines) {
      const name = String(values.name);
      const zone = asZone(String(values.zone));
      const before = known.get(plainName(name));
      if (name.length < 2) problems.push({ row, column: 'OPD', value: name, message: 'Tulis sedikitnya 2 huruf.' });
      else if (before === zone) same += 1;
      else if (before === undefined)
        changes.push({ row, action: 'add', subject: name, text: `OPD baru, ${ZONES[zone]}`, change: { name, zone } });
      else {
        const message = `OPD ini sudah ada dengan zona ${ZONES[before]}, dan zonanya tidak diubah lewat impor.`;
        problems.push({ row, column: 'Zona waktu', value: ZONES[zone], message });
      }
    }
    return { changes, same, problems, notes: [] };
  },
  apply: async ({ tx, by, progress }, changes) => {
    const made: MadeChange[] = [];
    for (const { row, change } of changes) {
      const [created] = await tx.insert(opds).values(change).returning({ id: opds.id });
      if (!created) throw new Error('An OPD was not stored.');
      await writeAudit(tx, by, 'opd-created', created.id, { ...change });
      made.push({ row, subject: created.id, before: null, after: change });
    }
    await progress(made.length, changes.length);
    return made;
  },
  undo: async ({ tx }, made) => {
    const ids = JSON.stringify(made.map(({ subject }) => subject));
    try {
      await tx.execute(sql`
        DELETE FROM opds WHERE id IN (SELECT value::uuid FROM json_array_elements_text(${ids}::text::json))`);
      return { ok: true };
    } catch (error) {
      if (!isForeignKey(error)) throw error;
      return { ok: false, problem: 'Sebagian OPD dari impor ini sudah punya pintu, unit kerja, pegawai, atau akun.' };
    }
  },
};
