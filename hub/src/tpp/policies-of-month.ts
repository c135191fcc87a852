import type { PolicyEdition, PolicyKind } from '@hadir/shared/api/policies/policy-edition';
import type { EditionMark } from '../database/tables/tpp.ts';
import type { PolicyBook } from '../rules/policy/policy-book.ts';
import { RulesError } from '../rules/policy/rules-error.ts';
import { monthDays } from '../rules/tpp/month-days.ts';
import { canonicalJson, digestOf } from './canonical-json.ts';

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

const marks = new WeakMap<PolicyEdition, EditionMark>();

/** The same, each by its digest: a correction does not carry documents of megabytes that its month has already. */
export function policyMarksOfMonth(book: PolicyBook, month: string): EditionMark[] {
  return policiesOfMonth(book, month).map((edition) => {
    const { kind, effectiveFrom, legalBasis, document } = edition;
    const mark = marks.get(edition) ?? { kind, effectiveFrom, legalBasis, sha256: digestOf(canonicalJson(document)) };
    marks.set(edition, mark);
    return mark;
  });
}

/** @returns the regulation that a figure follows, of those that were in force in its month. */
export function tppLegalBasis(editions: readonly Pick<EditionMark, 'kind' | 'legalBasis'>[]): string | null {
  return editions.findLast(({ kind }) => kind === 'tpp')?.legalBasis ?? null;
}

function inForce(book: PolicyBook, kind: PolicyKind, day: string): PolicyEdition | null {
  try {
    return book.inForce(kind, day);
  } catch (error) {
    if (error instanceof RulesError && error.code === 'no-policy') return null;
    throw error;
  }
}
