import { createHash, createPublicKey, type KeyObject, verify } from 'node:crypto';
import type { Ed25519Jwk } from '@hadir/shared/journal/ed25519-jwk';
import type { Entry } from '@hadir/shared/journal/entry';
import { protectedHeader, splitJws } from '@hadir/shared/journal/jws';
import { thumbprint } from '@hadir/shared/journal/node-signature';
import { parseEntry } from '@hadir/shared/journal/parse-entry';
import { checkChain } from './check-chain.ts';
import { BAD, type BindingReport, type Finding, type Rule } from './journal-report.ts';
import type { ProvedEntry } from './proved-entry.ts';

export interface Verdict {
  readonly whole: boolean;
  readonly unit: string | null;
  readonly kid: string;
  readonly lines: number;
  readonly signed: number;
  readonly bindings: readonly BindingReport[];
  readonly findings: readonly Finding[];
  readonly firstBad: Finding | null;
}

/**
 * Checks a journal without anything but the unit's public key: first every line by itself (form, key, signature,
 * content), then what the proved entries say together (numbers, hashes, bindings, clocks).
 * @param unit whose journal it is said to be; null takes it from the first entry that is proved.
 */
export async function checkJournal(
  lines: AsyncIterable<string> | Iterable<string>,
  key: Ed25519Jwk,
  unit: string | null,
): Promise<Verdict> {
  const kid = thumbprint(key);
  const header = protectedHeader('hadir-entry', kid);
  const publicKey = createPublicKey({ key, format: 'jwk' });
  const findings: Finding[] = [];
  const proved: ProvedEntry[] = [];
  let owner = unit;
  let line = 0;
  let signed = 0;
  for await (const text of lines) {
    line++;
    const outcome = proveLine(text, header, publicKey);
    if (!outcome.ok) {
      const finding = { rule: outcome.rule, line, binding: null, seq: null, detail: outcome.detail };
      if (outcome.rule === 'payload') signed++;
      findings.push(finding);
      continue;
    }
    signed++;
    const { entry } = outcome;
    owner ??= entry.unit;
    if (entry.unit === owner)
      proved.push({ line, entry, hash: createHash('sha256').update(text, 'ascii').digest('base64url') });
    else {
      const detail = `The entry is of ${entry.unit}, not of ${owner}.`;
      findings.push({ rule: 'unit', line, binding: entry.binding, seq: entry.seq, detail });
    }
  }
  const chain = checkChain(proved, kid);
  findings.push(...chain.findings);
  findings.sort((one, other) => one.line - other.line);
  const firstBad = findings.find(({ rule }) => BAD.has(rule)) ?? null;
  const whole = firstBad === null && proved.length > 0;
  return { whole, unit: owner, kid, lines: line, signed, bindings: chain.bindings, findings, firstBad };
}

type LineOutcome =
  | { readonly ok: true; readonly entry: Entry }
  | { readonly ok: false; readonly rule: Rule; readonly detail: string };

function proveLine(text: string, header: string, key: KeyObject): LineOutcome {
  const jws = splitJws(text);
  if (jws === null)
    return { ok: false, rule: 'format', detail: 'The line is no compact JWS with an Ed25519 signature.' };
  if (jws.header !== header)
    return { ok: false, rule: 'format', detail: 'The header is not that of a journal entry under this key.' };
  if (!verify(null, Buffer.from(jws.signed), key, Buffer.from(jws.signature, 'base64url')))
    return { ok: false, rule: 'signature', detail: 'The signature does not belong to this key and these bytes.' };
  const entry = readPayload(jws.payload);
  return typeof entry === 'string' ? { ok: false, rule: 'payload', detail: entry } : { ok: true, entry };
}

function readPayload(payload: string): Entry | string {
  try {
    return parseEntry(JSON.parse(Buffer.from(payload, 'base64url').toString()));
  } catch {
    return 'The payload is not JSON.';
  }
}
