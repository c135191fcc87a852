import { createHash } from 'node:crypto';
import type { NewLetter } from '@hadir/shared/api/discipline';
import { and, eq, isNull } from 'drizzle-orm';
import { employees, opds } from '../../database/schema.ts';
import { disciplineCases, disciplineLetters } from '../../database/tables/discipline.ts';
import { fieldProblem, forbidden, HttpProblem, notFound } from '../../http/http-problem.ts';
import { readLetterhead } from '../../letterheads/read-letterhead.ts';
import { writeAudit } from '../../users/write-audit.ts';
import { stepRecord } from '../case-record.ts';
import { findSuperior } from '../find-superior.ts';
import { change, type HeldCase, happened } from '../hold-case.ts';
import { lastStep } from '../record-steps.ts';
import { composeLetter, type LetterContent, type LetterFacts, type Person } from './compose-letter.ts';
import { examineLetter } from './examine-letter.ts';

/** @returns the letter as it would go out, marked as a preview; nothing is stored. @throws HttpProblem */
export async function previewLetter(held: HeldCase, government: string, letter: NewLetter): Promise<Buffer> {
  const { renderLetter } = await import('./render-letter.ts');
  return renderLetter(await compose(held, government, letter), held.now, true);
}

/**
 * Makes a letter of a case: from then on its words and its pages stay as they are. A summons is the step of the
 * procedure whose name it bears, on the date of the letter. @throws HttpProblem
 */
export async function writeLetter(held: HeldCase, government: string, letter: NewLetter): Promise<void> {
  const { tx, row, by, policies, now } = held;
  const content = await compose(held, government, letter);
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
  await change(held, {});
  await happened(held, 'letter', on, number, kind);
  const isStep = policies.discipline.procedure.some(({ code }) => code === kind);
  if (row.kind !== 'chain' && isStep) await happened(held, 'step', on, number, kind);
  await writeAudit(tx, by.id, 'discipline-letter', stored.id, { case: row.id, kind, number, digest });
}

/** Takes a letter back that should not have gone out: it stays readable, and nothing follows from it. @throws HttpProblem */
export async function withdrawLetter(held: HeldCase, id: string, note: string): Promise<void> {
  const { tx, row, by, powers, events, policies, today, now } = held;
  if (powers.self || (!powers.bkd && !powers.superior)) throw forbidden('Surat ditarik oleh BKD atau atasan langsung.');
  const [letter] = await tx
    .select({ kind: disciplineLetters.kind, number: disciplineLetters.number })
    .from(disciplineLetters)
    .where(and(eq(disciplineLetters.id, id), eq(disciplineLetters.case, row.id), isNull(disciplineLetters.withdrawnAt)))
    .for('update');
  if (letter === undefined) throw notFound('Surat ini');
  if (letter.kind === 'surat_opd' && !powers.bkd) throw forbidden('Surat kepada OPD ditarik oleh BKD.');
  if (row.state !== 'open')
    throw new HttpProblem(409, 'other-state', 'Surat hanya dapat ditarik selama perkaranya berjalan.');
  if (stepRecord(events)[letter.kind] !== undefined && lastStep({ events, policies }) !== letter.kind)
    throw new HttpProblem(
      409,
      'not-the-last',
      'Langkah sesudah surat ini sudah tercatat: batalkan langkah itu dahulu.',
    );
  await tx.update(disciplineLetters).set({ withdrawnAt: now, withdrawnBy: by.id }).where(eq(disciplineLetters.id, id));
  await change(held, {});
  await happened(held, 'withdrawn', today, `${letter.number}: ${note}`, letter.kind);
}

async function compose(held: HeldCase, government: string, letter: NewLetter): Promise<LetterContent> {
  examineLetter(held, letter);
  const { tx, row, policies, today } = held;
  const employee = await readPerson(held, row.employee);
  const [office] = await tx.select({ name: opds.name }).from(opds).where(eq(opds.id, row.opd));
  const superior = await findSuperior(tx, row.employee, today);
  if (superior === null && row.kind === 'chain' && letter.kind === 'teguran')
    throw new HttpProblem(
      409,
      'no-superior',
      'Atasan langsung pegawai ini belum diketahui. Isi di halaman Organisasi, lalu buat surat ini.',
    );
  const ofRegion = (letter.heading ?? (letter.kind === 'surat_opd' ? 'region' : 'opd')) === 'region';
  const letterhead = await readLetterhead(tx, government, ofRegion ? null : row.opd);
  const neglected = await readNeglected(held);
  return composeLetter(
    { row, letterhead, opdName: office?.name ?? '', employee, superior, neglected, policies },
    letter,
  );
}

async function readPerson({ tx }: HeldCase, id: string): Promise<Person> {
  const { name, nip, position } = employees;
  const [person] = await tx.select({ name, nip, position }).from(employees).where(eq(employees.id, id));
  if (person === undefined) throw new Error('A case names an employee who is not there.');
  return person;
}

/** The case that a superior neglected; null where the case is no superior's. */
async function readNeglected(held: HeldCase): Promise<LetterFacts['neglected']> {
  const { tx, row } = held;
  if (row.kind !== 'superior') return null;
  const { employee, ground } = disciplineCases;
  const [about] = await tx
    .select({ employee, ground })
    .from(disciplineCases)
    .where(eq(disciplineCases.id, row.subject));
  return about ? { person: await readPerson(held, about.employee), days: about.ground.days.length } : null;
}
