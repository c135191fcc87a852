import { hash } from 'node:crypto';
import type postgres from 'postgres';
import type { RefusedUse } from '../broker/unit-broker.ts';
import type { RejectReason } from '../ingest/message.ts';
import { EVIDENCE_REASONS, isEvidence, OVERFLOW } from './evidence.ts';

export interface QuarantineItem {
  readonly unit: string;
  readonly reason: RejectReason | RefusedUse | 'fork' | 'too-large' | 'picture-refused';
  readonly detail: string;
  readonly content: Buffer;
  /** How many bytes there were, where `content` is not all of them. */
  readonly bytes?: number;
}

/** What is kept of one unit, beyond which its messages are only counted. */
export interface QuarantineRoom {
  /** Differing messages that prove nothing. */
  readonly messages: number;
  /** Of evidence: a year of a busy door, in full. */
  readonly evidenceBytes: number;
}

const ROOM: QuarantineRoom = { messages: 1_000, evidenceBytes: 512 * 1_048_576 };
const SAMPLE_BYTES = 65_536;
const ROWS_AT_ONCE = 1_000;

type Row = ReturnType<typeof toRow>;

/**
 * Keeps what was refused. The same bytes refused again count up one row, so that a unit stuck on an entry fills no
 * disk; what differs each time is kept until the unit's room is used up, and counted in one row from then on.
 */
export async function quarantine(
  sql: postgres.ISql,
  items: readonly QuarantineItem[],
  room: QuarantineRoom = ROOM,
): Promise<void> {
  if (items.length === 0) return;
  const rows = unite(items.map(toRow));
  const kept = unite(await withinRoom(sql, rows, room));
  for (let start = 0; start < kept.length; start += ROWS_AT_ONCE)
    await sql`
      INSERT INTO quarantine ${sql(kept.slice(start, start + ROWS_AT_ONCE))}
      ON CONFLICT (unit, reason, digest) DO UPDATE
      SET times = quarantine.times + excluded.times, last_at = now(),
          bytes = CASE WHEN quarantine.digest = ${OVERFLOW} THEN least(quarantine.bytes::bigint + excluded.bytes, 2147483647) ELSE quarantine.bytes END`;
}

function toRow({ unit, reason, detail, content, bytes }: QuarantineItem) {
  return {
    unit,
    reason: reason as string,
    detail,
    sample: isEvidence(reason) ? content : content.subarray(0, SAMPLE_BYTES),
    bytes: bytes ?? content.length,
    digest: hash('sha256', content, 'base64url'),
    times: 1,
  };
}

/** One row for what is the same; in the order of the key, so that two hubs never wait for each other. */
function unite(rows: readonly Row[]): Row[] {
  const united = new Map<string, Row>();
  for (const row of rows) {
    const same = united.get(keyOf(row));
    if (same === undefined) united.set(keyOf(row), { ...row });
    else {
      same.times += row.times;
      if (row.digest === OVERFLOW) same.bytes += row.bytes;
    }
  }
  return [...united].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, row]) => row);
}

function keyOf({ unit, reason, digest }: Pick<Row, 'unit' | 'reason' | 'digest'>): string {
  return `${unit} ${reason} ${digest}`;
}

/** Turns into a mere count what is new and finds no room. */
async function withinRoom(sql: postgres.ISql, rows: readonly Row[], room: QuarantineRoom): Promise<Row[]> {
  const known = await readKnown(sql, rows);
  const used = await readUsed(sql, [...new Set(rows.map(({ unit }) => unit))]);
  return rows.map((row) => {
    if (known.has(keyOf(row))) return row;
    const taken = used.get(row.unit) ?? { messages: 0, evidenceBytes: 0 };
    used.set(row.unit, taken);
    if (isEvidence(row.reason)) {
      if (taken.evidenceBytes + row.bytes > room.evidenceBytes) return counted(row, room);
      taken.evidenceBytes += row.bytes;
    } else {
      if (taken.messages >= room.messages) return counted(row, room);
      taken.messages += 1;
    }
    return row;
  });
}

function counted(row: Row, room: QuarantineRoom): Row {
  const full = isEvidence(row.reason)
    ? `${Math.round(room.evidenceBytes / 1_048_576)} MiB of signed entries`
    : `${room.messages} differing messages`;
  return {
    ...row,
    detail: `Further messages, counted here and not kept: ${full} of this unit are in quarantine already. The unit was told that they were refused.`,
    sample: Buffer.alloc(0),
    digest: OVERFLOW,
  };
}

async function readKnown(sql: postgres.ISql, rows: readonly Row[]): Promise<Set<string>> {
  const found = await sql<Row[]>`
    SELECT q.unit, q.reason, q.digest
    FROM unnest(${rows.map(({ unit }) => unit)}::text[], ${rows.map(({ reason }) => reason)}::text[],
                ${rows.map(({ digest }) => digest)}::text[]) AS r(unit, reason, digest)
    JOIN quarantine q USING (unit, reason, digest)`;
  return new Set(found.map(keyOf));
}

async function readUsed(sql: postgres.ISql, units: string[]) {
  const rows = await sql<{ unit: string; messages: number; evidenceBytes: number }[]>`
    SELECT unit, (count(*) FILTER (WHERE reason <> ALL(${[...EVIDENCE_REASONS]})))::int AS messages,
           coalesce(sum(bytes) FILTER (WHERE reason = ANY(${[...EVIDENCE_REASONS]})), 0)::float8 AS "evidenceBytes"
    FROM quarantine WHERE unit = ANY(${units}) AND digest <> ${OVERFLOW}
    GROUP BY unit`;
  return new Map(rows.map(({ unit, messages, evidenceBytes }) => [unit, { messages, evidenceBytes }]));
}
