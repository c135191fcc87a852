import type { PolicyBook } from '../rules/policy/policy-book.ts';
import { RulesError } from '../rules/policy/rules-error.ts';

/** What people call the schedules of a day, by code; empty where no policy defines any then. */
export function scheduleNames(book: PolicyBook, day: string): ReadonlyMap<string, string> {
  try {
    return new Map(book.inForce('schedules', day).document.schedules.map(({ code, name }) => [code, name]));
  } catch (error) {
    if (error instanceof RulesError) return new Map();
    throw error;
  }
}
