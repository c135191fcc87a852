export interface ModelChoice {
  /** How many people of the office have templates of each model. */
  readonly people: ReadonlyMap<string, number>;
  /** How many have any. */
  readonly everybody: number;
  /** What the door's unit says it can run; null where it does not say. */
  readonly runs: readonly string[] | null;
  /** What BKD chose for the door. */
  readonly chosen: string | null;
  /** The model that this hub makes templates with. */
  readonly newest: string | null;
}

/**
 * The model of a door's roster, since templates of different models cannot be compared: what BKD chose, else the newest
 * once everybody has a template of it, else the one that most people have; always one that the door's unit can run,
 * where there is any.
 * @returns null where nobody has a template.
 */
export function chooseModel({ people, everybody, runs, chosen, newest }: ModelChoice): string | null {
  const known = [...people].filter(([, count]) => count > 0);
  const runnable = runs === null ? known : known.filter(([model]) => runs.includes(model));
  const candidates = new Map(runnable.length > 0 ? runnable : known);
  if (chosen !== null && candidates.has(chosen)) return chosen;
  if (newest !== null && candidates.get(newest) === everybody) return newest;
  const [usual] = [...candidates].sort(([a, one], [b, other]) => other - one || (a < b ? -1 : 1))[0] ?? [];
  return usual ?? null;
}
