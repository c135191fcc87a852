/** One outcome, and the person whose it is: outcomes of one person are alike and count for less than as many apart. */
export interface PersonOutcome {
  readonly person: string;
  readonly failed: boolean;
}

export interface Rate {
  readonly failed: number;
  readonly n: number;
  /** NaN where nothing was tried. */
  readonly rate: number;
  /** 95 %. */
  readonly interval: readonly [low: number, high: number];
}

/**
 * The share of failures with its 95 % interval. The interval is Wilson's, for as many independent outcomes as would vary
 * as much as the persons do; where nobody or everybody failed, each person counts once.
 * Source: Korn and Graubard 1998 (effective sample size of clusters); Wilson 1927.
 */
export function rateOverPersons(outcomes: readonly PersonOutcome[]): Rate {
  const persons = new Map<string, { n: number; failed: number }>();
  for (const { person, failed } of outcomes) {
    const sums = persons.get(person) ?? { n: 0, failed: 0 };
    sums.n++;
    if (failed) sums.failed++;
    persons.set(person, sums);
  }
  const n = outcomes.length;
  const failed = outcomes.filter((outcome) => outcome.failed).length;
  const rate = failed / n;
  const spread = [...persons.values()].reduce((sum, own) => sum + (own.failed - rate * own.n) ** 2, 0);
  const variance = ((persons.size / Math.max(1, persons.size - 1)) * spread) / n ** 2;
  const effective = variance > 0 ? (rate * (1 - rate)) / variance : persons.size;
  return { failed, n, rate, interval: wilsonInterval(rate, Math.max(1, Math.min(n, effective))) };
}

/** The normal deviate of a two-sided 95 %. */
const DEVIATE = 1.959964;

/** @param rate 0..1. @param n independent outcomes. Source: Wilson 1927. */
export function wilsonInterval(rate: number, n: number): [low: number, high: number] {
  const square = DEVIATE ** 2;
  const middle = (rate + square / (2 * n)) / (1 + square / n);
  const reach = (DEVIATE * Math.sqrt((rate * (1 - rate)) / n + square / (4 * n * n))) / (1 + square / n);
  return [Math.max(0, middle - reach), Math.min(1, middle + reach)];
}
