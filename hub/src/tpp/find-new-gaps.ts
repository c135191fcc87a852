import { findGaps } from '../rules/policy/find-gaps.ts';
import type { PolicyBook } from '../rules/policy/policy-book.ts';
import { RulesError } from '../rules/policy/rules-error.ts';
import { monthDays } from '../rules/tpp/month-days.ts';

/** @returns what a draft leaves open in these months that the policies in force do not, in words for people. */
export function findNewGaps(inForce: PolicyBook, drafted: PolicyBook, months: readonly string[]): string[] {
  const gaps = new Set<string>();
  for (const month of months) {
    const last = monthDays(month).at(-1) ?? month;
    const known = new Set(gapsOn(inForce, last));
    for (const gap of gapsOn(drafted, last)) if (!known.has(gap)) gaps.add(gap);
  }
  return [...gaps];
}

function gapsOn(book: PolicyBook, day: string): string[] {
  try {
    return findGaps(book, day).map(({ field, problem }) => `${field.slice(1).replaceAll('/', ' › ')}: ${problem}`);
  } catch (error) {
    if (!(error instanceof RulesError)) throw error;
    return ['Sebagian kebijakan tidak berlaku pada bulan ini.'];
  }
}
