import type { QuarantineDetail } from '@hadir/shared/api/units';
import type postgres from 'postgres';
import { OVERFLOW } from './evidence.ts';
import { payloadOf, type QuarantinedEntry, quarantinedEntries } from './quarantined-entries.ts';

export interface ComparedMessage {
  readonly unit: string;
  readonly reason: string;
  readonly sample: Buffer;
  readonly bytes: number;
}

type Comparison = Pick<QuarantineDetail, 'binding' | 'entries' | 'more'>;

/** How many later messages of a forked unit are looked through for what goes on from the fork. */
const MOST_MESSAGES = 5_000;

/**
 * Puts the entries of a quarantined message beside what is held under the same numbers. Of a fork, both histories are
 * followed to their ends, the other one also through the messages that came after it.
 * @param page entries with a number above `after`, at most `limit` of them
 */
export async function compareHistories(
  sql: postgres.ISql,
  message: ComparedMessage,
  page: { after: number; limit: number },
): Promise<Comparison> {
  const own = quarantinedEntries(message);
  const [first] = own ?? [];
  if (own === null || first === undefined) return { binding: null, entries: null, more: false };
  const { unit } = message;
  const { binding } = first;
  const isFork = message.reason === 'fork';
  const other = isFork ? [...own, ...(await followingIn(sql, unit, own))] : own;
  const from = Math.max(first.seq, page.after + 1);
  const end = isFork ? 2_147_483_647 : (other.at(-1)?.seq ?? 0);
  const held = new Map(
    (
      await sql<{ seq: number; jws: string }[]>`
        SELECT seq, jws FROM entries
        WHERE unit = ${unit} AND binding = ${binding} AND seq BETWEEN ${from} AND ${end}
        ORDER BY seq LIMIT ${page.limit + 1}`
    ).map(({ seq, jws }) => [seq, payloadOf(jws)]),
  );
  const others = new Map(other.map(({ seq, payload }) => [seq, payload]));
  const numbers = [...new Set([...held.keys(), ...others.keys()])].filter((seq) => seq >= from).sort((a, b) => a - b);
  return {
    binding,
    entries: numbers
      .slice(0, page.limit)
      .map((seq) => ({ seq, held: held.get(seq) ?? null, other: others.get(seq) ?? null })),
    more: numbers.length > page.limit,
  };
}

/** The entries in quarantine, of the same binding, that follow from the last of these. */
async function followingIn(
  sql: postgres.ISql,
  unit: string,
  own: readonly QuarantinedEntry[],
): Promise<QuarantinedEntry[]> {
  const messages = await sql<{ reason: string; sample: Buffer; bytes: number }[]>`
    SELECT reason, sample, bytes FROM quarantine
    WHERE unit = ${unit} AND reason IN ('fork', 'unit-quarantined', 'unit-revoked') AND digest <> ${OVERFLOW}
    ORDER BY id LIMIT ${MOST_MESSAGES}`;
  const after = new Map<string, QuarantinedEntry>();
  for (const message of messages)
    for (const entry of quarantinedEntries(message) ?? [])
      if (entry.binding === own[0]?.binding) after.set(entry.prev, entry);
  const following: QuarantinedEntry[] = [];
  for (let next = after.get(own.at(-1)?.hash ?? ''); next !== undefined; next = after.get(next.hash))
    following.push(next);
  return following;
}
