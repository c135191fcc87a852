import type { Differences } from '@hadir/shared/api/tpp';
import type { MonthSource } from './month-source.ts';
import { readSettledTotals } from './settled-month.ts';
import { sheetMembers } from './sheet-members.ts';
import { workOutSheet } from './work-out-sheet.ts';

/** @returns people of a settled sheet for whom the facts give another figure now, or who were not on it. */
export async function findDifferences(
  source: MonthSource,
  opd: string,
  month: string,
): Promise<Differences['differences']> {
  const { db } = source;
  const members = await sheetMembers(db, month, { opd });
  const settled = await readSettledTotals(
    db,
    month,
    members.map(({ employee }) => employee),
  );
  const differences: Differences['differences'] = [];
  for await (const { member, result } of workOutSheet(source, month, members)) {
    const before = settled.get(member.employee)?.total ?? null;
    if (before === result.total) continue;
    const { employee, name, nip, rank, position } = member;
    const figures = { settled: before, now: result.total, difference: result.total - (before ?? 0) };
    differences.push({ employee, name, nip, rank, position, ...figures, complete: result.open.length === 0 });
  }
  return differences.sort((a, b) => Math.abs(b.difference) - Math.abs(a.difference));
}
