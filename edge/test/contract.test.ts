import { readFileSync } from 'node:fs';
import type { Ed25519Jwk } from '@hadir/shared/journal/ed25519-jwk';
import { describe, expect, it } from 'vitest';
import type { JournalFixtures } from '../../shared/test/contract/make-journal-fixtures.ts';
import { chainHash } from '../src/journal/chain-hash.ts';
import { type HeldEntry, verifyTail } from '../src/journal/verify-tail.ts';

const file = new URL('../../shared/test/contract/journal.json', import.meta.url);
const fixtures: JournalFixtures = JSON.parse(readFileSync(file, 'utf8'));

/** A line as the journal would hold it, under the number that it gives itself. */
function hold(jws: string): HeldEntry {
  const hash = chainHash(jws);
  try {
    const { binding, seq } = JSON.parse(Buffer.from(jws.split('.')[1] ?? '', 'base64url').toString());
    return { binding, seq, hash, jws };
  } catch {
    return { binding: 1, seq: 1, hash, jws };
  }
}

/** What no message may be but a journal may: empty, and the home of several bindings. */
const FINE_IN_A_JOURNAL = ['ok', 'empty', 'mixed-bindings'];
const key = { kid: fixtures.kid, publicKey: fixtures.key as Ed25519Jwk };

describe('the wire contract, as a unit reads its own journal', () => {
  for (const { name, lines, verdict } of fixtures.messages) {
    const fine = FINE_IN_A_JOURNAL.includes(verdict);
    it(`${fine ? 'accepts' : 'reports'} ${name}`, () => {
      const problem = verifyTail(lines.map(hold), fixtures.unit, key);
      if (fine) expect(problem).toBeNull();
      else expect(problem).toMatch(/^Entry /);
    });
  }
});
