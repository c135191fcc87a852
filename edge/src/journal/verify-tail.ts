import { splitJws } from '@hadir/shared/journal/jws';
import { isSignedBy, type SigningKey } from '@hadir/shared/journal/node-signature';
import { chainHash } from './chain-hash.ts';

export interface HeldEntry {
  readonly binding: number;
  readonly seq: number;
  readonly hash: string;
  readonly jws: string;
}

/**
 * Checks the last entries against each other and against the key: hash, signature, number, and that each commits to
 * the one before.
 * @param entries in the order in which they were written.
 * @returns what is wrong, in words, or null.
 */
export function verifyTail(entries: readonly HeldEntry[], key: SigningKey): string | null {
  let before: HeldEntry | null = null;
  for (const entry of entries) {
    const problem = verifyEntry(entry, before, key);
    if (problem !== null) return `Entry ${entry.seq} of binding ${entry.binding} ${problem}.`;
    before = entry;
  }
  return null;
}

function verifyEntry(entry: HeldEntry, before: HeldEntry | null, key: SigningKey): string | null {
  if (chainHash(entry.jws) !== entry.hash) return 'differs from the hash that was stored with it';
  const jws = splitJws(entry.jws);
  if (jws === null || !isSignedBy(jws, 'hadir-entry', key.publicKey)) return "does not carry this unit's signature";
  const payload: unknown = JSON.parse(Buffer.from(jws.payload, 'base64url').toString());
  const { seq, binding, prev } = payload as Record<string, unknown>;
  if (seq !== entry.seq || binding !== entry.binding) return 'is stored under another number than its own';
  if (before === null) return null;
  if (before.hash !== prev) return 'does not follow from the entry before it';
  return entry.binding === before.binding && entry.seq !== before.seq + 1 ? 'does not come next in number' : null;
}
