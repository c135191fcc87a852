import type { EntryEvidence } from '@hadir/shared/api/attendance';
import { decodeBase64url, encodeBase64url, headerKid, protectedHeader, splitJws } from '@hadir/shared/journal/jws';
import { thumbprintInput } from '@hadir/shared/journal/thumbprint-input';
import { ed25519 } from '@noble/curves/ed25519.js';
import { sha256 } from '@noble/hashes/sha2.js';

/**
 * The checks, in the order in which they are made: each rests on those before it.
 *
 * | check | what it compares |
 * |---|---|
 * | format | the text is a compact JWS with a 64-byte signature |
 * | key | the key's thumbprint (RFC 7638) is the `kid` that the hub shows |
 * | header | the protected header says: a journal entry, by this very key |
 * | signature | Ed25519 (RFC 8032) over the signed bytes, by the key shown |
 * | hash | SHA-256 of the whole JWS is the hash that the hub shows |
 * | payload | what the unit signed is what the hub shows: unit, number, type, door, time and person |
 */
const ENTRY_CHECKS = ['format', 'key', 'header', 'signature', 'hash', 'payload'] as const;
export type EntryCheck = (typeof ENTRY_CHECKS)[number];

export interface CheckResult {
  readonly check: EntryCheck;
  /** `unreached`: an earlier check failed in a way that leaves nothing to compare. */
  readonly result: 'passed' | 'failed' | 'unreached';
  /** Names of what differs, where the check compares several things. */
  readonly differing: readonly string[];
}

export interface Verification {
  readonly outcome: 'valid' | 'invalid';
  readonly checks: readonly CheckResult[];
}

/**
 * Verifies an entry with nothing but the entry and the key: no call to the hub, and no secure context needed.
 * @param employee whose day is shown: a punch must be about this person
 */
export function verifyEntry(evidence: EntryEvidence, employee: string): Verification {
  const jws = splitJws(evidence.jws);
  const key = keyBytes(evidence.publicKey.x);
  const kid = key === null ? null : encodeBase64url(sha256(ascii(thumbprintInput(evidence.publicKey))));
  const payload = jws === null ? null : decodePayload(jws.payload);
  const differing = payload === null ? null : differences(payload, evidence, employee);
  const passed: Record<EntryCheck, boolean | null> = {
    format: jws !== null,
    key: kid !== null && kid === evidence.kid,
    header:
      jws && kid !== null ? jws.header === protectedHeader('hadir-entry', kid) && headerKid(jws.header) === kid : null,
    signature: jws && key ? isSigned(jws.signature, jws.signed, key) : null,
    hash: encodeBase64url(sha256(ascii(evidence.jws))) === evidence.hash,
    payload: jws === null ? null : differing !== null && differing.length === 0,
  };
  const checks = ENTRY_CHECKS.map((check): CheckResult => {
    const result = passed[check];
    return {
      check,
      result: result === null ? 'unreached' : result ? 'passed' : 'failed',
      differing: check === 'payload' ? (differing ?? []) : [],
    };
  });
  return { outcome: checks.every(({ result }) => result === 'passed') ? 'valid' : 'invalid', checks };
}

/** @returns the JSON object that a JWS carries, unverified, or null where there is none. */
export function decodePayload(payload: string): Record<string, unknown> | null {
  try {
    const value: unknown = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(decodeBase64url(payload)));
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? { ...value } : null;
  } catch {
    return null;
  }
}

function isSigned(signature: string, signed: string, key: Uint8Array): boolean {
  try {
    return ed25519.verify(decodeBase64url(signature), ascii(signed), key, { zip215: false });
  } catch {
    return false;
  }
}

function keyBytes(x: string): Uint8Array | null {
  try {
    const bytes = decodeBase64url(x);
    return bytes.length === 32 ? bytes : null;
  } catch {
    return null;
  }
}

/** A JWS is ASCII by its grammar; where it is not, the format check has failed already. */
function ascii(text: string): Uint8Array {
  return new TextEncoder().encode(text);
}

function differences(payload: Record<string, unknown>, shown: EntryEvidence, employee: string): string[] {
  const expected: [string, unknown][] = [
    ['unit', shown.unit],
    ['binding', shown.binding],
    ['seq', shown.seq],
    ['type', shown.type],
  ];
  if (shown.type === 'punch') expected.push(['door', shown.door], ['employee', employee]);
  const differing = expected.filter(([name, value]) => payload[name] !== value).map(([name]) => name);
  const time = shown.type === 'punch' ? 'seenAt' : 'at';
  const signedTime = payload[time];
  if (typeof signedTime !== 'string' || Date.parse(signedTime) !== Date.parse(shown.seenAt)) differing.push(time);
  return differing;
}
