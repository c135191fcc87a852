import { randomUUID } from 'node:crypto';
import { parseNip } from '@hadir/shared/people/nip';
import { and, eq, inArray } from 'drizzle-orm';
import type { Database } from '../../database/open-database.ts';
import { employees } from '../../database/schema.ts';
import { enrolmentImportLines, enrolmentImports } from '../../database/tables/enrolment.ts';
import { nipMessages } from '../../employees/nip-messages.ts';
import type { Transaction } from '../../rosters/refresh-rosters.ts';
import { writeAudit } from '../../users/write-audit.ts';
import type { ListedPhoto } from './parse-import-list.ts';
import { MOST_PHOTO_BYTES, type PhotoArchive } from './photo-archive.ts';
import { sealLinePhoto } from './seal-line.ts';

type LineRow = typeof enrolmentImportLines.$inferInsert;
type Judged = Pick<LineRow, 'outcome' | 'advice'>;

/** Numbers that are looked up at one time. */
const BATCH = 1_000;

/**
 * Takes an import in: every line with its photo, sealed, or with the reason why it cannot be used. All in one
 * transaction, so that what was taken in is there whole, and goes on whatever happens to the hub.
 * @returns the import's id.
 */
export async function takeImport(
  db: Database['db'],
  templateKey: Buffer,
  { by, file, lines, archive }: { by: string; file: string; lines: readonly ListedPhoto[]; archive: PhotoArchive },
): Promise<string> {
  const id = randomUUID();
  await db.transaction(async (tx) => {
    await tx.insert(enrolmentImports).values({ id, file, createdBy: by });
    const people = await findPeople(tx, lines);
    const seen = new Map<string, number>();
    for (const line of lines) {
      const row = { import: id, ...line };
      const nip = parseNip(line.nip);
      const before = seen.get(line.file.toLowerCase());
      seen.set(line.file.toLowerCase(), before ?? line.row);
      if (!nip.ok) await refuse(tx, row, 'nip-invalid', nipMessages[nip.problem]);
      else if (line.file === '') await refuse(tx, row, 'file-missing', 'Nama berkas fotonya kosong.');
      else if (before !== undefined)
        await refuse(
          tx,
          row,
          'line-repeated',
          `Berkas ini sudah disebut pada baris ${before}. Satu foto untuk satu baris.`,
        );
      else {
        const employee = people.get(nip.value.nip);
        const cleaned = { ...row, nip: nip.value.nip };
        if (employee === undefined)
          await refuse(
            tx,
            cleaned,
            'nip-unknown',
            'Tidak ada pegawai aktif dengan NIP ini. Tambahkan dahulu, atau perbaiki NIP-nya.',
          );
        else await takePhoto(tx, templateKey, { ...cleaned, employee }, archive);
      }
    }
    await writeAudit(tx, by, 'enrolment-import-sent', id, { file, lines: lines.length });
  });
  return id;
}

async function takePhoto(
  tx: Transaction,
  templateKey: Buffer,
  row: Omit<LineRow, 'outcome'> & { employee: string },
  archive: PhotoArchive,
): Promise<void> {
  const found = await archive.readPhoto(row.file);
  switch (found.kind) {
    case 'bytes':
      await tx
        .insert(enrolmentImportLines)
        .values({ ...row, sealedPhoto: sealLinePhoto(templateKey, row, found.bytes) });
      return;
    case 'missing':
      return refuse(tx, row, 'file-missing', 'Berkas ini tidak ada di dalam ZIP. Periksa nama dan foldernya.');
    case 'too-large':
      return refuse(
        tx,
        row,
        'file-too-large',
        `Foto lebih besar dari ${MOST_PHOTO_BYTES / 1024 / 1024} MB. Kecilkan dahulu.`,
      );
    case 'refused':
      return refuse(tx, row, 'file-refused', found.why);
  }
}

async function refuse(tx: Transaction, row: Omit<LineRow, 'outcome'>, outcome: string, advice: string): Promise<void> {
  const judged: Judged = { outcome, advice };
  await tx.insert(enrolmentImportLines).values({ ...row, ...judged });
}

/** @returns employees by their NIP. */
async function findPeople(tx: Transaction, lines: readonly ListedPhoto[]): Promise<Map<string, string>> {
  const nips = [
    ...new Set(
      lines.flatMap(({ nip }) => {
        const parsed = parseNip(nip);
        return parsed.ok ? [parsed.value.nip] : [];
      }),
    ),
  ];
  const people = new Map<string, string>();
  for (let from = 0; from < nips.length; from += BATCH) {
    const rows = await tx
      .select({ id: employees.id, nip: employees.nip })
      .from(employees)
      .where(and(inArray(employees.nip, nips.slice(from, from + BATCH)), eq(employees.active, true)));
    for (const { id, nip } of rows) people.set(nip, id);
  }
  return people;
}
