import type { PolicyEdition } from '@hadir/shared/api/policies/policy-edition';
import type { PersonMonth } from '@hadir/shared/api/tpp';
import { and, eq } from 'drizzle-orm';
import type { Database } from '../database/open-database.ts';
import { opds } from '../database/schema.ts';
import { frozenSheets } from '../database/tables/tpp.ts';
import { ratingsOn } from '../performance/read-staff-months.ts';
import type { SignedIn } from '../users/session-store.ts';
import { sameFigure } from './changed-lines.ts';
import { describeFigure } from './describe-figure.ts';
import { listCorrections } from './list-corrections.ts';
import type { MonthSource } from './month-source.ts';
import { newlyOpen } from './newly-open.ts';
import { policiesOfMonth, tppLegalBasis } from './policies-of-month.ts';
import { readSettledMonth } from './settled-month.ts';
import { frozenMembers, type SheetMember, sheetMembers } from './sheet-members.ts';
import { type SheetRow, workOutSheet } from './work-out-sheet.ts';

type Db = Database['db'];

/** @returns who was on which sheet in that month, also where he is settled on one that he would not be on now. */
export async function findMember(db: Db, employee: string, month: string): Promise<SheetMember | null> {
  const [now] = await sheetMembers(db, month, { employee });
  return now ?? (await frozenMembers(db, month, { employee }))[0] ?? null;
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
  const worked = await workOutPerson(source, month, member);
  const policies = policiesOfMonth(book, month);
  const now = { ...worked, legalBasis: tppLegalBasis(policies) };
  const names = leaveNames(policies);
  const settled = sheet === undefined ? null : await readSettledMonth(db, employee, month);
  const counts = settled?.corrected ?? settled?.frozen ?? null;
  // Who pays sees what is settled; what it may become is not his yet.
  const asked = sheet !== undefined && (viewer.role !== 'treasurer' || viewer.employee === employee);
  const differs = asked && (counts === null || !sameFigure(counts.result, now.result));
  const rater = viewer.role === 'admin_bkd' && viewer.employee !== employee;
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
    onSheet: sheet === undefined || (settled?.frozen ?? null) !== null,
    figure: await describeFigure(db, settled?.frozen ?? now, names),
    corrected: settled?.corrected ? await describeFigure(db, settled.corrected, names) : null,
    now: differs ? await describeFigure(db, now, names) : null,
    nowDigest: differs ? now.digest : null,
    corrections: await listCorrections(db, viewer, { employee, month }),
    mayCorrect: differs && newlyOpen(now.result, counts?.result ?? null).length === 0 && mayPropose(viewer, opd),
    ratings: rater ? ratingsOn(book, month) : [],
  };
}

function leaveNames(policies: readonly PolicyEdition[]): Map<string, string> {
  return new Map(
    policies.flatMap((edition) =>
      edition.kind === 'leave' ? edition.document.kinds.map(({ code, name }): [string, string] => [code, name]) : [],
    ),
  );
}

/** @returns whether this person may propose corrections for that office. */
export function mayPropose({ role, opd: own }: SignedIn, opd: string): boolean {
  return role === 'admin_bkd' || ((role === 'opd_operator' || role === 'opd_head') && own === opd);
}
