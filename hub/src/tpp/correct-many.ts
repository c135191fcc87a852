import type { CorrectionOutcomes, NewCorrections } from '@hadir/shared/api/tpp';
import { eq, inArray } from 'drizzle-orm';
import type { Static } from 'typebox';
import { employees } from '../database/schema.ts';
import { tppCorrections } from '../database/tables/tpp.ts';
import { HttpProblem } from '../http/http-problem.ts';
import type { SignedIn } from '../users/session-store.ts';
import { decideCorrection, proposeCorrection } from './corrections.ts';
import { peopleOfSettled } from './find-differences.ts';
import type { MonthSource } from './month-source.ts';
import { workOutSheet } from './work-out-sheet.ts';

/** Proposes a correction for each of these people of an office, for the same reason. @returns what came of each */
export async function proposeMany(
  source: MonthSource,
  opd: string,
  month: string,
  { people, reason }: Static<typeof NewCorrections>,
  by: SignedIn,
): Promise<CorrectionOutcomes> {
  const digests = new Map(people.map(({ employee, digest }) => [employee, digest]));
  const members = (await peopleOfSettled(source, opd, month)).filter(({ employee }) => digests.has(employee));
  const outcomes: CorrectionOutcomes = { done: 0, refused: [] };
  for await (const row of workOutSheet(source, month, members)) {
    const digest = digests.get(row.member.employee) ?? '';
    digests.delete(row.member.employee);
    await attempt(outcomes, row.member.name, () => proposeCorrection(source, row, { reason, digest }, by));
  }
  for (const name of digests.keys())
    outcomes.refused.push({ name, problem: 'Tidak ada pada daftar TPP OPD ini untuk bulan itu.' });
  return outcomes;
}

/** Decides each of these corrections alike. @returns what came of each */
export async function decideMany(
  source: MonthSource,
  ids: readonly string[],
  state: 'approved' | 'refused',
  note: string | undefined,
  by: SignedIn,
): Promise<CorrectionOutcomes> {
  const named = await source.db
    .select({ id: tppCorrections.id, name: employees.name })
    .from(tppCorrections)
    .innerJoin(employees, eq(employees.id, tppCorrections.employee))
    .where(inArray(tppCorrections.id, [...ids]));
  const names = new Map(named.map(({ id, name }) => [id, name]));
  const outcomes: CorrectionOutcomes = { done: 0, refused: [] };
  for (const id of new Set(ids))
    await attempt(outcomes, names.get(id) ?? id, () => decideCorrection(source, id, state, note, by));
  return outcomes;
}

async function attempt(outcomes: CorrectionOutcomes, name: string, work: () => Promise<unknown>): Promise<void> {
  try {
    await work();
    outcomes.done += 1;
  } catch (error) {
    if (!(error instanceof HttpProblem)) throw error;
    outcomes.refused.push({ name, problem: error.message });
  }
}
