import type { EntryBody } from '@hadir/shared/journal/entry';
import type { Answer } from './dialogue.ts';

type AssistedBody = Extract<EntryBody, { type: 'assisted' }>;

/** @param roster version of the roster in force. */
export function makeAssisted(
  { supervisor, employee, reason, note }: Answer,
  { door, roster, at }: { door: string; roster: number; at: Date },
): AssistedBody {
  const { face, second } = supervisor;
  return {
    ...{ type: 'assisted', door, employee, seenAt: at.toISOString(), supervisor: supervisor.employee },
    score: face === null ? null : round(face.score),
    threshold: face === null ? null : round(face.threshold),
    liveness: face === null ? null : round(face.liveness),
    ...{ second, reason, note, roster },
  };
}

function round(value: number): number {
  return Math.max(-1, Math.min(1, Math.round(value * 10_000) / 10_000));
}
