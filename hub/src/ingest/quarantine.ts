import { hash } from 'node:crypto';
import type postgres from 'postgres';
import type { RefusedUse } from '../broker/unit-broker.ts';
import type { RejectReason } from './message.ts';

export interface QuarantineItem {
  readonly unit: string;
  readonly reason: RejectReason | RefusedUse | 'fork' | 'too-large';
  readonly detail: string;
  readonly content: Buffer;
  /** How many bytes there were, where `content` is not all of them. */
  readonly bytes?: number;
}

const SAMPLE_BYTES = 65_536;
const ROWS_AT_ONCE = 1_000;

/** Keeps what was refused. The same bytes refused again count up one row, so that a unit stuck on an entry fills no disk. */
export async function quarantine(sql: postgres.ISql, items: readonly QuarantineItem[]): Promise<void> {
  const rows = new Map<string, ReturnType<typeof toRow>>();
  for (const item of items) {
    const row = toRow(item);
    const key = `${row.unit} ${row.reason} ${row.digest}`;
    const same = rows.get(key);
    if (same === undefined) rows.set(key, row);
    else same.times += 1;
  }
  const all = [...rows.values()];
  for (let start = 0; start < all.length; start += ROWS_AT_ONCE)
    await sql`
      INSERT INTO quarantine ${sql(all.slice(start, start + ROWS_AT_ONCE))}
      ON CONFLICT (unit, reason, digest) DO UPDATE
      SET times = quarantine.times + excluded.times, last_at = now()`;
}

function toRow({ unit, reason, detail, content, bytes }: QuarantineItem) {
  return {
    unit,
    reason,
    detail,
    sample: reason === 'fork' ? content : content.subarray(0, SAMPLE_BYTES),
    bytes: bytes ?? content.length,
    digest: hash('sha256', content, 'base64url'),
    times: 1,
  };
}
