import { and, asc, eq } from 'drizzle-orm';
import { enrolmentImportLines, enrolmentImports } from '../../database/tables/enrolment.ts';
import { findEmployee } from '../../employees/employee-store.ts';
import { ENOUGH_FACES } from '../../employees/enough-faces.ts';
import { enrolFaceIn } from '../../employees/enrol-face.ts';
import type { Transaction } from '../../rosters/refresh-rosters.ts';
import { writeAudit } from '../../users/write-audit.ts';
import type { ImportWork } from './check-import.ts';
import { openLineFace } from './seal-line.ts';

type Line = typeof enrolmentImportLines.$inferSelect;

/**
 * Enrols the next person of an import: his templates, what is said of his lines, and the rosters, in one transaction.
 * @returns the doors that have a new roster version, or null where nobody is left.
 */
export async function applyNextPerson(
  { db, templateKey, calibration }: ImportWork,
  id: string,
  by: string | null,
): Promise<string[] | null> {
  return db.transaction(async (tx) => {
    const [next] = await tx
      .select({ employee: enrolmentImportLines.employee })
      .from(enrolmentImportLines)
      .where(and(eq(enrolmentImportLines.import, id), eq(enrolmentImportLines.outcome, 'ready')))
      .orderBy(asc(enrolmentImportLines.row))
      .limit(1)
      .for('update', { skipLocked: true });
    const employee = next?.employee ?? null;
    if (employee === null) return null;
    const lines = await tx
      .select()
      .from(enrolmentImportLines)
      .where(
        and(
          eq(enrolmentImportLines.import, id),
          eq(enrolmentImportLines.employee, employee),
          eq(enrolmentImportLines.outcome, 'ready'),
        ),
      )
      .orderBy(asc(enrolmentImportLines.row))
      .for('update');
    const photos = lines.flatMap((line) => {
      const face = openLineFace(templateKey, line);
      return face === null ? [] : [{ file: line.file, outcome: { kind: 'described' as const, ...face } }];
    });
    const person = await findEmployee(tx, employee);
    if (person !== null && person.faces.length >= ENOUGH_FACES) {
      for (const line of lines) await settle(tx, line, 'enough-faces', 'Pegawai ini sudah punya cukup wajah.');
      return [];
    }
    const outcome = await enrolFaceIn(tx, templateKey, calibration, { by, employee, photos });
    for (const [i, line] of lines.entries()) {
      if (outcome.kind === 'no-such-employee') await settle(tx, line, 'nip-unknown', 'Pegawai ini tidak aktif lagi.');
      else if (outcome.kind === 'no-ground')
        await settle(tx, line, 'ground-missing', 'Belum ada persetujuan atau dasar hukum untuk wajah pegawai ini.');
      else {
        const photo = outcome.enrolment.photos[i];
        await settle(tx, line, photo?.outcome ?? 'unreadable', photo?.advice ?? null);
      }
    }
    return outcome.kind === 'judged' ? outcome.doors : [];
  });
}

export async function finishImport({ db }: Pick<ImportWork, 'db'>, id: string): Promise<void> {
  await db.transaction(async (tx) => {
    const [done] = await tx
      .update(enrolmentImports)
      .set({ state: 'done', finishedAt: new Date() })
      .where(and(eq(enrolmentImports.id, id), eq(enrolmentImports.state, 'applying')))
      .returning({ by: enrolmentImports.appliedBy });
    if (done) await writeAudit(tx, done.by, 'enrolment-import-done', id);
  });
}

/** What was kept of the photo is gone with its outcome: the template holds what is needed. */
async function settle(tx: Transaction, line: Line, outcome: string, advice: string | null): Promise<void> {
  await tx
    .update(enrolmentImportLines)
    .set({ outcome, advice, sealedCrop: null, sealedTemplate: null })
    .where(and(eq(enrolmentImportLines.import, line.import), eq(enrolmentImportLines.row, line.row)));
}
