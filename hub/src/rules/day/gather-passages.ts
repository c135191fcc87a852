import { MINUTE_MS, midnightMs } from './clock-minutes.ts';
import type { DayFacts } from './day-facts.ts';
import type { Seen } from './day-verdict.ts';

/** A sighting on the clock of the place where it was made. */
export interface Passage extends Seen {
  /** Minutes after the day's midnight at the door, with fractions. */
  readonly minute: number;
  /** Minutes by which the true time may differ; infinite where the unit could not bound it. */
  readonly give: number;
}

export interface Gathered {
  /** By time, then id: the order of arrival of the facts has no say. */
  readonly passages: readonly Passage[];
  readonly voided: boolean;
  readonly outside: boolean;
}

/** Takes what belongs to the day's window, without what a correction voids, with what corrections add. */
export function gatherPassages(facts: DayFacts, window: { from: number; to: number }): Gathered {
  const { day, zone, sightings, corrections } = facts;
  const home = midnightMs(day, zone);
  const voids = corrections.flatMap((correction) => (correction.kind === 'void' ? [correction.entry] : []));
  const passages: Passage[] = [];
  let voided = false;
  let outside = false;
  const take = (seen: Seen, midnight: number, give: number) => {
    const minute = (seen.atMs - midnight) / MINUTE_MS;
    const nominalGive = Number.isFinite(give) ? give : 0;
    if (minute + nominalGive < window.from || minute - nominalGive > window.to) outside = true;
    else if (!passages.some(({ id }) => id === seen.id)) passages.push({ ...seen, minute, give });
  };
  for (const { id, atMs, uncertaintyMs, zone: there } of sightings) {
    if (voids.includes(id)) voided = true;
    else {
      const give = uncertaintyMs === null ? Number.POSITIVE_INFINITY : uncertaintyMs / MINUTE_MS;
      take({ id, atMs, source: 'journal' }, there === zone ? home : midnightMs(day, there), give);
    }
  }
  for (const correction of corrections) {
    if (correction.kind === 'seen') take({ id: correction.id, atMs: correction.atMs, source: 'correction' }, home, 0);
  }
  passages.sort((a, b) => a.atMs - b.atMs || (a.id < b.id ? -1 : 1));
  return { passages, voided, outside };
}
