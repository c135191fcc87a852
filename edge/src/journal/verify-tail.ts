import { createPublicKey, verify } from 'node:crypto';
import { protectedHeader } from '@hadir/shared/journal/jws';
import type { SigningKey } from '@hadir/shared/journal/node-signature';
import { parseEntry } from '@hadir/shared/journal/parse-entry';
import { type RunPrimitives, verifyRun } from '@hadir/shared/journal/verify-run';
import { chainHash } from './chain-hash.ts';

export interface HeldEntry {
  readonly binding: number;
  readonly seq: number;
  readonly hash: string;
  readonly jws: string;
}

/**
 * Checks the last entries against each other and against the unit's key, as the hub will: signature, numbers, and that
 * each commits to the one before; and that each is stored under its own number and hash.
 * @param entries in the order in which they were written.
 * @returns what is wrong, in words, or null.
 */
export function verifyTail(
  entries: readonly HeldEntry[],
  unit: string,
  key: Pick<SigningKey, 'kid' | 'publicKey'>,
): string | null {
  const altered = entries.find((entry) => chainHash(entry.jws) !== entry.hash);
  if (altered !== undefined) return `${name(altered)} differs from the hash that was stored with it.`;
  const primitives = makePrimitives(key);
  let before: HeldEntry | null = null;
  for (const run of splitByBinding(entries)) {
    const header = protectedHeader('hadir-entry', key.kid);
    const lines = run.map((entry) => entry.jws);
    const verdict = verifyRun(lines, { unit, header, parse: parseEntry }, primitives);
    if (!verdict.ok) return `${name(run[verdict.line] as HeldEntry)}: ${verdict.detail}`;
    for (const [i, { entry }] of verdict.entries.entries()) {
      const held = run[i] as HeldEntry;
      if (entry.seq !== held.seq || entry.binding !== held.binding)
        return `${name(held)} is stored under another number than its own.`;
      // A binding begins with the last hash of the one before.
      if (i === 0 && before !== null && entry.prev !== before.hash)
        return `${name(held)} does not follow from the binding before it.`;
      before = held;
    }
  }
  return null;
}

function name({ seq, binding }: HeldEntry): string {
  return `Entry ${seq} of binding ${binding}`;
}

function splitByBinding(entries: readonly HeldEntry[]): HeldEntry[][] {
  const runs: HeldEntry[][] = [];
  for (const entry of entries) {
    const run = runs.at(-1);
    if (run?.[0]?.binding === entry.binding) run.push(entry);
    else runs.push([entry]);
  }
  return runs;
}

function makePrimitives({ publicKey }: Pick<SigningKey, 'publicKey'>): RunPrimitives {
  const key = createPublicKey({ key: publicKey, format: 'jwk' });
  return {
    verify: (signed, signature) => verify(null, Buffer.from(signed), key, Buffer.from(signature, 'base64url')),
    sha256: chainHash,
    decode: (text) => Buffer.from(text, 'base64url').toString(),
  };
}
