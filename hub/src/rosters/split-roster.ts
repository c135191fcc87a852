import type { RosterPart } from '@hadir/shared/wire/command';

export type RosterEntry = RosterPart['put'][number];

export interface RosterChange {
  readonly put: RosterEntry[];
  readonly drop: string[];
}

/** So many employees in one part, at most. */
const MOST_EMPLOYEES = 150;
/** So many bytes of JSON in one part, at most; signing and base64 make a third more of it. */
const MOST_BYTES = 700_000;
const MOST_DROPPED = 5_000;

/** Cuts a change into parts that fit into one message each; there is always at least one, even of nothing. */
export function splitRoster({ put, drop }: RosterChange): RosterChange[] {
  const parts: RosterChange[] = [];
  for (let from = 0; from < drop.length; from += MOST_DROPPED) {
    parts.push({ put: [], drop: drop.slice(from, from + MOST_DROPPED) });
  }
  let current: RosterEntry[] = [];
  let bytes = 0;
  for (const entry of put) {
    const size = JSON.stringify(entry).length + 1;
    if (current.length > 0 && (current.length >= MOST_EMPLOYEES || bytes + size > MOST_BYTES)) {
      parts.push({ put: current, drop: [] });
      current = [];
      bytes = 0;
    }
    current.push(entry);
    bytes += size;
  }
  if (current.length > 0 || parts.length === 0) parts.push({ put: current, drop: [] });
  return parts;
}
