import { hash, randomUUID, sign } from 'node:crypto';
import type { Entry } from '@hadir/shared/journal/entry';
import { protectedHeader } from '@hadir/shared/journal/jws';
import { loadSigningKey } from '@hadir/shared/journal/node-signature';

export interface BenchUnit {
  readonly id: string;
  readonly door: string;
  /** PKCS #8 PEM */
  readonly journalKey: string;
  readonly tlsKey: string;
  readonly certificate: string;
}

/** A signed journal as one block, so that a generator holds nothing that its garbage collector must walk through. */
export interface SignedJournal {
  /** The entries, each followed by a newline, ASCII. */
  readonly bytes: Buffer;
  /** Where entry `n` (from 1) ends, without its newline; entry 0 ends before the block. */
  readonly ends: Int32Array;
}

/** How many entries at the start are punches and nothing else: what is live. */
const ALL_PUNCHES = 450;

/**
 * Signs a journal ahead of time: `bound`, punches, and then, for the backlog, a punch and a checkpoint in turns (a
 * door where somebody arrives every minute, for a unit writes a checkpoint a minute).
 */
export function signJournal(unit: BenchUnit, length: number): SignedJournal {
  const key = loadSigningKey(unit.journalKey);
  const header = protectedHeader('hadir-entry', key.kid);
  const boot = randomUUID();
  const employees = Array.from({ length: 20 }, () => randomUUID());
  const from = Date.now();
  let prev = key.kid;
  const lines: string[] = [];
  const ends = new Int32Array(length + 1).fill(-1);
  for (let seq = 1; seq <= length; seq++) {
    const at = new Date(from + seq).toISOString();
    const common = { v: 1, unit: unit.id, binding: 1, seq, prev, at, uptimeMs: seq, boot } as const;
    const clock = { source: 'ntp', uncertaintyMs: 2.5 } as const;
    const entry: Entry =
      seq === 1
        ? { ...common, clock, type: 'bound', door: unit.door }
        : seq > ALL_PUNCHES && seq % 2 === 0
          ? { ...common, clock, type: 'checkpoint', through: at }
          : {
              ...common,
              clock,
              type: 'punch',
              door: unit.door,
              employee: employees[seq % 20] ?? boot,
              seenAt: at,
              score: 0.7134,
              secondScore: 0.1876,
              threshold: 0.45,
              liveness: 0.9712,
              frames: 5,
              faceHeight: 212,
              model: 'fr_feature@1.0.0',
              roster: 12,
            };
    const signed = `${header}.${Buffer.from(JSON.stringify(entry)).toString('base64url')}`;
    const jws = `${signed}.${sign(null, Buffer.from(signed), key.privateKey).toString('base64url')}`;
    prev = hash('sha256', jws, 'base64url');
    lines.push(jws);
    ends[seq] = (ends[seq - 1] ?? -1) + 1 + jws.length;
  }
  return { bytes: Buffer.from(`${lines.join('\n')}\n`, 'latin1'), ends };
}
