import { zoneOffsetMs } from '@hadir/shared/time/local-day';
import { MINUTE_MS } from './clock-minutes.ts';
import type { DayFacts, Sighting } from './day-facts.ts';
import type { Seen } from './day-verdict.ts';

/** A sighting on the clock of the place where it was made. */
export interface Passage extends Seen {
  /** Minutes after the day's midnight at the door, with fractions. */
  readonly minute: number;
  /** Minutes by which the true time may differ; infinite where the unit could not bound it. */
  readonly give: number;
}

export interface Gathered {
  /**
   * By the clock at the door, then by time and id: the order of arrival of the facts has no say. Clocks and not instants,
   * since who crosses a zone's border westwards may come earlier by the clock than he left.
   */
  readonly passages: readonly Passage[];
  readonly voided: boolean;
  readonly outside: boolean;
}

/** Minutes after the day's midnight. */
export interface Window {
  readonly from: number;
  readonly to: number;
}

/** Takes what belongs to the day's window, without what a correction voids, with what corrections add. */
export function gatherPassages(facts: DayFacts, utcMidnightMs: number, window: Window): Gathered {
  const { sightings, corrections, zone } = facts;
  const passages: Passage[] = [];
  const names = new Set<string>();
  let voided = false;
  let outside = false;
  for (const sighting of sightings) {
    const { id, atMs } = sighting;
    if (corrections.length > 0 && isVoided(id, corrections)) {
      voided = true;
      continue;
    }
    const minute = minuteOf(sighting, utcMidnightMs);
    const give = giveOf(sighting);
    if (!isWithin(window, minute, give)) outside = true;
    else if (!names.has(id)) passages.push({ atMs, id, source: 'journal', minute, give });
    names.add(id);
  }
  for (const correction of corrections) {
    if (correction.kind !== 'seen') continue;
    const { id, atMs } = correction;
    const minute = (atMs - utcMidnightMs + zoneOffsetMs(zone)) / MINUTE_MS;
    if (!isWithin(window, minute, 0)) outside = true;
    else if (!names.has(id)) passages.push({ atMs, id, source: 'correction', minute, give: 0 });
    names.add(id);
  }
  passages.sort((a, b) => a.minute - b.minute || a.atMs - b.atMs || (a.id < b.id ? -1 : 1));
  return { passages, voided, outside };
}

/** Whether somebody seen so is seen on the day that has this window. */
export function belongsTo(window: Window, sighting: Sighting, utcMidnightMs: number): boolean {
  return isWithin(window, minuteOf(sighting, utcMidnightMs), giveOf(sighting));
}

function minuteOf({ atMs, zone }: Sighting, utcMidnightMs: number): number {
  return (atMs - utcMidnightMs + zoneOffsetMs(zone)) / MINUTE_MS;
}

function giveOf({ uncertaintyMs }: Sighting): number {
  return uncertaintyMs === null ? Number.POSITIVE_INFINITY : uncertaintyMs / MINUTE_MS;
}

/** A sighting whose clock cannot be bounded is taken at its word here, and favours the employee when it is measured. */
function isWithin({ from, to }: Window, minute: number, give: number): boolean {
  const bounded = Number.isFinite(give) ? give : 0;
  return minute + bounded >= from && minute - bounded <= to;
}

function isVoided(id: string, corrections: DayFacts['corrections']): boolean {
  return corrections.some((correction) => correction.kind === 'void' && correction.entry === id);
}
