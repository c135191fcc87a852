import type { ReportState, StaffMonth, StaffMonths } from '@hadir/shared/api/performance';
import { sql } from 'drizzle-orm';
import type { Database } from '../database/open-database.ts';
import { readChains } from '../delegations/decision-chain.ts';
import { type Mandate, staffOf } from '../delegations/mandates.ts';
import { readPolicyBook } from '../policies/read-policy-book.ts';
import type { PolicyBook } from '../rules/policy/policy-book.ts';
import { RulesError } from '../rules/policy/rules-error.ts';
import { isFrozen } from '../tpp/is-frozen.ts';
import type { SignedIn } from '../users/session-store.ts';

type Row = {
  id: string;
  name: string;
  nip: string;
  submitted: number;
  validated: number;
  returned: number;
  minutes: number;
  monthly: ReportState | null;
  code: string | null;
  note: string | null;
  by: string | null;
  at: string | null;
};

/** Ratings that can be given in a month, the best first; that of a month without one is given to nobody. */
export function ratingsOn(book: PolicyBook, month: string): StaffMonths['ratings'] {
  try {
    const { ratings } = book.inForce('tpp', `${month}-28`).document;
    return Object.entries(ratings)
      .filter(([code]) => code !== 'none')
      .map(([code, percent]) => ({ code, percent }))
      .sort((a, b) => Number(b.percent) - Number(a.percent));
  } catch (error) {
    if (error instanceof RulesError) return [];
    throw error;
  }
}

/**
 * @param month YYYY-MM
 * @param day by whose chains it is decided who belongs to the staff
 * @param opd everybody of an office, in the place of the reader and his staff; that he may is the caller's to know
 */
export async function readStaffMonths(
  db: Pick<Database['db'], 'select' | 'execute'>,
  viewer: SignedIn,
  mandates: readonly Mandate[],
  month: string,
  day: string,
  opd: string | null = null,
): Promise<StaffMonths> {
  const first = `${month}-01`;
  const whose =
    opd === null
      ? sql`(e.id = ${viewer.employee}::uuid OR ${staffOf(mandates, viewer, sql`e.id`, day)})`
      : sql`e.opd = ${opd}::uuid AND e.active`;
  const rows = await db.execute<Row>(sql`
    SELECT e.id, e.name, e.nip, w.submitted, w.validated, w.returned, w.minutes, w.monthly,
      r.code, r.note, u.name AS "by", r.at::text AS at
    FROM employees e
    CROSS JOIN LATERAL (
      SELECT count(*) FILTER (WHERE state = 'submitted')::int AS submitted,
        count(*) FILTER (WHERE state = 'validated')::int AS validated,
        count(*) FILTER (WHERE state = 'returned')::int AS returned,
        coalesce(sum(minutes) FILTER (WHERE state <> 'returned'), 0)::int AS minutes,
        max(state) FILTER (WHERE span = 'month') AS monthly
      FROM work_reports
      WHERE employee = e.id AND day BETWEEN ${first}::date AND (${first}::date + interval '1 month - 1 day')::date
    ) w
    LEFT JOIN ratings r ON r.employee = e.id AND r.month = ${month}
    LEFT JOIN users u ON u.id = r.by
    WHERE ${whose}
    ORDER BY e.name LIMIT 2000`);
  const chains = await readChains(
    db,
    rows.map(({ id }) => id),
    day,
  );
  const frozen = new Map<string, boolean>();
  for (const { opd } of chains.values()) if (!frozen.has(opd)) frozen.set(opd, await isFrozen(db, opd, month));
  const { book } = await readPolicyBook(db);
  return {
    month,
    ratings: ratingsOn(book, month),
    staff: rows.map(
      ({ id, name, nip, code, note, by, at, ...counted }): StaffMonth => ({
        employee: { id, name, nip },
        ...counted,
        rating: code === null || at === null ? null : { code, note, by, at: new Date(at).toISOString() },
        frozen: frozen.get(chains.get(id)?.opd ?? '') ?? false,
      }),
    ),
  };
}
