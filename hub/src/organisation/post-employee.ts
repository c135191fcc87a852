import type { NewPosting } from '@hadir/shared/api/organisation';
import { eq, sql } from 'drizzle-orm';
import { employees, opds } from '../database/schema.ts';
import { workUnits } from '../database/tables/postings.ts';
import { touchDays } from '../days/touch-days.ts';
import { fieldProblem, HttpProblem, notFound } from '../http/http-problem.ts';
import { postingsOf, readPostingsOf, writePostings } from '../imports/posting-chain.ts';
import { isDay } from '../policies/is-day.ts';
import { refreshRosters, type Transaction } from '../rosters/refresh-rosters.ts';
import { writeAudit } from '../users/write-audit.ts';

const LAST_DAY = '9999-12-31';

/**
 * Gives somebody a place from a day on; one that begins on that same day is replaced. His days from then on are judged
 * again by the place that he has on each of them.
 * @returns the doors that have a new roster version
 */
export async function postEmployee(
  tx: Transaction,
  employee: string,
  posting: NewPosting,
  { by, today }: { by: string; today: string },
): Promise<string[]> {
  const given = withoutBlanks(posting);
  const person = await takePerson(tx, employee);
  await checkPlace(tx, employee, given);
  const held = postingsOf(await readPostingsOf(tx, [employee]), employee);
  const replaced = held.find(({ from }) => from === given.from) ?? null;
  const chain = [...held.filter((posting) => posting !== replaced), { ...given, to: null }];
  await writePostings(tx, new Map([[employee, chain]]), today);
  await touchDays(tx, [employee], given.from, LAST_DAY);
  const { from, ...after } = given;
  await writeAudit(tx, by, 'employee-posted', employee, { from, before: replaced, after });
  return rostersAfter(tx, person);
}

/**
 * Takes a posting back that should not have been; the one before goes on in its place.
 * @returns the doors that have a new roster version
 */
export async function removePosting(
  tx: Transaction,
  employee: string,
  from: string,
  { by, today }: { by: string; today: string },
): Promise<string[]> {
  const person = await takePerson(tx, employee);
  const held = postingsOf(await readPostingsOf(tx, [employee]), employee);
  const index = held.findIndex((posting) => posting.from === from);
  const [removed, earlier] = [held[index], held[index - 1]];
  if (removed === undefined) throw notFound('Penempatan ini');
  if (earlier === undefined)
    throw new HttpProblem(
      409,
      'first-posting',
      'Penempatan pertama tidak dapat dihapus. Simpan penempatan yang benar dengan tanggal mulai yang sama.',
    );
  const chain = held.flatMap((posting) =>
    posting === removed ? [] : posting === earlier ? [{ ...earlier, to: removed.to }] : [posting],
  );
  await writePostings(tx, new Map([[employee, chain]]), today);
  await touchDays(tx, [employee], from, LAST_DAY);
  await writeAudit(tx, by, 'employee-posting-removed', employee, { ...removed });
  return rostersAfter(tx, person);
}

async function takePerson(tx: Transaction, employee: string): Promise<typeof employees.$inferSelect> {
  const [person] = await tx.select().from(employees).where(eq(employees.id, employee)).for('update');
  if (!person) throw notFound('Pegawai ini');
  return person;
}

async function rostersAfter(tx: Transaction, before: { id: string; opd: string }): Promise<string[]> {
  const [now] = await tx.select({ opd: employees.opd }).from(employees).where(eq(employees.id, before.id));
  if (now === undefined || now.opd === before.opd) return [];
  const doors: string[] = [];
  for (const opd of [before.opd, now.opd].sort()) doors.push(...(await refreshRosters(tx, opd)));
  return doors;
}

function withoutBlanks({ position, rank, echelon, ...posting }: NewPosting): NewPosting {
  return {
    ...posting,
    position: position?.trim() || null,
    rank: rank?.trim() || null,
    echelon: echelon?.trim() || null,
  };
}

async function checkPlace(
  tx: Transaction,
  employee: string,
  { from, opd, workUnit, superior }: NewPosting,
): Promise<void> {
  if (!isDay(from)) throw fieldProblem('no-such-day', 'from', 'Tanggal ini tidak ada di kalender.');
  const [office] = await tx.select({ id: opds.id }).from(opds).where(eq(opds.id, opd));
  if (!office) throw fieldProblem('opd-unknown', 'opd', 'OPD ini tidak ada.');
  if (workUnit !== null) {
    const [unit] = await tx.select({ opd: workUnits.opd }).from(workUnits).where(eq(workUnits.id, workUnit));
    if (unit?.opd !== opd) throw fieldProblem('work-unit-unknown', 'workUnit', 'Unit kerja ini bukan bagian OPD itu.');
  }
  if (superior === null) return;
  if (superior === employee) throw fieldProblem('own-superior', 'superior', 'Seseorang bukan atasan dirinya sendiri.');
  const [found] = await tx.execute<{ circle: boolean }>(sql`
    WITH RECURSIVE above AS (
      SELECT ${superior}::uuid AS person
      UNION
      SELECT p.superior FROM above a JOIN postings p ON p.employee = a.person
      WHERE p.superior IS NOT NULL AND p.from_day <= ${from}::date AND (p.to_day IS NULL OR p.to_day >= ${from}::date)
    ) SELECT EXISTS (SELECT 1 FROM above WHERE person = ${employee}::uuid) AS circle
    FROM employees WHERE id = ${superior}::uuid`);
  if (found === undefined) throw fieldProblem('superior-unknown', 'superior', 'Atasan ini tidak ada di data pegawai.');
  if (found.circle)
    throw fieldProblem('superior-circle', 'superior', 'Atasan ini bawahan dari pegawai itu sendiri. Pilih yang lain.');
}
