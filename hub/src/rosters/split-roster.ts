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

/** Cuts a change into parts that fit into one message each; there is always at least one, even of nothing. */
export function splitRoster({ put, drop }: RosterChange): RosterChange[] {
  const parts: RosterChange[] = [];
  let part: RosterChange = { put: [], drop: [] };
  let bytes = 0;
  const add = (size: number): void => {
    if (bytes > 0 && (part.put.length >= MOST_EMPLOYEES || bytes + size > MOST_BYTES)) {
      parts.push(part);
      part = { put: [], drop: [] };
      bytes = 0;
    }
    bytes += size;
  };
  for (const employee of drop) {
    add(employee.length + 3);
    part.drop.push(employee);
  }
  for (const entry of put) {
    add(JSON.stringify(entry).length + 1);
    part.put.push(entry);
  }
  return [...parts, part];
}
