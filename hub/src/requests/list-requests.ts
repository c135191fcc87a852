import type { RequestKind, RequestState } from '@hadir/shared/api/requests';
import { localDay } from '@hadir/shared/time/local-day';
import { and, count, eq, type SQL, sql } from 'drizzle-orm';
import type { Database } from '../database/open-database.ts';
import { employees } from '../database/schema.ts';
import { requests, witnessWords } from '../database/tables/requests.ts';
import { type Mandate, staffOf } from '../delegations/mandates.ts';
import { nobodyDecides } from '../delegations/nobody-decides.ts';
import { deadlineAfter } from '../rules/discipline/working-days.ts';
import type { PolicyBook } from '../rules/policy/policy-book.ts';
import type { SignedIn } from '../users/session-store.ts';
import type { RequestRow } from './record-step.ts';

/**
 * `mine`: of oneself or entered by oneself; `inbox`: for one's decision; `witness`: for one's word as a witness, not said
 * yet; `unled`: for which nobody is there to decide but BKD; `late`: what waits too long; `all`: whatever one may see.
 */
type RequestView = 'mine' | 'inbox' | 'witness' | 'unled' | 'verification' | 'late' | 'all';

export interface RequestSearch {
  readonly view: RequestView;
  readonly state?: RequestState | undefined;
  readonly kind?: RequestKind | undefined;
  readonly code?: string | undefined;
  readonly employee?: string | undefined;
  readonly opd?: string | undefined;
  readonly letter?: string | undefined;
  /** Days of which the request covers at least one. */
  readonly from?: string | undefined;
  readonly to?: string | undefined;
  /** A part of the employee's name, or the beginning of his NIP. */
  readonly text?: string | undefined;
  readonly limit: number;
  readonly offset: number;
}

const WAITING = sql`${requests.state} IN ('submitted', 'endorsed')`;

/** @returns the rows that the search finds among those that this user may see, and how many there are. */
export async function listRequests(
  db: Pick<Database['db'], 'select'>,
  search: RequestSearch,
  viewer: SignedIn,
  mandates: readonly Mandate[],
  lateBefore: string,
  now: Date,
): Promise<{ rows: RequestRow[]; total: number }> {
  const today = localDay(now, 'Asia/Jakarta');
  const staff = () => staffOf(mandates, viewer, sql`${requests.employee}`, today);
  const own = sql`(${requests.employee} = ${viewer.employee}::uuid OR ${requests.enteredBy} = ${viewer.id}::uuid)`;
  const conditions: (SQL | undefined)[] = [];
  switch (search.view) {
    case 'mine':
      conditions.push(own);
      break;
    case 'inbox':
      conditions.push(eq(requests.state, 'submitted'), staff());
      break;
    case 'verification':
      conditions.push(eq(requests.state, 'endorsed'), viewer.role === 'admin_bkd' ? undefined : sql`false`);
      break;
    case 'witness':
      conditions.push(
        WAITING,
        sql`${requests.subject}->>'witness' = ${viewer.employee ?? ''}`,
        sql`NOT EXISTS (SELECT 1 FROM ${witnessWords} w WHERE w.request = ${requests.id})`,
      );
      break;
    case 'unled':
      conditions.push(
        eq(requests.state, 'submitted'),
        viewer.role === 'admin_bkd' ? nobodyDecides(sql`${requests.employee}`, now) : sql`false`,
      );
      break;
    case 'late':
      conditions.push(WAITING, sql`${requests.stateSince} < ${lateBefore}::timestamptz`, seen(viewer, staff()));
      break;
    case 'all':
      conditions.push(sql`(${own} OR (${requests.state} <> 'draft' AND ${seen(viewer, staff())}))`);
      break;
  }
  const { state, kind, code, employee, opd, letter, from, to, text } = search;
  if (state !== undefined) conditions.push(eq(requests.state, state));
  if (kind !== undefined) conditions.push(sql`${requests.subject}->>'kind' = ${kind}`);
  if (code !== undefined) conditions.push(sql`${requests.subject}->>'code' = ${code}`);
  if (employee !== undefined) conditions.push(eq(requests.employee, employee));
  if (letter !== undefined) conditions.push(eq(requests.letter, letter));
  if (opd !== undefined) conditions.push(eq(employees.opd, opd));
  if (from !== undefined) conditions.push(sql`${requests.to} >= ${from}::date`);
  if (to !== undefined) conditions.push(sql`${requests.from} <= ${to}::date`);
  if (text !== undefined && text.trim() !== '') {
    const words = text.trim().replace(/[\\%_]/g, (symbol) => `\\${symbol}`);
    conditions.push(
      sql`(${employees.name} ILIKE ${`%${words}%`} OR ${employees.nip} LIKE ${`${words.replace(/[\s.]/g, '')}%`})`,
    );
  }
  const where = and(...conditions);
  const [counted] = await db
    .select({ total: count() })
    .from(requests)
    .innerJoin(employees, eq(employees.id, requests.employee))
    .where(where);
  const rows = await db
    .select({ row: requests })
    .from(requests)
    .innerJoin(employees, eq(employees.id, requests.employee))
    .where(where)
    // What has waited longest comes first where somebody has to act; else the newest.
    .orderBy(
      search.view === 'mine' || search.view === 'all' ? sql`${requests.createdAt} DESC` : requests.stateSince,
      requests.id,
    )
    .limit(search.limit)
    .offset(search.offset);
  return { rows: rows.map(({ row }) => row), total: counted?.total ?? 0 };
}

/** Whose requests the role sees beyond one's own and those one decides about. */
function seen({ role, opd }: SignedIn, staff: SQL): SQL {
  switch (role) {
    case 'admin_bkd':
    case 'inspectorate':
    case 'leader':
      return sql`true`;
    case 'opd_head':
    case 'opd_operator':
      return sql`(${staff} OR ${employees.opd} = ${opd}::uuid)`;
    case 'treasurer':
    case 'employee':
      return staff;
  }
}

/** @returns the moment before which whatever waits has waited for too long: so many working days ago. */
export function lateBefore(book: PolicyBook, days: number, now: Date): string {
  const today = localDay(now, 'Asia/Jakarta');
  for (let back = days; back < days + 90; back += 1) {
    const day = new Date(Date.parse(today) - back * 86_400_000).toISOString().slice(0, 10);
    const due = deadlineAfter(day, { count: days, unit: 'working_days' }, (each) => book.isOfficeDay(each));
    if (due <= today) return new Date(now.getTime() - back * 86_400_000).toISOString();
  }
  return new Date(now.getTime() - (days + 90) * 86_400_000).toISOString();
}

/** @returns office days that have passed since then. */
export function officeDaysSince(book: PolicyBook, since: Date, now: Date): number {
  const today = localDay(now, 'Asia/Jakarta');
  let days = 0;
  for (let at = since.getTime() + 86_400_000; days < 400; at += 86_400_000) {
    const day = localDay(new Date(at), 'Asia/Jakarta');
    if (day > today) break;
    if (book.isOfficeDay(day)) days += 1;
  }
  return days;
}
