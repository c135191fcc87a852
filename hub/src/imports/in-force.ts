import type { EditionOf, PolicyKind } from '@hadir/shared/api/policies/policy-edition';
import type { PolicyBook } from '../rules/policy/policy-book.ts';
import { RulesError } from '../rules/policy/rules-error.ts';

/** @returns the policy of that kind in force on a day; null where there is none. */
export function inForce<Kind extends PolicyKind>(book: PolicyBook, kind: Kind, day: string): EditionOf<Kind> | null {
  try {
    return book.inForce(kind, day);
  } catch (error) {
    if (error instanceof RulesError) return null;
    throw error;
  }
}
