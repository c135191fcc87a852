import type { Arrival } from '@hadir/shared/api/attendance';

/** What the page keeps; older ones are a query away. */
const KEPT = 200;

/** Ids are ascending decimal numbers that may exceed what a JavaScript number holds exactly. */
export function compareIds(a: string, b: string): number {
  return a.length - b.length || (a < b ? -1 : a > b ? 1 : 0);
}

/** @returns both lists as one, newest first, each arrival once (a replayed one replaces its earlier copy), capped. */
export function mergeArrivals(current: readonly Arrival[], incoming: readonly Arrival[]): Arrival[] {
  const byId = new Map(current.map((arrival) => [arrival.id, arrival]));
  for (const arrival of incoming) byId.set(arrival.id, arrival);
  return [...byId.values()].sort((a, b) => compareIds(b.id, a.id)).slice(0, KEPT);
}
