/** What a roster says of one employee. */
export interface RosterPlace {
  /** Ids, sorted. */
  readonly templates: readonly string[];
  readonly lookAlike?: true;
}

/** By employee id, sorted. Of whom nothing but his templates is said, the ids alone are stored. */
export type RosterContent = Record<string, readonly string[] | RosterPlace>;

export function placeOf(stored: RosterContent[string]): RosterPlace {
  return 'templates' in stored ? stored : { templates: stored };
}
