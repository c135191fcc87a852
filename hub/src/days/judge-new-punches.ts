import { localDay } from '@hadir/shared/time/local-day';
import { DrizzleQueryError, sql } from 'drizzle-orm';
import type { Database } from '../database/open-database.ts';
import { asZone } from '../opds/zone.ts';
import { readPolicyBook } from '../policies/read-policy-book.ts';
import type { Transaction } from '../rosters/refresh-rosters.ts';
import type { PolicyBook } from '../rules/policy/policy-book.ts';
import type { JudgedDay } from './day-judge.ts';
import { takeDaysLock } from './days-lock.ts';
import { readProgress, writeProgress } from './days-progress.ts';
import { openDays } from './open-days.ts';
import type { DatedSighting } from './open-facts.ts';
import { shiftDay } from './shift-day.ts';
import { compareDays, storeDays } from './store-days.ts';
import { touchDays } from './touch-days.ts';

/** One person's days that cannot be judged, though a policy says how he worked: something in the records is wrong. */
export interface FailedDays {
  readonly employee: string;
  /** First day, YYYY-MM-DD. */
  readonly from: string;
  /** Last day. */
  readonly to: string;
  readonly error: unknown;
}

/** What one stroke of work came to. */
export type Stroke =
  | { readonly kind: 'elsewhere' }
  | {
      readonly kind: 'done';
      readonly judged: number;
      readonly changed: number;
      readonly failed: readonly FailedDays[];
      readonly more: boolean;
    };

const BATCH = 2_000;

interface NewPunch {
  readonly txid: string;
  readonly row: string;
  readonly employee: string;
  readonly sighting: DatedSighting;
}

type Row = {
  txid: string;
  row: string;
  id: string;
  employee: string;
  day: string;
  at: number;
  uncertainty: number | null;
  door: string;
  zone: string;
};

/**
 * Judges the days that punches stored since the last stroke belong to, and no others; the place in the order of
 * transactions moves with it. Punches that an older, still running transaction could precede wait.
 */
export function judgeNewPunches(db: Database['db'], now: Date): Promise<Stroke> {
  return db.transaction(async (tx) => {
    if (!(await takeDaysLock(tx))) return { kind: 'elsewhere' };
    const progress = await readProgress(tx, now);
    const punches = await readPunches(tx, progress.place);
    const last = punches.at(-1);
    if (last === undefined) return { kind: 'done', judged: 0, changed: 0, failed: [], more: false };
    const { book, revision } = await readPolicyBook(tx);
    const judging = judgePunchDays(tx, book, punches, now);
    const judged = await judging.catch(async (error: unknown) => {
      if (error instanceof DrizzleQueryError) throw error;
      // Somebody's records are wrong: the queue finds out whose, and judges everybody else's.
      for (const { employee, sighting } of punches)
        await touchDays(tx, [employee], shiftDay(sighting.day, -1), shiftDay(sighting.day, 1));
      return [];
    });
    const changed = await storeDays(tx, await compareDays(tx, judged, { revision, asOf: now }));
    await writeProgress(tx, { ...progress, place: { txid: BigInt(last.txid), id: BigInt(last.row) } });
    return { kind: 'done', judged: judged.length, changed, failed: [], more: punches.length === BATCH };
  });
}

async function judgePunchDays(
  tx: Transaction,
  book: PolicyBook,
  punches: readonly NewPunch[],
  now: Date,
): Promise<JudgedDay[]> {
  const judged = new Map<string, JudgedDay>();
  const wanted = punches.map(({ employee, sighting: { day } }) => ({ employee, day }));
  const opened = await openDays(tx, book, wanted, now);
  for (const { employee, sighting } of punches) {
    const { judge, facts } = opened(sighting.day);
    for (const day of judge.daysTouchedBy(employee, sighting)) {
      const key = `${employee} ${day}`;
      const begun = day <= localDay(now, facts.postingOn(employee, day)?.zone ?? 'Asia/Jakarta');
      const one = begun && !judged.has(key) ? judge.judge(employee, day) : null;
      if (one !== null) judged.set(key, one);
    }
  }
  return [...judged.values()];
}

async function readPunches(tx: Transaction, { txid, id }: { txid: bigint; id: bigint }): Promise<NewPunch[]> {
  const rows = await tx.execute<Row>(sql`
    SELECT p.txid::text, p.id::text AS "row", p.unit || '/' || p.binding || '/' || p.seq AS id, p.employee,
      p.day::text, (extract(epoch FROM p.seen_at) * 1000)::float8 AS at, p.clock_uncertainty_ms AS uncertainty,
      p.door, o.zone
    FROM punches p JOIN doors d ON d.id = p.door JOIN opds o ON o.id = d.opd
    WHERE (p.txid, p.id) > (${String(txid)}::bigint, ${String(id)}::bigint)
      AND p.txid < pg_snapshot_xmin(pg_current_snapshot())::text::bigint
    ORDER BY p.txid, p.id LIMIT ${BATCH}`);
  return rows.map(({ txid: transaction, row, employee, at, uncertainty, zone, ...rest }) => ({
    ...{ txid: transaction, row, employee },
    sighting: { ...rest, atMs: Math.round(at), uncertaintyMs: uncertainty, zone: asZone(zone) },
  }));
}
