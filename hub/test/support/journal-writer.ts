import { createHash, randomUUID } from 'node:crypto';
import type { UnitId } from '@hadir/shared/ids';
import type { Entry, EntryBody } from '@hadir/shared/journal/entry';
import { type SigningKey, signJws } from '@hadir/shared/journal/node-signature';

export interface WrittenEntry {
  readonly entry: Entry;
  readonly jws: string;
  readonly hash: string;
}

/** Writes a unit's journal as a unit does, in memory: numbered, chained and signed. */
export interface JournalWriter {
  /** Everything so far, oldest first. */
  readonly written: readonly WrittenEntry[];
  append(body: EntryBody): WrittenEntry;
  bound(): WrittenEntry;
  punch(employee?: string, seenAt?: string): WrittenEntry;
  checkpoint(through?: string): WrittenEntry;
  /** Goes on from here with another history, as a cloned card would. */
  clone(): JournalWriter;
}

export interface JournalOptions {
  readonly unit: UnitId;
  readonly key: SigningKey;
  readonly door: string;
  readonly binding?: number;
  readonly prev?: string;
  readonly seq?: number;
  /** Moment of the first entry; each entry is one second after the one before. */
  readonly from?: Date;
}

export function createJournalWriter(options: JournalOptions): JournalWriter {
  const { unit, key, door } = options;
  const boot = randomUUID();
  const from = (options.from ?? new Date('2026-03-02T00:00:00.000Z')).getTime();
  const written: WrittenEntry[] = [];
  let seq = options.seq ?? 0;
  let prev = options.prev ?? key.kid;
  const append = (body: EntryBody): WrittenEntry => {
    seq += 1;
    const entry = {
      ...body,
      v: 1,
      unit,
      binding: options.binding ?? 1,
      seq,
      prev,
      at: new Date(from + seq * 1_000).toISOString(),
      uptimeMs: seq * 1_000,
      boot,
      clock: { source: 'ntp', uncertaintyMs: 4 },
    } as Entry;
    const jws = signJws('hadir-entry', key, entry);
    const hash = createHash('sha256').update(jws).digest('base64url');
    prev = hash;
    const added = { entry, jws, hash };
    written.push(added);
    return added;
  };
  return {
    written,
    append,
    bound: () => append({ type: 'bound', door }),
    punch: (employee = randomUUID(), seenAt = new Date(from + (seq + 1) * 1_000 - 300).toISOString()) =>
      append({
        type: 'punch',
        door,
        employee,
        seenAt,
        score: 0.71,
        secondScore: 0.2,
        threshold: 0.45,
        liveness: 0.97,
        frames: 4,
        faceHeight: 180,
        model: 'demo-model',
        roster: 1,
      }),
    checkpoint: (through = new Date(from + seq * 1_000).toISOString()) => append({ type: 'checkpoint', through }),
    clone: () => createJournalWriter({ ...options, seq, prev }),
  };
}
