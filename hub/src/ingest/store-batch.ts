import type { PunchEntry } from '@hadir/shared/journal/entry';
import { isZone, localDay } from '@hadir/shared/time/local-day';
import type postgres from 'postgres';
import { insertAssisted } from '../assistance/insert-assisted.ts';
import { answerCommands } from '../commands/answer-commands.ts';
import { copyRows } from '../database/copy-rows.ts';
import { type QuarantineItem, quarantine } from '../quarantine/quarantine.ts';
import { recordFacts } from '../units/record-facts.ts';
import type { Rejection, Run, VerifiedBatch } from './message.ts';
import {
  type BindingRow,
  bindingKey,
  inJournalOrder,
  type NewEntry,
  type NewHead,
  type Plan,
  planBatch,
} from './plan-batch.ts';

/** What the hub now holds and refuses of one unit; every row of it is committed. */
export interface StoredBatch {
  readonly plan: Plan;
  readonly bindings: ReadonlyMap<string, BindingRow>;
}

/**
 * Stores a batch in one transaction: the bindings are locked in a fixed order, so that several hubs may work on the
 * same unit, then read, planned and written. When this returns, it is on the disk; when it throws, nothing is.
 */
export function storeBatch(sql: postgres.Sql, batch: VerifiedBatch): Promise<StoredBatch> {
  return sql.begin(async (tx) => {
    const units = new Set([
      ...batch.runs.map(({ unit }) => unit),
      ...batch.rejected.map(({ message }) => message.unit),
    ]);
    const bindings = await lockBindings(tx, [...units]);
    const runs = inJournalOrder(batch.runs);
    const plan = planBatch(runs, bindings, await readHeld(tx, runs, bindings));
    await writePlan(tx, plan, bindings);
    await Promise.all([
      quarantine(tx, [...refusedMessages(batch), ...refusedRuns(plan)]),
      quarantineForkedUnits(tx, plan.forks),
    ]);
    return { plan, bindings };
  }) as Promise<StoredBatch>;
}

/** Writes what a plan adds: entries, what is derived from them, heads. */
export async function writePlan(
  tx: postgres.TransactionSql,
  plan: Plan,
  bindings: ReadonlyMap<string, BindingRow>,
): Promise<void> {
  await insertEntries(tx, plan.entries);
  await insertPunches(tx, plan.entries);
  await Promise.all([
    announcePunches(tx, plan.entries),
    insertAssisted(tx, plan.entries),
    updateHeads(tx, [...plan.heads.values()], bindings),
    recordFacts(tx, plan.entries),
    answerCommands(tx, plan.entries),
  ]);
}

export async function lockBindings(
  tx: postgres.TransactionSql,
  units: readonly string[],
): Promise<Map<string, BindingRow>> {
  const rows = await tx<BindingRow[]>`
    SELECT b.unit, b.number, b.door, o.zone, u.state, u.kid, b.seq, b.hash
    FROM bindings b JOIN units u ON u.id = b.unit JOIN doors d ON d.id = b.door JOIN opds o ON o.id = d.opd
    WHERE b.unit = ANY(${[...units]})
    ORDER BY b.unit, b.number
    FOR UPDATE OF b`;
  return new Map(rows.map((row) => [bindingKey(row.unit, row.number), row]));
}

/**
 * Reads the hashes of those held entries that a run repeats, and of the entry of the binding before that a binding's
 * first entry follows, where that is not the head. Most batches need none.
 */
export async function readHeld(
  tx: postgres.TransactionSql,
  runs: readonly Run[],
  bindings: ReadonlyMap<string, BindingRow>,
): Promise<Map<string, Map<number, string>>> {
  const repeated: { unit: string; binding: number; first: number; last: number }[] = [];
  const followed: { unit: string; binding: number; hash: string }[] = [];
  for (const { unit, binding, entries } of runs) {
    const first = entries[0]?.entry;
    if (first === undefined) continue;
    const head = bindings.get(bindingKey(unit, binding))?.seq ?? 0;
    if (first.seq <= head) repeated.push({ unit, binding, first: first.seq, last: first.seq + entries.length - 1 });
    const before = bindings.get(bindingKey(unit, binding - 1));
    if (first.seq === 1 && before !== undefined && before.hash !== first.prev)
      followed.push({ unit, binding: binding - 1, hash: first.prev });
  }
  const held = new Map<string, Map<number, string>>();
  const keep = (rows: readonly { unit: string; binding: number; seq: number; hash: string }[]): void => {
    for (const { unit, binding, seq, hash } of rows) {
      const key = bindingKey(unit, binding);
      const hashes = held.get(key) ?? new Map<number, string>();
      held.set(key, hashes.set(seq, hash));
    }
  };
  if (repeated.length > 0)
    keep(
      await tx<{ unit: string; binding: number; seq: number; hash: string }[]>`
      SELECT DISTINCT e.unit, e.binding, e.seq, e.hash
      FROM unnest(${repeated.map((r) => r.unit)}::text[], ${repeated.map((r) => r.binding)}::int[],
                  ${repeated.map((r) => r.first)}::int[], ${repeated.map((r) => r.last)}::int[]) AS r(unit, binding, first, last)
      JOIN entries e ON e.unit = r.unit AND e.binding = r.binding AND e.seq BETWEEN r.first AND r.last`,
    );
  for (const { unit, binding, hash } of followed)
    keep(
      await tx<{ unit: string; binding: number; seq: number; hash: string }[]>`
      SELECT unit, binding, seq, hash FROM entries
      WHERE unit = ${unit} AND binding = ${binding} AND hash = ${hash}`,
    );
  return held;
}

/*
 * Columns travel as one comma-separated text each: none of these values can hold a comma, an empty one means NULL, and
 * PostgreSQL takes such a text apart several times faster than the client library writes an array.
 */
const column = (values: readonly (string | number | null)[]): string => values.join();

async function insertEntries(tx: postgres.TransactionSql, added: readonly NewEntry[]): Promise<void> {
  // All of these values are ASCII, and none can hold a character that COPY takes for its own.
  const lines = added.map(({ verified: { entry, hash, jws } }) => {
    const { unit, binding, seq, type, at } = entry;
    return `${unit}\t${binding}\t${seq}\t${type}\t${hash}\t${jws}\t${at}`;
  });
  await copyRows(tx, 'entries (unit, binding, seq, type, hash, jws, at)', lines, 'latin1');
}

const PUNCHES = `punches (unit, binding, seq, door, employee, day, seen_at, score, second_score, threshold, liveness,
  frames, face_height, clock_source, clock_uncertainty_ms)`;

async function insertPunches(tx: postgres.TransactionSql, added: readonly NewEntry[]): Promise<void> {
  const lines: string[] = [];
  for (const { verified, binding } of added)
    if (verified.entry.type === 'punch') lines.push(toLine(verified.entry, binding));
  await copyRows(tx, PUNCHES, lines, 'latin1');
}

/** Delivered by PostgreSQL when, and only when, the transaction has committed. */
async function announcePunches(tx: postgres.TransactionSql, added: readonly NewEntry[]): Promise<void> {
  if (added.some(({ verified }) => verified.entry.type === 'punch')) await tx`SELECT pg_notify('hadir_live', '')`;
}

function toLine(punch: PunchEntry, { zone }: BindingRow): string {
  const { unit, binding, seq, door, employee, seenAt, score, secondScore, threshold, liveness, frames } = punch;
  const { source, uncertaintyMs } = punch.clock;
  return (
    `${unit}\t${binding}\t${seq}\t${door}\t${employee}\t${dayAt(seenAt, zone)}\t${seenAt}\t${score}\t` +
    `${secondScore ?? '\\N'}\t${threshold}\t${liveness}\t${frames}\t${punch.faceHeight}\t${source}\t${uncertaintyMs ?? '\\N'}`
  );
}

/** Zones differ by whole hours, so all punches of an hour and a zone have one day; most of a batch share theirs. */
let known = { hour: '', zone: '', day: '' };

function dayAt(seenAt: string, zone: string): string {
  const hour = seenAt.slice(0, 'YYYY-MM-DDTHH'.length);
  if (hour === known.hour && zone === known.zone) return known.day;
  if (!isZone(zone)) throw new TypeError(`The zone ${zone} of an OPD is none of Indonesia's.`);
  known = { hour, zone, day: localDay(new Date(seenAt), zone) };
  return known.day;
}

async function updateHeads(
  tx: postgres.TransactionSql,
  heads: readonly NewHead[],
  bindings: ReadonlyMap<string, BindingRow>,
): Promise<void> {
  const moved = heads.filter((head) => head.seq > (bindings.get(bindingKey(head.unit, head.number))?.seq ?? 0));
  if (moved.length === 0) return;
  await tx`
    UPDATE bindings b SET seq = v.seq, hash = v.hash, through = GREATEST(b.through, v.through)
    FROM unnest(
      string_to_array(${column(moved.map(({ unit }) => unit))}, ','),
      string_to_array(${column(moved.map(({ number }) => number))}, ',')::int[],
      string_to_array(${column(moved.map(({ seq }) => seq))}, ',')::int[],
      string_to_array(${column(moved.map(({ hash }) => hash))}, ','),
      string_to_array(${column(moved.map(({ through }) => through))}, ',', '')::timestamptz[]
    ) AS v(unit, number, seq, hash, through)
    WHERE b.unit = v.unit AND b.number = v.number`;
}

async function quarantineForkedUnits(tx: postgres.TransactionSql, forks: Plan['forks']): Promise<void> {
  for (const { unit, seq } of forks) {
    await tx`UPDATE units SET state = 'quarantined' WHERE id = ${unit} AND state = 'active'`;
    await tx`
      INSERT INTO audit_log (action, subject, detail)
      VALUES ('unit-quarantined', ${unit}, ${JSON.stringify({ reason: 'fork', seq })}::text::jsonb)`;
  }
}

function refusedMessages(batch: VerifiedBatch): QuarantineItem[] {
  return batch.rejected.map(({ message, rejection }) => ({
    unit: message.unit,
    ...rejection,
    content: message.payload,
  }));
}

function refusedRuns(plan: Plan): QuarantineItem[] {
  const rejectedRuns = plan.outcomes.flatMap(({ run, outcome }) =>
    outcome.kind === 'rejected' ? [toItem(run, outcome.rejection)] : [],
  );
  const forks = plan.forks.map(({ unit, seq, bytes }) => ({
    unit,
    reason: 'fork' as const,
    detail: `Another entry ${seq} than the one held: two histories under one key.`,
    content: Buffer.from(bytes, 'latin1'),
  }));
  return [...rejectedRuns, ...forks];
}

function toItem(run: Run, rejection: Rejection): QuarantineItem {
  return { unit: run.unit, ...rejection, content: Buffer.from(run.entries.map(({ jws }) => jws).join('\n'), 'latin1') };
}
