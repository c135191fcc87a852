import type { LeaveKind } from '@hadir/shared/api/policies/leave-policy';
import { clockMinutes, DAY_MINUTES } from './clock-minutes.ts';
import type { Excuse } from './day-facts.ts';
import type { DayPolicy, WorkingMinutes } from './day-policy.ts';
import { after } from './working-window.ts';

export interface Excused {
  /** What names the day or a part of it; time outside of the working time excuses nothing. */
  readonly excuse: Excuse | null;
  readonly kind: LeaveKind | null;
  readonly whole: boolean;
  /** What is left of the working time. */
  readonly due: WorkingMinutes;
  /** Kinds that the policy does not know excuse nobody; they are reported. */
  readonly unknown: boolean;
}

/**
 * Takes excused time off both ends of the working time. Time in its midst changes nothing, since only the first and the
 * last sighting are looked at. Parts add up: a morning of one kind and an afternoon of another are a whole day.
 */
export function applyExcuses(excuses: readonly Excuse[], minutes: WorkingMinutes, policy: DayPolicy): Excused {
  if (excuses.length === 0) return { excuse: null, kind: null, whole: false, due: minutes, unknown: false };
  const order = (excuse: Excuse) => policy.leaveKinds.get(excuse.kind)?.order ?? Number.POSITIVE_INFINITY;
  const named = excuses.filter(({ kind }) => policy.leaveKinds.has(kind));
  const known = named
    .filter((excuse) => overlaps(spanOf(excuse, minutes), minutes))
    .sort((a, b) => order(a) - order(b) || (a.id < b.id ? -1 : 1));
  const spans = known.map((excuse) => spanOf(excuse, minutes)).sort((a, b) => a.from - b.from);
  let { start, end } = minutes;
  for (const span of spans) if (span.from <= start) start = Math.max(start, span.to);
  for (const span of [...spans].sort((a, b) => b.to - a.to)) if (span.to >= end) end = Math.min(end, span.from);
  const whole = start >= end;
  const naming = known.find(({ part }) => part === 'day') ?? known[0] ?? null;
  return {
    excuse: naming,
    kind: naming === null ? null : (policy.leaveKinds.get(naming.kind)?.kind ?? null),
    whole: naming !== null && whole,
    due: { ...minutes, start, end },
    unknown: named.length < excuses.length,
  };
}

interface Span {
  readonly from: number;
  readonly to: number;
}

function spanOf({ part }: Excuse, minutes: WorkingMinutes): Span {
  const { start, middle, end } = minutes;
  if (part === 'day') return { from: start, to: end };
  if (part === 'morning') return { from: start, to: middle };
  if (part === 'afternoon') return { from: middle, to: end };
  // A time of day is meant on the side of midnight on which there is work.
  const from = clockMinutes(part.from);
  const span = { from, to: part.from === part.to ? from : after(from, part.to) };
  return [span, moved(span, DAY_MINUTES), moved(span, -DAY_MINUTES)].find((each) => overlaps(each, minutes)) ?? span;
}

function moved({ from, to }: Span, by: number): Span {
  return { from: from + by, to: to + by };
}

function overlaps({ from, to }: Span, { start, end }: WorkingMinutes): boolean {
  return from < to && from < end && to > start;
}
