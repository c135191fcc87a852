import type { DayVerdictStatus } from '@hadir/shared/api/policies/day-verdicts';
import type { DayVerdict } from '../rules/day/day-verdict.ts';

/** A day on which a case rested and which is no unexcused absence any more. */
export interface FallenDay {
  readonly day: string;
  /** What it is now; null where it is not judged at all. */
  readonly status: DayVerdictStatus | null;
}

export function fallenDays(days: readonly string[], verdicts: readonly DayVerdict[]): FallenDay[] {
  const byDay = new Map(verdicts.map((verdict) => [verdict.day, verdict]));
  return days.flatMap((day): FallenDay[] => {
    const verdict = byDay.get(day);
    if (verdict === undefined) return [{ day, status: null }];
    const absent = verdict.events.some(({ kind, halves }) => kind === 'absent' && halves === 2);
    return absent ? [] : [{ day, status: verdict.status }];
  });
}
