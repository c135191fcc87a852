import type { RequestPolicy } from '@hadir/shared/api/request-policy';
import type { LeaveBalance, NewBalance } from '@hadir/shared/api/requests';
import { and, eq } from 'drizzle-orm';
import type { Database } from '../database/open-database.ts';
import { employees } from '../database/schema.ts';
import { leaveBalances } from '../database/tables/requests.ts';
import { readPolicyBook } from '../policies/read-policy-book.ts';
import type { Transaction } from '../rosters/refresh-rosters.ts';
import { writeAudit } from '../users/write-audit.ts';
import { readLeaveUse } from './leave-use.ts';
import { leaveKindsOn } from './request-options.ts';
import { readRequestPolicy, recordsFrom } from './request-policy.ts';

type Reader = Pick<Database['db'], 'select' | 'execute'>;

/** The balances of a year for each kind with a quota of days a year. Null where there is no such employee. */
export async function readBalances(
  db: Reader,
  employee: string,
  year: number,
  given?: RequestPolicy,
): Promise<{ employee: { id: string; name: string }; year: number; balances: LeaveBalance[] } | null> {
  const [person] = await db.select().from(employees).where(eq(employees.id, employee));
  if (!person) return null;
  const { book } = await readPolicyBook(db);
  const policy = given ?? (await readRequestPolicy(db));
  const use = await readLeaveUse(db, book, person, await recordsFrom(db, policy, year));
  const balances = leaveKindsOn(book, `${year}-12-31`)
    .filter(({ forKinds }) => forKinds.includes(person.kind))
    .flatMap((kind): LeaveBalance[] => {
      const balance = use.balance(kind, year);
      if (balance === null) return [];
      const row = use.entered.find((entered) => entered.code === kind.code && entered.year === year);
      return [
        {
          code: kind.code,
          name: kind.name,
          year,
          grantedHalves: balance.granted,
          carriedHalves: balance.carried,
          takenHalves: balance.taken,
          pendingHalves: balance.pending,
          leftHalves: balance.left,
          note: noteOf(balance.granted, balance.entitledFrom, year, use.recordsFrom, row !== undefined),
          entered:
            row === undefined
              ? null
              : {
                  carriedDays: row.carriedDays,
                  takenDays: row.takenDays,
                  reason: row.reason,
                  at: row.at.toISOString(),
                },
        },
      ];
    });
  return { employee: { id: person.id, name: person.name }, year, balances };
}

function noteOf(granted: number, from: string, year: number, records: number, entered: boolean): string | null {
  if (granted === 0) return `Belum berhak: menurut masa kerja mulai ${from}.`;
  if (from.startsWith(String(year)) && from > `${year}-01-01`) return `Dapat diambil mulai ${from}.`;
  if (year <= records && !entered) return 'Sisa tahun lalu belum dimasukkan BKD, jadi belum dihitung.';
  return null;
}

export type BalanceOutcome = 'added' | 'changed' | 'unchanged';

/**
 * Enters what is known of somebody's leave in a year from elsewhere. The same again changes nothing.
 * The caller has looked that employee and kind exist.
 */
export async function setBalance(
  tx: Transaction,
  { employee, by, ...balance }: NewBalance & { employee: string; by: string | null },
): Promise<BalanceOutcome> {
  const { code, year, carriedDays, takenDays, reason } = balance;
  const key = and(eq(leaveBalances.employee, employee), eq(leaveBalances.code, code), eq(leaveBalances.year, year));
  const [before] = await tx.select().from(leaveBalances).where(key).for('update');
  if (before && before.carriedDays === carriedDays && before.takenDays === takenDays && before.reason === reason)
    return 'unchanged';
  const values = { employee, by, ...balance, at: new Date() };
  await tx
    .insert(leaveBalances)
    .values(values)
    .onConflictDoUpdate({
      target: [leaveBalances.employee, leaveBalances.code, leaveBalances.year],
      set: { carriedDays, takenDays, reason, by, at: values.at },
    });
  await writeAudit(tx, by, 'leave-balance-set', employee, {
    ...balance,
    before: before ? { carriedDays: before.carriedDays, takenDays: before.takenDays } : null,
  });
  return before ? 'changed' : 'added';
}
