/** Bins from −1 to 1: fine enough that no figure of a report depends on them. */
const BINS = 20_000;

/** How many scores fall where: cosines, counted instead of kept. */
export class ScoreHistogram {
  readonly #counts = new Float64Array(BINS);
  #total = 0;
  #highest = Number.NEGATIVE_INFINITY;

  get total(): number {
    return this.#total;
  }

  /** The highest score, exact; −∞ where there is none. */
  get highest(): number {
    return this.#highest;
  }

  add(score: number): void {
    const at = binOf(score);
    this.#counts[at] = (this.#counts[at] as number) + 1;
    this.#total++;
    if (score > this.#highest) this.#highest = score;
  }

  /** @returns one histogram of all that was counted in several. */
  static merge(parts: readonly ScoreHistogram[]): ScoreHistogram {
    const merged = new ScoreHistogram();
    for (const part of parts) {
      for (let i = 0; i < BINS; i++) merged.#counts[i] = (merged.#counts[i] as number) + (part.#counts[i] as number);
      merged.#total += part.#total;
      merged.#highest = Math.max(merged.#highest, part.#highest);
    }
    return merged;
  }

  /** @returns the share of scores at or above a threshold; those that share its bin count. */
  shareFrom(threshold: number): number {
    if (threshold > this.#highest) return 0;
    let above = 0;
    for (let i = binOf(threshold); i < BINS; i++) above += this.#counts[i] as number;
    return above / this.#total;
  }

  /** @returns the lowest threshold that at most this share of the scores reaches. */
  thresholdFor(share: number): number {
    const allowed = share * this.#total + 1e-9;
    let above = 0;
    for (let i = BINS - 1; i >= 0; i--) {
      above += this.#counts[i] as number;
      if (above > allowed) return above === this.#counts[i] ? nextAbove(this.#highest) : lowerEdge(i + 1);
    }
    return -1;
  }

  /** @returns the cumulative share below each bin's lower edge, BINS + 1 long. */
  sharesBelow(): Float64Array {
    const shares = new Float64Array(BINS + 1);
    let counted = 0;
    for (let i = 0; i < BINS; i++) {
      counted += this.#counts[i] as number;
      shares[i + 1] = counted / Math.max(1, this.#total);
    }
    return shares;
  }

  /** @returns the chance that a score lies below the given one; a tie counts half. */
  shareBelow(score: number, shares: Float64Array): number {
    const at = binOf(score);
    return ((shares[at] as number) + (shares[at + 1] as number)) / 2;
  }

  /** @returns every filled bin from the lowest on: its middle and its count. */
  *bins(): Generator<[score: number, count: number]> {
    for (let i = 0; i < BINS; i++) {
      const count = this.#counts[i] as number;
      if (count > 0) yield [(lowerEdge(i) + lowerEdge(i + 1)) / 2, count];
    }
  }
}

function binOf(score: number): number {
  return Math.max(0, Math.min(BINS - 1, Math.floor(((score + 1) / 2) * BINS)));
}

function lowerEdge(bin: number): number {
  return (bin / BINS) * 2 - 1;
}

/** The smallest threshold that a score does not reach. */
function nextAbove(score: number): number {
  return score + 1e-6;
}
