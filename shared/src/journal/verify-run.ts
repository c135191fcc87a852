/**
 * Verifies a contiguous run of journal entries, the way unit, hub and browser agree on. In this order, and never
 * otherwise:
 *
 * 1. every line is a compact JWS whose protected header is exactly the expected one (compared, not parsed);
 * 2. the signature of the last line is right;
 * 3. from the last line back: only what is trusted is parsed, and a line is trusted when the line after it, already
 *    trusted, names its hash as `prev`.
 *
 * So one signature vouches for the run, and no payload is parsed that its unit did not commit to.
 */
export interface RunPrimitives {
  /** Ed25519 over the ASCII bytes of `signed`. @param signature base64url, 86 characters */
  verify(signed: string, signature: string): boolean;
  /** @returns SHA-256 of the ASCII bytes, base64url without padding */
  sha256(ascii: string): string;
  /** @returns the UTF-8 text that the base64url stands for; may throw where it is none. */
  decode(base64url: string): string;
}

/** What an entry's schema promises to this check. */
export interface Chained {
  readonly unit: string;
  readonly binding: number;
  readonly seq: number;
  readonly prev: string;
}

export interface VerifiedEntry<E extends Chained> {
  readonly entry: E;
  /** The bytes as they were signed. */
  readonly jws: string;
  readonly hash: string;
}

export type RunProblem =
  | 'empty'
  | 'not-a-jws'
  | 'foreign-header'
  | 'bad-signature'
  | 'broken-chain'
  | 'not-an-entry'
  | 'wrong-unit'
  | 'mixed-bindings';

export type RunVerdict<E extends Chained> =
  | { readonly ok: true; readonly entries: readonly VerifiedEntry<E>[] }
  | { readonly ok: false; readonly problem: RunProblem; readonly line: number; readonly detail: string };

/** What the run must be. */
export interface RunExpectation<E extends Chained> {
  readonly unit: string;
  /** `protectedHeader('hadir-entry', kid)` of the unit's key. */
  readonly header: string;
  /** @returns the entry, or in words why the payload is none. */
  readonly parse: (payload: unknown) => E | string;
}

const BODY = /^[A-Za-z0-9_-]+$/;
const SIGNATURE_LENGTH = 86;

/** @param lines compact JWS, oldest first */
export function verifyRun<E extends Chained>(
  lines: readonly string[],
  expected: RunExpectation<E>,
  primitives: RunPrimitives,
): RunVerdict<E> {
  if (lines.length === 0) return refuse('empty', 0, 'The message holds no entry.');
  const payloads: string[] = [];
  for (const [index, line] of lines.entries()) {
    const payload = payloadOf(line, expected.header);
    if (typeof payload !== 'string') return refuse(payload.problem, index, payload.detail);
    payloads.push(payload);
  }
  const last = lines.length - 1;
  const end = lines[last] as string;
  const cut = end.length - SIGNATURE_LENGTH - 1;
  if (!primitives.verify(end.slice(0, cut), end.slice(cut + 1)))
    return refuse('bad-signature', last, 'The signature is not of this unit, or the entry was altered after signing.');

  const entries = new Array<VerifiedEntry<E>>(lines.length);
  let after: E | null = null;
  for (let index = last; index >= 0; index--) {
    const jws = lines[index] as string;
    const hash = primitives.sha256(jws);
    if (after !== null && after.prev !== hash)
      return refuse('broken-chain', index, 'The entry after this one commits to another entry than this one.');
    const entry = parsePayload(payloads[index] as string, expected.parse, primitives);
    if (typeof entry === 'string') return refuse('not-an-entry', index, entry);
    if (entry.unit !== expected.unit)
      return refuse('wrong-unit', index, 'The entry belongs to another unit than the one that sent it.');
    if (after !== null && after.binding !== entry.binding)
      return refuse('mixed-bindings', index, 'One message holds entries of one binding only.');
    if (after !== null && after.seq !== entry.seq + 1)
      return refuse('broken-chain', index, 'The numbers of the entries do not follow each other.');
    entries[index] = { entry, jws, hash };
    after = entry;
  }
  return { ok: true, entries };
}

function refuse(problem: RunProblem, line: number, detail: string) {
  return { ok: false, problem, line, detail } as const;
}

function payloadOf(line: string, header: string): string | { problem: RunProblem; detail: string } {
  const start = line.indexOf('.');
  const end = line.lastIndexOf('.');
  if (start <= 0 || end <= start + 1 || line.length - end - 1 !== SIGNATURE_LENGTH)
    return { problem: 'not-a-jws', detail: 'The line is not a compact JWS with an Ed25519 signature.' };
  if (line.slice(0, start) !== header)
    return { problem: 'foreign-header', detail: "The header is not that of a journal entry under this unit's key." };
  const payload = line.slice(start + 1, end);
  if (!BODY.test(payload) || !BODY.test(line.slice(end + 1)))
    return { problem: 'not-a-jws', detail: 'The line holds characters that are not base64url.' };
  return payload;
}

function parsePayload<E>(
  payload: string,
  parse: (payload: unknown) => E | string,
  primitives: RunPrimitives,
): E | string {
  let value: unknown;
  try {
    value = JSON.parse(primitives.decode(payload));
  } catch {
    return 'The payload is not JSON.';
  }
  return parse(value);
}
