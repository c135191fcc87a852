import type { EmployeeId } from '../ids.ts';
import { createDotProducts } from './dot-products.ts';
import type { EnrolledTemplate } from './template-index.ts';

/** Two employees of one roster who are easily taken for each other. */
export interface LookAlikes {
  /** In the order in which they come in the roster. */
  readonly employees: readonly [EmployeeId, EmployeeId];
  /** The highest cosine between a template of the one and a template of the other. */
  readonly score: number;
}

const FLOAT_BYTES = 4;

/**
 * Compares everyone's templates with everyone else's, without a pause: the work grows with the square of the roster and
 * takes seconds for 5,000 templates, so a process that has other things to do gives it to a thread.
 * @param templates of length one; an employee may have several.
 * @param threshold cosine from which two employees count as alike.
 * @returns every such pair once, the most alike first.
 * @throws RangeError where the templates differ in length, or their length is not a multiple of 16.
 */
export function findLookAlikes(templates: readonly EnrolledTemplate[], threshold: number): LookAlikes[] {
  const [first] = templates;
  if (first === undefined) return [];
  const dimension = first.template.length;
  if (dimension % 16 !== 0 || templates.some(({ template }) => template.length !== dimension)) {
    throw new RangeError('Every template must have the same length, a multiple of 16.');
  }
  const places = new Map<EmployeeId, number>();
  const owners = templates.map(({ employee }) => {
    const place = places.get(employee) ?? places.size;
    places.set(employee, place);
    return place;
  });
  const highest = new Map<number, number>();
  compareAll(templates, dimension, (i, j, score) => {
    if (score < threshold || owners[i] === owners[j]) return;
    const [one, other] = [owners[i] as number, owners[j] as number];
    const pair = Math.min(one, other) * places.size + Math.max(one, other);
    highest.set(pair, Math.max(score, highest.get(pair) ?? -1));
  });
  const employees = [...places.keys()];
  const named = [...highest].map(([pair, score]): LookAlikes => {
    const [one, other] = [Math.floor(pair / places.size), pair % places.size];
    return { employees: [employees[one] as EmployeeId, employees[other] as EmployeeId], score };
  });
  return named.sort((a, b) => b.score - a.score);
}

/** Each template with all that come after it. */
function compareAll(
  templates: readonly EnrolledTemplate[],
  dimension: number,
  take: (i: number, j: number, score: number) => void,
): void {
  const rowBytes = dimension * FLOAT_BYTES;
  const out = templates.length * rowBytes;
  const { buffer, multiply } = createDotProducts(out + templates.length * FLOAT_BYTES);
  const rows = new Float32Array(buffer, 0, templates.length * dimension);
  for (const [i, { template }] of templates.entries()) rows.set(template, i * dimension);
  const scores = new Float32Array(buffer, out, templates.length);
  for (let i = 0; i + 1 < templates.length; i++) {
    const next = i + 1;
    const query = i * rowBytes;
    multiply(next * rowBytes, out + next * FLOAT_BYTES, out + scores.byteLength, query, query + rowBytes);
    for (let j = next; j < templates.length; j++) take(i, j, scores[j] as number);
  }
}
