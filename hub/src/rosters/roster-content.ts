import type { RosterPart } from '@hadir/shared/wire/command';

/** What a roster says of one employee. */
export interface RosterPlace {
  /** Ids, sorted; none where he is listed by name alone. */
  readonly templates: readonly string[];
  readonly lookAlike?: true;
  /** May answer for others at the door. */
  readonly assist?: NonNullable<RosterPart['put'][number]['assist']>;
}

/** By employee id, sorted. Of whom nothing but his templates is said, the ids alone are stored. */
export type RosterContent = Record<string, readonly string[] | RosterPlace>;

export function placeOf(stored: RosterContent[string]): RosterPlace {
  return 'templates' in stored ? stored : { templates: stored };
}

/** Whether somebody may assist at the doors with this roster: people can then be picked there by name. */
export function offersAssistance(content: RosterContent): boolean {
  return Object.values(content).some((place) => placeOf(place).assist !== undefined);
}
