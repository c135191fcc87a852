import type { DayPart } from '@hadir/shared/api/requests';
import { clockMinutes } from '../day/clock-minutes.ts';

const WHOLE = { from: 0, to: 2880 };

/** @param middle where the day's morning ends and its afternoon begins, minutes after midnight. */
export function partsOverlap(a: DayPart, b: DayPart, middle: number): boolean {
  const [first, second] = [span(a, middle), span(b, middle)];
  return first.from < second.to && second.from < first.to;
}

function span(part: DayPart, middle: number): { from: number; to: number } {
  if (part === 'day') return WHOLE;
  if (part === 'morning') return { from: 0, to: middle };
  if (part === 'afternoon') return { from: middle, to: WHOLE.to };
  const from = clockMinutes(part.from);
  const to = clockMinutes(part.to);
  return { from, to: to > from ? to : to + 1440 };
}
