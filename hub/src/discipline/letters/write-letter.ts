import { createHash } from 'node:crypto';
import type { NewLetter } from '@hadir/shared/api/discipline';
import { eq } from 'drizzle-orm';
import { employees, opds } from '../../database/schema.ts';
import { disciplineLetters } from '../../database/tables/discipline.ts';
import { fieldProblem, forbidden, HttpProblem } from '../../http/http-problem.ts';
import { writeAudit } from '../../users/write-audit.ts';
import { type HeldCase, happened } from '../decide-case.ts';
import { findSuperior } from '../find-superior.ts';
import { composeLetter } from './compose-letter.ts';

/** Makes a letter of a case: from then on its words and its pages stay as they are. @throws HttpProblem */
export async function writeLetter(held: HeldCase, government: string, letter: NewLetter): Promise<void> {
  const { tx, row, by, powers, policies, today, now } = held;
  if (powers.self) throw new HttpProblem(403, 'own-matter', 'Anda tidak dapat bertindak dalam perkara Anda sendiri.');
  if (!powers.bkd && !powers.superior) throw forbidden('Surat dibuat oleh BKD atau atasan langsung.');
  if (letter.kind === 'surat_opd' && !powers.bkd) throw forbidden('Surat kepada OPD dibuat oleh BKD.');
  if (row.state !== 'open')
    throw new HttpProblem(409, 'other-state', 'Surat dibuat untuk perkara yang sudah diterima dan belum diputuskan.');
  if (letter.on > today) throw fieldProblem('day-to-come', 'on', 'Tanggal surat belum tiba.');
  const summons = letter.kind === 'panggilan_1' || letter.kind === 'panggilan_2';
  if (summons && letter.appear === undefined)
    throw fieldProblem('no-appearance', 'appear', 'Isi hari, jam, dan tempat pemeriksaan.');
  if (summons && letter.appear !== undefined && letter.appear.on <= letter.on)
    throw fieldProblem('too-early', 'appear', 'Hari pemeriksaan harus sesudah tanggal surat.');
  const [person] = await tx
    .select({ name: employees.name, nip: employees.nip, position: employees.position, opdName: opds.name })
    .from(employees)
    .innerJoin(opds, eq(opds.id, row.opd))
    .where(eq(employees.id, row.employee));
  if (person === undefined) throw new Error('A case names an employee who is not there.');
  const superior = await findSuperior(tx, row.employee, row.proposedOn);
  const [above] = superior ? await tx.select().from(employees).where(eq(employees.id, superior.employee)) : [undefined];
  const content = composeLetter(
    { row, government, opdName: person.opdName, employee: person, superior: above ?? null, policies },
    letter,
  );
  // The PDF library takes 25 MB: it is loaded when a letter is written.
  const { renderLetter } = await import('./render-letter.ts');
  const pdf = await renderLetter(content, now);
  const digest = createHash('sha256').update(pdf).digest('hex');
  const { kind, number, on } = letter;
  const [stored] = await tx
    .insert(disciplineLetters)
    .values({ case: row.id, kind, number, on, content, pdf, digest, madeBy: by.id, madeAt: now })
    .onConflictDoNothing()
    .returning({ id: disciplineLetters.id });
  if (stored === undefined)
    throw fieldProblem('number-taken', 'number', 'Nomor surat ini sudah dipakai surat lain.', 409);
  await happened(held, 'letter', on, number, kind);
  await writeAudit(tx, by.id, 'discipline-letter', stored.id, { case: row.id, kind, number, digest });
}
