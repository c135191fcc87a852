import type { WorkSchedule } from '@hadir/shared/api/policies/schedules-policy';
import { MINUTE_MS } from './clock-minutes.ts';
import type { WorkingMinutes } from './day-policy.ts';
import type { Reason } from './day-verdict.ts';
import type { Passage } from './gather-passages.ts';

export interface Measured {
  readonly arrival: Passage | null;
  readonly departure: Passage | null;
  readonly late: number;
  readonly early: number;
  /** How many ends of the day are at fault: come late or not seen to come, left early or not seen to leave. */
  readonly faults: number;
  readonly reasons: readonly Reason[];
}

interface Rules {
  readonly schedule: WorkSchedule;
  /** What is left of the working time after excuses. */
  readonly due: WorkingMinutes;
  readonly planned: WorkingMinutes;
  readonly onePassageMinutes: number;
  readonly singleSighting: 'arrival' | 'nearest';
}

/**
 * Minutes late and early. They are whole and rounded down, and the clock's uncertainty is given to the employee: he
 * came as early and left as late as the evidence allows. Neither end is measured by the other's sighting.
 * @param passages at least one, by the clock.
 */
export function measureDay(passages: readonly Passage[], rules: Rules): Measured {
  const { schedule, due, planned } = rules;
  const reasons: Reason[] = [];
  const first = passages[0] as Passage;
  const last = passages[passages.length - 1] as Passage;
  const once = last === first || spreadMs(passages) < rules.onePassageMinutes * MINUTE_MS;
  const departed = once && rules.singleSighting === 'nearest' && first.minute >= (due.start + due.end) / 2;
  if (once) reasons.push('seen-once');
  const arrival = once && departed ? null : first;
  const departure = once && !departed ? null : last;

  const cameAt = earliest(passages, once ? null : last);
  const leftAt = latest(passages, once ? null : first);
  if (arrival !== null && cameAt === Number.NEGATIVE_INFINITY) reasons.push('clock-unbounded');
  else if (departure !== null && leftAt === Number.POSITIVE_INFINITY) reasons.push('clock-unbounded');

  const behind = arrival === null ? 0 : Math.max(0, Math.floor(cameAt - due.start));
  // Flexible time runs from the planned start: an excuse that lasts longer leaves nothing of it.
  const flexible = planned.start + schedule.flexibleMinutes - due.start;
  const shifted = Math.min(behind, Math.max(0, flexible));
  if (shifted > 0) reasons.push('flexible');
  const over = behind - shifted;
  if (over > 0 && over <= schedule.toleranceMinutes) reasons.push('within-tolerance');
  const late =
    over <= schedule.toleranceMinutes
      ? 0
      : over - (schedule.lateFrom === 'end_of_tolerance' ? schedule.toleranceMinutes : 0);

  const leaveAt = due.end + shifted;
  const early = departure === null ? 0 : Math.max(0, Math.floor(leaveAt - leftAt));
  const stayed = departure === null ? 0 : Math.max(0, Math.floor(Math.min(leftAt, 2 * 1440) - leaveAt));
  const madeUp = makeUp(schedule.compensation, late, stayed);
  if (madeUp > 0) reasons.push('made-up');
  if (gaveWay(first, arrival, due.start) || gaveWay(last, departure, leaveAt)) reasons.push('clock-favoured');
  const faults = Number(arrival === null || late > madeUp) + Number(departure === null || early > 0);
  return { arrival, departure, late: late - madeUp, early, faults, reasons };
}

function makeUp(compensation: WorkSchedule['compensation'], late: number, stayed: number): number {
  if (compensation.kind === 'none') return 0;
  if (compensation.maxLateMinutes !== null && late > compensation.maxLateMinutes) return 0;
  return Math.min(late, compensation.kind === 'exact' ? stayed : Math.floor(stayed / 30) * 30);
}

/** Whether the uncertainty of that clock reached over the limit. */
function gaveWay(passage: Passage, used: Passage | null, limit: number): boolean {
  return used !== null && Number.isFinite(passage.give) && Math.abs(passage.minute - limit) < passage.give;
}

function spreadMs(passages: readonly Passage[]): number {
  let [from, to] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (const { atMs } of passages) {
    from = Math.min(from, atMs);
    to = Math.max(to, atMs);
  }
  return to - from;
}

function earliest(passages: readonly Passage[], except: Passage | null): number {
  let least = Number.POSITIVE_INFINITY;
  for (const passage of passages) if (passage !== except) least = Math.min(least, passage.minute - passage.give);
  return least;
}

function latest(passages: readonly Passage[], except: Passage | null): number {
  let most = Number.NEGATIVE_INFINITY;
  for (const passage of passages) if (passage !== except) most = Math.max(most, passage.minute + passage.give);
  return most;
}
