import { hash } from 'node:crypto';
import { setImmediate as nextTurn } from 'node:timers/promises';
import type { Entry } from '@hadir/shared/journal/entry';
import { parseEntry } from '@hadir/shared/journal/parse-entry';
import { type RunPrimitives, type RunVerdict, verifyRun } from '@hadir/shared/journal/verify-run';
import { MAX_RUN } from '@hadir/shared/wire/topics';
import sodium from 'sodium-native';
import type { Message, Rejection, Run, VerifiedBatch } from './message.ts';
import type { UnitKey } from './unit-keys.ts';

type Verdict = RunVerdict<Entry>;

/**
 * How long this thread works at a stretch. Between two stretches it serves the database connection: a batch that is
 * being stored would otherwise wait, half sent, for the one that is being verified.
 */
const STRETCH_MS = 2;

/**
 * Checks signatures, chains and payloads. Messages that a unit sent one after the other are one run when each commits
 * to the one before, and one signature vouches for the run; where they are no run, each message is checked by itself,
 * so that a bad one harms no other.
 */
export async function verifyBatch(
  messages: readonly Message[],
  keys: ReadonlyMap<string, UnitKey>,
): Promise<VerifiedBatch> {
  const runs: Run[] = [];
  const rejected: { message: Message; rejection: Rejection }[] = [];
  let stretchEnds = performance.now() + STRETCH_MS;
  for (const [unit, sent] of byUnit(messages)) {
    const key = keys.get(unit);
    const verified: Verified[] = [];
    for (const message of sent) {
      const lines = key === undefined ? null : splitLines(message.payload);
      if (key === undefined) rejected.push({ message, rejection: UNKNOWN_UNIT });
      else if (lines === null) rejected.push({ message, rejection: TOO_MANY });
      else verified.push({ message, lines });
    }
    if (key === undefined) continue;
    for (const together of inRuns(verified)) {
      verifyUnit(unit, together, key, runs, rejected);
      if (performance.now() < stretchEnds) continue;
      await nextTurn();
      stretchEnds = performance.now() + STRETCH_MS;
    }
  }
  return { runs, rejected };
}

interface Verified {
  readonly message: Message;
  readonly lines: readonly string[];
}

const UNKNOWN_UNIT: Rejection = { reason: 'unknown-unit', detail: 'No unit of this id has been claimed.' };
const TOO_MANY: Rejection = {
  reason: 'too-many-entries',
  detail: `One message holds at most ${MAX_RUN} entries.`,
};

/** Messages that may be one run: in the order of their arrival, at most as many entries as one message may hold. */
function* inRuns(sent: readonly Verified[]): Generator<readonly Verified[]> {
  let together: Verified[] = [];
  let entries = 0;
  for (const one of sent) {
    if (together.length > 0 && entries + one.lines.length > MAX_RUN) {
      yield together;
      together = [];
      entries = 0;
    }
    together.push(one);
    entries += one.lines.length;
  }
  if (together.length > 0) yield together;
}

function verifyUnit(
  unit: string,
  sent: readonly Verified[],
  key: UnitKey,
  runs: Run[],
  rejected: { message: Message; rejection: Rejection }[],
): void {
  const primitives = primitivesFor(key.publicKey);
  const expected = { unit, header: key.header, parse: parseEntry };
  if (sent.length > 1) {
    const whole: Verdict = verifyRun(
      sent.flatMap(({ lines }) => lines),
      expected,
      primitives,
    );
    if (whole.ok) {
      runs.push(toRun(unit, whole, sent));
      return;
    }
  }
  for (const one of sent) {
    const verdict: Verdict = verifyRun(one.lines, expected, primitives);
    if (verdict.ok) runs.push(toRun(unit, verdict, [one]));
    else
      rejected.push({
        message: one.message,
        rejection: { reason: verdict.problem, detail: `Line ${verdict.line + 1}: ${verdict.detail}` },
      });
  }
}

function byUnit(messages: readonly Message[]): Map<string, Message[]> {
  const groups = new Map<string, Message[]>();
  for (const message of messages) {
    const group = groups.get(message.unit);
    if (group === undefined) groups.set(message.unit, [message]);
    else group.push(message);
  }
  return groups;
}

function toRun(unit: string, verdict: Extract<Verdict, { ok: true }>, sent: readonly Verified[]): Run {
  const binding = verdict.entries[0]?.entry.binding ?? 0;
  const bytes = sent.reduce((sum, { message }) => sum + message.payload.length, 0);
  return { unit, binding, entries: verdict.entries, bytes };
}

function splitLines(payload: Buffer): string[] | null {
  const text = payload.toString('latin1');
  const lines = text.split('\n', MAX_RUN + 2);
  if (lines.at(-1) === '') lines.pop();
  return lines.length > MAX_RUN ? null : lines;
}

/** Where bytes lie while they are checked or read, so that an entry leaves no buffer to the garbage collector. */
const signatureBytes = Buffer.alloc(64);
const scratch = Buffer.alloc(8_192);

function primitivesFor(publicKey: Buffer): RunPrimitives {
  return {
    verify: (signed, signature) => {
      signatureBytes.write(signature, 'base64url');
      const whole = signed.length > scratch.length ? Buffer.alloc(signed.length) : scratch;
      const length = whole.write(signed, 'latin1');
      return sodium.crypto_sign_verify_detached(signatureBytes, whole.subarray(0, length), publicKey);
    },
    // A string is hashed as UTF-8, which for these characters is ASCII.
    sha256: (ascii) => hash('sha256', ascii, 'base64url'),
    decode: (base64url) => {
      if (base64url.length > scratch.length) return Buffer.from(base64url, 'base64url').toString('utf8');
      return scratch.toString('utf8', 0, scratch.write(base64url, 'base64url'));
    },
  };
}
