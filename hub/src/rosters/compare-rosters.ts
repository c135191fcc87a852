import { isDeepStrictEqual } from 'node:util';
import { placeOf, type RosterContent } from './roster-content.ts';

/** @returns who has to be sent and who has to go, to come from one roster to the other. */
export function compareRosters(
  from: RosterContent,
  to: RosterContent,
): { readonly put: string[]; readonly drop: string[] } {
  const put = Object.keys(to).filter((employee) => !isSamePlace(from[employee], to[employee]));
  const drop = Object.keys(from).filter((employee) => to[employee] === undefined);
  return { put, drop };
}

function isSamePlace(a: RosterContent[string] | undefined, b: RosterContent[string] | undefined): boolean {
  if (!a || !b) return false;
  const [one, other] = [placeOf(a), placeOf(b)];
  return isDeepStrictEqual(
    { ...one, templates: [...one.templates].sort() },
    { ...other, templates: [...other.templates].sort() },
  );
}
