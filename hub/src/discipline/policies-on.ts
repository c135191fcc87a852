import type { ClarificationDocument } from '@hadir/shared/api/policies/clarification-policy';
import type { CasePolicies } from '../rules/discipline/plan-cases.ts';
import type { PolicyBook } from '../rules/policy/policy-book.ts';
import { RulesError } from '../rules/policy/rules-error.ts';

/** @returns null where no discipline policy is in force on that day. */
export function policiesOn(book: PolicyBook, day: string): CasePolicies | null {
  const discipline = tryPolicy(() => book.inForce('discipline', day).document);
  if (discipline === null) return null;
  const clarification = tryPolicy((): ClarificationDocument => book.inForce('clarification', day).document);
  return { discipline, clarification, isOfficeDay: (each) => book.isOfficeDay(each) };
}

function tryPolicy<T>(read: () => T): T | null {
  try {
    return read();
  } catch (error) {
    if (error instanceof RulesError && error.code === 'no-policy') return null;
    throw error;
  }
}
