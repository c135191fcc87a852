import type { Entry } from '@hadir/shared/journal/entry';
import type { VerifiedEntry } from '@hadir/shared/journal/verify-run';
import { isZone } from '@hadir/shared/time/local-day';
import type { Rejection, Run } from './message.ts';

/** A binding as the database holds it, locked for this batch. */
export interface BindingRow {
  readonly unit: string;
  readonly number: number;
  readonly door: string;
  /** IANA zone of the door. */
  readonly zone: string;
  /** The unit's state. */
  readonly state: 'active' | 'quarantined' | 'revoked';
  /** Thumbprint of the unit's journal key. */
  readonly kid: string;
  readonly seq: number;
  readonly hash: string | null;
}

export interface NewEntry {
  readonly verified: VerifiedEntry<Entry>;
  readonly binding: BindingRow;
}

export interface NewHead {
  readonly unit: string;
  readonly number: number;
  seq: number;
  hash: string | null;
  /** The journal is complete through this moment, by the last checkpoint among the new entries. */
  through: string | null;
}

/** What a run, or what was no run, came to. */
type Outcome =
  | { readonly kind: 'stored'; readonly entries: number }
  | { readonly kind: 'duplicate' }
  | { readonly kind: 'gap' }
  | { readonly kind: 'rejected'; readonly rejection: Rejection }
  | { readonly kind: 'fork'; readonly seq: number };

export interface Plan {
  readonly entries: readonly NewEntry[];
  /** Heads after the batch, by binding, of every binding that the batch touched. */
  readonly heads: ReadonlyMap<string, NewHead>;
  readonly outcomes: readonly { readonly run: Run; readonly outcome: Outcome; readonly head: NewHead | null }[];
  /** From the first entry that differs, with its bytes. */
  readonly forks: readonly { readonly unit: string; readonly seq: number; readonly bytes: string }[];
}

export function bindingKey(unit: string, number: number): string {
  return `${unit} ${number}`;
}

/** @returns the runs in the order in which they must be planned: by unit, binding and number. */
export function inJournalOrder(runs: readonly Run[]): Run[] {
  return [...runs].sort(
    (a, b) => (a.unit < b.unit ? -1 : a.unit > b.unit ? 1 : 0) || a.binding - b.binding || firstSeq(a) - firstSeq(b),
  );
}

/**
 * Decides, from what is held, what a batch's runs come to. Pure: the database is read before and written after, while
 * the bindings stay locked.
 * @param runs in journal order
 * @param bindings every binding of every unit in the batch
 * @param held hashes of held entries, by binding and number, for every number that a run repeats
 */
export function planBatch(
  runs: readonly Run[],
  bindings: ReadonlyMap<string, BindingRow>,
  held: ReadonlyMap<string, ReadonlyMap<number, string>>,
): Plan {
  const entries: NewEntry[] = [];
  const heads = new Map<string, NewHead>();
  const pending = new Map<string, Map<number, string>>();
  const forks: { unit: string; seq: number; bytes: string }[] = [];
  const outcomes: { run: Run; outcome: Outcome; head: NewHead | null }[] = [];
  const forked = new Set<string>();

  for (const run of runs) {
    const key = bindingKey(run.unit, run.binding);
    const binding = bindings.get(key);
    if (binding === undefined) {
      outcomes.push({ run, outcome: rejected('wrong-binding', 'The unit has no binding of this number.'), head: null });
      continue;
    }
    const head = heads.get(key) ?? headOf(binding);
    heads.set(key, head);
    const own = pending.get(key) ?? new Map<number, string>();
    pending.set(key, own);
    const beforeKey = bindingKey(run.unit, run.binding - 1);
    const place: Place = {
      binding,
      head,
      before: latestOf(heads, bindings, beforeKey)?.hash ?? null,
      isEarlier: (hash) => [held, pending].some((all) => [...(all.get(beforeKey)?.values() ?? [])].includes(hash)),
      isFollowed: (latestOf(heads, bindings, bindingKey(run.unit, run.binding + 1))?.seq ?? 0) > 0,
      hashAt: (seq) => own.get(seq) ?? held.get(key)?.get(seq),
    };
    const outcome = forked.has(run.unit)
      ? rejected('unit-quarantined', 'The unit is quarantined since it forked its journal.')
      : planRun(run, place);
    if (outcome.kind === 'stored') {
      for (const verified of run.entries.slice(-outcome.entries)) {
        entries.push({ verified, binding });
        own.set(verified.entry.seq, verified.hash);
        head.seq = verified.entry.seq;
        head.hash = verified.hash;
        if (verified.entry.type === 'checkpoint') head.through = verified.entry.through;
      }
    }
    if (outcome.kind === 'fork') {
      forked.add(run.unit);
      const from = run.entries.filter(({ entry }) => entry.seq >= outcome.seq);
      forks.push({ unit: run.unit, seq: outcome.seq, bytes: from.map(({ jws }) => jws).join('\n') });
    }
    outcomes.push({ run, outcome, head });
  }
  return { entries, heads, outcomes, forks };
}

/** @returns where a binding stands by the batch so far, or else as it is held. */
function latestOf(
  heads: ReadonlyMap<string, NewHead>,
  bindings: ReadonlyMap<string, BindingRow>,
  key: string,
): Pick<NewHead, 'seq' | 'hash'> | undefined {
  return heads.get(key) ?? bindings.get(key);
}

/** What is held where a run would go. */
interface Place {
  readonly binding: BindingRow;
  readonly head: NewHead;
  /** Hash of the last entry held of the binding before. */
  readonly before: string | null;
  /** Is there an entry of the binding before with this hash? */
  isEarlier(hash: string): boolean;
  /** The binding after this one has begun: this one has ended with its head. */
  readonly isFollowed: boolean;
  hashAt(seq: number): string | undefined;
}

function planRun(run: Run, { binding, head, before, isEarlier, isFollowed, hashAt }: Place): Outcome {
  // What is held already is neither refused nor kept twice, whatever became of its unit.
  if (run.entries.every(({ entry, hash }) => entry.seq <= head.seq && hashAt(entry.seq) === hash))
    return { kind: 'duplicate' };
  if (binding.state === 'quarantined')
    return rejected('unit-quarantined', 'The unit is quarantined until BKD has looked into it.');
  if (binding.state === 'revoked') return rejected('unit-revoked', "The unit's certificate was revoked.");
  if (!isZone(binding.zone)) return rejected('unstorable', "The zone of the door's OPD is none of Indonesia's.");
  for (const { entry, hash } of run.entries) {
    if (entry.seq > head.seq) break;
    if (hashAt(entry.seq) !== hash) return { kind: 'fork', seq: entry.seq };
  }
  const fresh = run.entries.filter(({ entry }) => entry.seq > head.seq);
  const first = fresh[0]?.entry;
  if (first === undefined) return { kind: 'duplicate' };
  // The last entry has a successor already: the first one of the next binding.
  if (isFollowed) return { kind: 'fork', seq: first.seq };
  if (first.seq > head.seq + 1) return { kind: 'gap' };
  for (const { entry } of fresh) {
    if ((entry.seq === 1) !== (entry.type === 'bound'))
      return rejected('not-bound', 'A binding begins with the entry `bound`, and with no other.');
    if ('door' in entry && entry.door !== binding.door)
      return rejected('wrong-door', 'The entry names another door than the one that this binding serves.');
  }
  if (first.seq > 1) {
    // The unit signed that another entry than ours has the number before: two histories under one key.
    return first.prev === head.hash ? { kind: 'stored', entries: fresh.length } : { kind: 'fork', seq: first.seq };
  }
  if (binding.number === 1 && first.prev !== binding.kid)
    return rejected('wrong-prev', "A unit's first entry commits to the thumbprint of its journal key.");
  if (binding.number === 1 || first.prev === before) return { kind: 'stored', entries: fresh.length };
  // It follows an entry that has another successor here; or else the end of the binding before is missing here.
  return isEarlier(first.prev) ? { kind: 'fork', seq: 1 } : { kind: 'gap' };
}

function headOf(binding: BindingRow): NewHead {
  return { unit: binding.unit, number: binding.number, seq: binding.seq, hash: binding.hash, through: null };
}

function rejected(reason: Rejection['reason'], detail: string): Outcome {
  return { kind: 'rejected', rejection: { reason, detail } };
}

function firstSeq(run: Run): number {
  return run.entries[0]?.entry.seq ?? 0;
}
