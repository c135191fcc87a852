import type { EmployeeId } from '../ids.ts';
import { createDotProducts, type DotProducts } from './dot-products.ts';

export interface EnrolledTemplate {
  readonly employee: EmployeeId;
  /** Of length one. */
  readonly template: Float32Array;
}

export interface Candidate {
  readonly employee: EmployeeId;
  /** Cosine, −1..1. */
  readonly score: number;
}

export interface SearchResult {
  readonly best: Candidate | null;
  /** The best of another employee than `best`. */
  readonly second: Candidate | null;
}

const FLOAT_BYTES = 4;
/** The dot products run over this many numbers at a time. */
const LANES = 16;

/**
 * Everyone whom a door may recognise, in one packed buffer, compared exactly and in full with every search. An employee
 * may have several templates. The index does not change: a new roster version makes a new one.
 */
export class TemplateIndex {
  readonly size: number;
  readonly #dimension: number;
  /** The employee of each template, as a place in `#employees`. */
  readonly #owners: Int32Array;
  readonly #employees: readonly EmployeeId[];
  readonly #query: Float32Array;
  readonly #scores: Float32Array;
  readonly #multiply: DotProducts['multiply'];

  /** @throws RangeError where the templates differ in length, or their length is not a multiple of 16. */
  constructor(enrolled: readonly EnrolledTemplate[]) {
    this.size = enrolled.length;
    this.#dimension = enrolled[0]?.template.length ?? LANES;
    if (this.#dimension % LANES !== 0 || enrolled.some(({ template }) => template.length !== this.#dimension)) {
      throw new RangeError(`Every template of an index must have the same length, a multiple of ${LANES}.`);
    }
    const numbers = (this.size + 1) * this.#dimension + this.size;
    const { buffer, multiply } = createDotProducts(numbers * FLOAT_BYTES);
    this.#multiply = multiply;
    const places = new Map<EmployeeId, number>();
    const rows = new Float32Array(buffer, 0, this.size * this.#dimension);
    this.#owners = new Int32Array(this.size);
    for (const [row, { employee, template }] of enrolled.entries()) {
      const place = places.get(employee) ?? places.size;
      places.set(employee, place);
      rows.set(template, row * this.#dimension);
      this.#owners[row] = place;
    }
    this.#employees = [...places.keys()];
    this.#query = new Float32Array(buffer, rows.byteLength, this.#dimension);
    this.#scores = new Float32Array(buffer, rows.byteLength + this.#query.byteLength, this.size);
  }

  /** @throws RangeError where the embedding has another length than the templates. */
  search(embedding: Float32Array): SearchResult {
    if (this.size === 0) return { best: null, second: null };
    if (embedding.length !== this.#dimension) {
      throw new RangeError(`An embedding of ${embedding.length} numbers cannot be compared with ${this.#dimension}.`);
    }
    const query = this.#query;
    const scores = this.#scores;
    query.set(embedding);
    this.#multiply(
      0,
      scores.byteOffset,
      scores.byteOffset + scores.byteLength,
      query.byteOffset,
      query.byteOffset + query.byteLength,
    );
    return this.#pickTwo();
  }

  #pickTwo(): SearchResult {
    const scores = this.#scores;
    const owners = this.#owners;
    let bestOwner = -1;
    let best = Number.NEGATIVE_INFINITY;
    let secondOwner = -1;
    let second = Number.NEGATIVE_INFINITY;
    for (let row = 0; row < scores.length; row++) {
      const score = scores[row] as number;
      if (score <= second) continue;
      const owner = owners[row] as number;
      if (owner === bestOwner) {
        if (score > best) best = score;
      } else if (score > best) {
        second = best;
        secondOwner = bestOwner;
        best = score;
        bestOwner = owner;
      } else {
        second = score;
        secondOwner = owner;
      }
    }
    return { best: this.#candidate(bestOwner, best), second: this.#candidate(secondOwner, second) };
  }

  #candidate(owner: number, score: number): Candidate | null {
    const employee = this.#employees[owner];
    return employee === undefined ? null : { employee, score };
  }
}
