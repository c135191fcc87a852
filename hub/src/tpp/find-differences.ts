import type { Differences } from '@hadir/shared/api/tpp';
import { and, eq } from 'drizzle-orm';
import { tppCorrections } from '../database/tables/tpp.ts';
import { sameFigure } from './changed-lines.ts';
import type { MonthSource } from './month-source.ts';
import { newlyOpen } from './newly-open.ts';
import { readSettledResults } from './settled-month.ts';
import { frozenMembers, type SheetMember, sheetMembers } from './sheet-members.ts';
import { workOutSheet } from './work-out-sheet.ts';

/**
 * @returns people of a settled sheet for whom the facts give another figure now, or the same for other reasons, or who
 * were not on it; the largest difference first.
 */
export async function findDifferences(
  source: MonthSource,
  opd: string,
  month: string,
): Promise<Differences['differences']> {
  const { db } = source;
  const members = await peopleOfSettled(source, opd, month);
  const settled = await readSettledResults(
    db,
    month,
    members.map(({ employee }) => employee),
  );
  const { employee: who, state } = tppCorrections;
  const proposed = await db
    .select({ employee: who })
    .from(tppCorrections)
    .where(and(eq(tppCorrections.opd, opd), eq(tppCorrections.month, month), eq(state, 'proposed')));
  const waiting = new Set(proposed.map(({ employee }) => employee));
  const differences: Differences['differences'] = [];
  for await (const { member, result, digest } of workOutSheet(source, month, members)) {
    const before = settled.get(member.employee) ?? null;
    if (before !== null && sameFigure(before, result)) continue;
    const { employee, name, nip, rank, position } = member;
    differences.push({
      ...{ employee, name, nip, rank, position },
      settled: before?.total ?? null,
      now: result.total,
      difference: result.total - (before?.total ?? 0),
      complete: newlyOpen(result, before).length === 0,
      digest,
      waiting: waiting.has(employee),
    });
  }
  return differences.sort((a, b) => Math.abs(b.difference) - Math.abs(a.difference) || (a.name < b.name ? -1 : 1));
}

/** Whoever is on the frozen sheet, and whoever would be on it now; he may have been moved to another office since. */
export async function peopleOfSettled({ db }: MonthSource, opd: string, month: string): Promise<SheetMember[]> {
  const now = await sheetMembers(db, month, { opd });
  const known = new Set(now.map(({ employee }) => employee));
  const frozen = await frozenMembers(db, month, { opd });
  return [...now, ...frozen.filter(({ employee }) => !known.has(employee))];
}
