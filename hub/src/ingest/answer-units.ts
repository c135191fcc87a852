import type { VerifiedBatch } from './message.ts';
import type { StoredBatch } from './store-batch.ts';

/** What a unit is told about one of its bindings; several messages of a batch make one answer. */
export interface Answer {
  readonly unit: string;
  readonly binding: number;
  readonly seq: number;
  readonly hash: string | null;
  readonly answer: 'held' | 'resend' | 'refused';
  readonly reason?: string;
}

const WEIGHT = { held: 0, resend: 1, refused: 2 } as const;

/** @returns one answer for every binding that the batch touched; an unknown unit gets none. */
export function answerUnits(batch: VerifiedBatch, { plan, bindings }: StoredBatch): Answer[] {
  const answers = new Map<string, Answer>();
  const say = (unit: string, number: number, answer: Answer['answer'], reason?: string): void => {
    const key = `${unit} ${number}`;
    const row = bindings.get(key);
    if (row === undefined) return;
    const head = plan.heads.get(key) ?? row;
    const said = answers.get(key);
    if (said !== undefined && WEIGHT[said.answer] >= WEIGHT[answer]) return;
    const { seq, hash } = head;
    answers.set(key, { unit, binding: number, seq, hash, answer, ...(reason === undefined ? {} : { reason }) });
  };
  const latest = new Map<string, number>();
  for (const row of bindings.values()) latest.set(row.unit, Math.max(row.number, latest.get(row.unit) ?? 0));

  for (const { run, outcome, head } of plan.outcomes) {
    if (outcome.kind === 'stored' || outcome.kind === 'duplicate') say(run.unit, run.binding, 'held');
    else if (outcome.kind === 'fork')
      say(run.unit, run.binding, 'refused', `fork: another entry ${outcome.seq} is held`);
    else if (outcome.kind === 'rejected')
      say(run.unit, head === null ? (latest.get(run.unit) ?? 0) : run.binding, 'refused', outcome.rejection.reason);
    else {
      // A binding's first entry waits for the end of the binding before.
      const waitsForBefore = head?.seq === 0 && run.entries[0]?.entry.seq === 1;
      say(run.unit, waitsForBefore ? run.binding - 1 : run.binding, 'resend');
    }
  }
  for (const { message, rejection } of batch.rejected)
    say(message.unit, latest.get(message.unit) ?? 0, 'refused', rejection.reason);
  return [...answers.values()];
}
