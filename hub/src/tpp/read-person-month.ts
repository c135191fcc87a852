import type { PersonMonth } from '@hadir/shared/api/tpp';
import { and, eq } from 'drizzle-orm';
import type { Database } from '../database/open-database.ts';
import { employees, opds } from '../database/schema.ts';
import { frozenResults, frozenSheets } from '../database/tables/tpp.ts';
import { monthDays } from '../rules/tpp/month-days.ts';
import type { SignedIn } from '../users/session-store.ts';
import { listCorrections } from './corrections.ts';
import { describeFigure } from './describe-figure.ts';
import type { MonthSource } from './month-source.ts';
import { policiesOfMonth } from './policies-of-month.ts';
import { readSettledMonth } from './settled-month.ts';
import { type SheetMember, sheetMembers } from './sheet-members.ts';
import { type SheetRow, workOutSheet } from './work-out-sheet.ts';

type Db = Database['db'];

/** @returns who was on which sheet in that month, also where he is settled on one that he would not be on now. */
export async function findMember(db: Db, employee: string, month: string): Promise<SheetMember | null> {
  const [now] = await sheetMembers(db, month, { employee });
  if (now !== undefined) return now;
  const [frozen] = await db
    .select({ opd: frozenResults.opd, person: frozenResults.person, kind: employees.kind })
    .from(frozenResults)
    .innerJoin(employees, eq(employees.id, frozenResults.employee))
    .where(and(eq(frozenResults.employee, employee), eq(frozenResults.month, month)));
  return frozen ? { employee, kind: frozen.kind, opd: frozen.opd, ...frozen.person } : null;
}

/** One person's month as the facts stand now. */
export async function workOutPerson(source: MonthSource, month: string, member: SheetMember): Promise<SheetRow> {
  for await (const row of workOutSheet(source, month, [member])) return row;
  throw new Error('A month of one person gave no row.');
}

/** One person's month with everything that it follows from; of a settled one also what would be different today. */
export async function readPersonMonth(
  source: MonthSource,
  month: string,
  member: SheetMember,
  viewer: SignedIn,
): Promise<PersonMonth> {
  const { db, book } = source;
  const { employee, name, nip, rank, position, opd } = member;
  const [office] = await db.select({ name: opds.name, zone: opds.zone }).from(opds).where(eq(opds.id, opd));
  const [sheet] = await db
    .select({ frozenAt: frozenSheets.frozenAt })
    .from(frozenSheets)
    .where(and(eq(frozenSheets.opd, opd), eq(frozenSheets.month, month)));
  const now = await workOutPerson(source, month, member);
  const settled = sheet === undefined ? null : await readSettledMonth(db, employee, month);
  const counts = settled?.corrected ?? settled?.frozen ?? null;
  const differs = sheet !== undefined && counts?.result.total !== now.result.total;
  const tpp = policiesOfMonth(book, month).findLast(
    ({ kind, effectiveFrom }) => kind === 'tpp' && effectiveFrom <= (monthDays(month).at(-1) ?? month),
  );
  const frozen = settled?.frozen ?? null;
  const figure = sheet === undefined || frozen === null ? now : frozen;
  return {
    employee,
    name,
    nip,
    rank,
    position,
    opd,
    opdName: office?.name ?? '',
    zone: office?.zone ?? 'Asia/Jakarta',
    month,
    state: sheet === undefined ? 'open' : 'frozen',
    frozenAt: sheet?.frozenAt.toISOString() ?? null,
    legalBasis: tpp?.legalBasis ?? null,
    figure: await describeFigure(db, figure.result, figure.facts),
    corrected: settled?.corrected ? await describeFigure(db, settled.corrected.result, settled.corrected.facts) : null,
    now: differs ? await describeFigure(db, now.result, now.facts) : null,
    nowDigest: differs ? now.digest : null,
    corrections: await listCorrections(db, viewer, { employee, month }),
    mayCorrect: differs && now.result.open.length === 0 && mayPropose(viewer, opd),
  };
}

/** @returns whether this person may propose corrections for that office. */
export function mayPropose({ role, opd: own }: SignedIn, opd: string): boolean {
  return role === 'admin_bkd' || ((role === 'opd_operator' || role === 'opd_head') && own === opd);
}
