import type { QuarantineDecided } from '@hadir/shared/api/units';
import postgres from 'postgres';
import type { Run } from '../ingest/message.ts';
import { planBatch } from '../ingest/plan-batch.ts';
import { lockBindings, readHeld, writePlan } from '../ingest/store-batch.ts';
import { createUnitKeys } from '../ingest/unit-keys.ts';
import { verifyBatch } from '../ingest/verify-batch.ts';
import { isEvidence, OVERFLOW } from './evidence.ts';
import { whyNotStored } from './why-not-stored.ts';

export interface WantedDecision {
  readonly id: string;
  readonly decision: 'accept' | 'refuse';
  readonly note: string;
  /** Who decided. */
  readonly by: string;
  readonly now: Date;
}

export type DecisionOutcome =
  | ({ readonly kind: 'decided' } & QuarantineDecided)
  | { readonly kind: 'unknown' | 'decided-before' | 'final' }
  /** Why its entries cannot be stored, in Bahasa Indonesia. */
  | { readonly kind: 'not-storable'; readonly why: string };

/** Takes the transaction back, with what is to be answered. */
class NotStorable extends Error {
  override readonly name = 'NotStorable';
}

interface MessageRow {
  readonly unit: string;
  readonly reason: string;
  readonly digest: string;
  readonly sample: Buffer;
  readonly decision: string | null;
}

/**
 * A person decides, once, what becomes of evidence. Accepted entries are stored as ingest stores them, as if their unit
 * were active: signature, chain, binding and door must hold, and nothing that is held is ever replaced. The decision,
 * the entries, what is derived from them and the audit line are one transaction.
 */
export async function decideMessage(sql: postgres.Sql, wanted: WantedDecision): Promise<DecisionOutcome> {
  try {
    return (await sql.begin((tx) => decide(tx, wanted))) as DecisionOutcome;
  } catch (error) {
    if (error instanceof NotStorable) return { kind: 'not-storable', why: error.message };
    if (error instanceof postgres.PostgresError && /^2[23]/.test(error.code))
      return { kind: 'not-storable', why: `Basis data menolak isinya (${error.code}).` };
    throw error;
  }
}

async function decide(
  tx: postgres.TransactionSql,
  { id, decision, note, by, now }: WantedDecision,
): Promise<DecisionOutcome> {
  const [named] = await tx<{ unit: string }[]>`SELECT unit FROM quarantine WHERE id = ${id}`;
  if (named === undefined) return { kind: 'unknown' };
  // Bindings before quarantine: the order in which ingest locks them.
  const bindings = await lockBindings(tx, [named.unit]);
  const [message] = await tx<MessageRow[]>`
    SELECT unit, reason, digest, sample, decision FROM quarantine WHERE id = ${id} FOR UPDATE`;
  if (message === undefined) return { kind: 'unknown' };
  if (!isEvidence(message.reason) || message.digest === OVERFLOW) return { kind: 'final' };
  if (message.decision !== null) return { kind: 'decided-before' };
  const decided = decision === 'accept' ? await store(tx, message, bindings) : { stored: 0, leftOut: 0 };
  const kept = decision === 'accept' ? 'accepted' : 'refused';
  await tx`
    UPDATE quarantine SET decision = ${kept}, decided_by = ${by}, decided_at = ${now.toISOString()}, note = ${note}
    WHERE id = ${id}`;
  await tx`
    INSERT INTO audit_log ("user", action, subject, detail)
    VALUES (${by}, ${`quarantine-${kept}`}, ${message.unit},
            ${JSON.stringify({ message: id, reason: message.reason, note, ...decided })}::text::jsonb)`;
  return { kind: 'decided', ...decided };
}

async function store(
  tx: postgres.TransactionSql,
  message: MessageRow,
  bindings: Awaited<ReturnType<typeof lockBindings>>,
): Promise<QuarantineDecided> {
  const { unit, sample } = message;
  const keys = await createUnitKeys(tx).find([unit]);
  const verified = await verifyBatch([{ unit, payload: sample }], keys);
  const [whole] = verified.runs;
  if (whole === undefined) throw new NotStorable(whyNotStored(verified.rejected[0]?.rejection.reason ?? 'empty'));
  const [{ revokedAt } = { revokedAt: null }] = await tx<{ revokedAt: string | null }[]>`
    SELECT to_char(revoked_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') AS "revokedAt" FROM units WHERE id = ${unit}`;
  const run = madeBefore(whole, revokedAt);
  const leftOut = whole.entries.length - run.entries.length;
  if (run.entries.length === 0)
    throw new NotStorable('Semua entri dalam pesan ini dibuat setelah unit dicabut, jadi tidak dapat dijadikan bukti.');
  const lifted = new Map([...bindings].map(([key, binding]) => [key, { ...binding, state: 'active' as const }]));
  const plan = planBatch([run], lifted, await readHeld(tx, [run], lifted));
  const outcome = plan.outcomes[0]?.outcome;
  if (outcome?.kind === 'rejected') throw new NotStorable(whyNotStored(outcome.rejection.reason));
  if (outcome?.kind === 'fork') throw new NotStorable(whyNotStored('fork', outcome.seq));
  if (outcome?.kind === 'gap')
    throw new NotStorable(whyNotStored('gap', (plan.outcomes[0]?.head?.seq ?? 0) + 1, run.binding));
  await writePlan(tx, plan, lifted);
  return { stored: plan.entries.length, leftOut };
}

/** The entries up to the first that was made after the revocation: from then on the key proves nothing. */
function madeBefore(run: Run, revokedAt: string | null): Run {
  if (revokedAt === null) return run;
  const cut = run.entries.findIndex(({ entry }) => entry.at > revokedAt);
  return cut === -1 ? run : { ...run, entries: run.entries.slice(0, cut) };
}
