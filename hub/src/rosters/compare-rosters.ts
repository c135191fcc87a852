import type { RosterContent } from './refresh-rosters.ts';

/** @returns who has to be sent and who has to go, to come from one roster to the other. */
export function compareRosters(
  from: RosterContent,
  to: RosterContent,
): { readonly put: string[]; readonly drop: string[] } {
  const put = Object.keys(to).filter((employee) => !sameTemplates(from[employee], to[employee]));
  const drop = Object.keys(from).filter((employee) => to[employee] === undefined);
  return { put, drop };
}

function sameTemplates(a: readonly string[] | undefined, b: readonly string[] | undefined): boolean {
  if (!a || !b || a.length !== b.length) return false;
  const known = new Set(a);
  return b.every((template) => known.has(template));
}
