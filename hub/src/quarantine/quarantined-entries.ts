import { hash } from 'node:crypto';
import { splitJws } from '@hadir/shared/journal/jws';
import { parseEntry } from '@hadir/shared/journal/parse-entry';
import { EVIDENCE_REASONS } from './evidence.ts';

/** An entry out of quarantine: its payload as it was signed, and its place in the chain. */
export interface QuarantinedEntry {
  readonly payload: unknown;
  readonly binding: number;
  readonly seq: number;
  readonly prev: string;
  readonly hash: string;
}

/** Refused for what the entries say; that their unit signed them was checked before. */
const SIGNED: readonly string[] = [
  ...EVIDENCE_REASONS,
  'wrong-binding',
  'wrong-door',
  'wrong-prev',
  'not-bound',
  'unstorable',
];

/** @returns the entries that a quarantined message holds, or null where it proved to hold none or is not kept whole. */
export function quarantinedEntries(message: {
  readonly reason: string;
  readonly sample: Buffer;
  readonly bytes: number;
}): QuarantinedEntry[] | null {
  if (!SIGNED.includes(message.reason) || message.sample.length === 0) return null;
  const entries: QuarantinedEntry[] = [];
  for (const line of message.sample.toString('latin1').split('\n')) {
    if (line === '') continue;
    const payload = payloadOf(line);
    const entry = parseEntry(payload);
    if (typeof entry === 'string') return null;
    const { binding, seq, prev } = entry;
    entries.push({ payload, binding, seq, prev, hash: hash('sha256', line, 'base64url') });
  }
  return entries;
}

/** @returns what a compact JWS says, without a look at its signature; null where it is none. */
export function payloadOf(line: string): unknown {
  const jws = splitJws(line);
  if (jws === null) return null;
  try {
    return JSON.parse(Buffer.from(jws.payload, 'base64url').toString());
  } catch {
    return null;
  }
}
