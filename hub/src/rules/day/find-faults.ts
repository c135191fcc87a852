import type { DayFacts, Fault } from './day-facts.ts';
import type { DayPolicy } from './day-policy.ts';
import type { DayEvent } from './day-verdict.ts';
import { findBand } from './find-band.ts';
import type { Measured } from './measure-day.ts';

/** @returns what a measured day costs, without what a correction forgives. */
export function findFaults(measured: Measured, corrections: DayFacts['corrections'], policy: DayPolicy): DayEvent[] {
  const { arrival, departure, late, early } = measured;
  const { rules } = policy;
  const events: DayEvent[] = [];
  if (arrival === null) addFault(events, 'missing_arrival', rules.missingArrival, 0, corrections, policy);
  else if (late > 0) addFault(events, 'late', findBand(rules.late, late), late, corrections, policy);
  if (departure === null) addFault(events, 'missing_departure', rules.missingDeparture, 0, corrections, policy);
  else if (early > 0) addFault(events, 'early', findBand(rules.early, early), early, corrections, policy);
  return events;
}

function addFault(
  events: DayEvent[],
  kind: Fault,
  code: string | null,
  minutes: number,
  corrections: DayFacts['corrections'],
  { rulesClause }: DayPolicy,
): void {
  const forgiven = corrections.some((correction) => correction.kind === 'forgive' && correction.what === kind);
  if (code !== null && !forgiven) events.push({ code, kind, minutes, halves: 2, clause: rulesClause });
}
