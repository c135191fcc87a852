import type { EmployeeId } from '../ids.ts';
import type { SearchResult } from './template-index.ts';

/** @returns whom one search names, or null: below the threshold, or too close to the second best. */
export function nameMatch({ best, second }: SearchResult, threshold: number, margin: number): EmployeeId | null {
  if (best === null || best.score < threshold) return null;
  return second !== null && best.score - second.score < margin ? null : best.employee;
}
