import type { PolicyEdition, PolicyKind } from '@hadir/shared/api/policies/policy-edition';
import type { PolicyBook } from '../rules/policy/policy-book.ts';
import { RulesError } from '../rules/policy/rules-error.ts';
import { monthDays } from '../rules/tpp/month-days.ts';

const KINDS: readonly PolicyKind[] = [
  'schedules',
  'assignments',
  'calendar',
  'rollout',
  'day',
  'leave',
  'tpp',
  'discipline',
];

/** Every edition that was in force on some day of the month, whole, so that a settled month explains itself for ever. */
export function policiesOfMonth(book: PolicyBook, month: string): PolicyEdition[] {
  const editions = new Set<PolicyEdition>();
  for (const kind of KINDS)
    for (const day of monthDays(month)) {
      const edition = inForce(book, kind, day);
      if (edition !== null) editions.add(edition);
    }
  return [...editions];
}

function inForce(book: PolicyBook, kind: PolicyKind, day: string): PolicyEdition | null {
  try {
    return book.inForce(kind, day);
  } catch (error) {
    if (error instanceof RulesError && error.code === 'no-policy') return null;
    throw error;
  }
}
