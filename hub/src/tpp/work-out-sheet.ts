import { readAhead } from '../database/read-ahead.ts';
import type { PolicyBook } from '../rules/policy/policy-book.ts';
import { RulesError } from '../rules/policy/rules-error.ts';
import { calculateTpp } from '../rules/tpp/calculate-tpp.ts';
import { monthDays } from '../rules/tpp/month-days.ts';
import type { MonthFacts } from '../rules/tpp/month-facts.ts';
import type { OpenReason, TppResult } from '../rules/tpp/tpp-result.ts';
import { canonicalJson, digestOf } from './canonical-json.ts';
import type { MonthSource } from './month-source.ts';
import { readMonthFacts } from './read-month-facts.ts';
import type { SheetMember } from './sheet-members.ts';

/** One person's month, worked out from the facts as they are now. */
export interface SheetRow {
  readonly member: SheetMember;
  readonly facts: MonthFacts;
  readonly result: TppResult;
  /** SHA-256 of facts and result, hex. */
  readonly digest: string;
}

/** So many people's facts are in memory at once. */
const AT_ONCE = 250;

/** What the month of each of these people follows from, in their order and a few hundred at a time. */
export async function* monthFactsOf(
  source: MonthSource,
  month: string,
  members: readonly SheetMember[],
): AsyncGenerator<readonly { readonly member: SheetMember; readonly facts: MonthFacts }[]> {
  const chunks: (readonly SheetMember[])[] = [];
  for (let at = 0; at < members.length; at += AT_ONCE) chunks.push(members.slice(at, at + AT_ONCE));
  yield* readAhead(chunks, async (chunk) => {
    const facts = await readMonthFacts(source, month, chunk);
    return chunk.flatMap((member, index) => {
      const own = facts[index];
      return own === undefined ? [] : [{ member, facts: own }];
    });
  });
}

/** Works out the month of these people. */
export async function* workOutSheet(
  source: MonthSource,
  month: string,
  members: readonly SheetMember[],
): AsyncGenerator<SheetRow> {
  for await (const chunk of monthFactsOf(source, month, members))
    for (const { member, facts } of chunk) {
      const result = workOutMonth(facts, source.book);
      yield { member, facts, result, digest: digestOf(canonicalJson({ facts, result })) };
    }
}

const MISSING: Partial<Record<RulesError['code'], OpenReason>> = {
  'no-base': 'no_base',
  'no-rating': 'no_rating',
  'no-policy': 'no_policy',
};

/** @returns the month's figure; nothing at all, and why, where something is missing without which there is none. */
export function workOutMonth(facts: MonthFacts, book: PolicyBook): TppResult {
  const { employee, month } = facts;
  try {
    return calculateTpp(facts, book.inForce('tpp', monthDays(month).at(-1) ?? month).document);
  } catch (error) {
    const why = error instanceof RulesError ? MISSING[error.code] : undefined;
    if (why === undefined) throw error;
    const nothing = { base: 0, performance: 0, attendance: 0, total: 0, attendancePercent: '0', lines: [] };
    return { employee, month, ...nothing, open: [{ day: null, why }] };
  }
}

/** The digest of a whole sheet: changes with any fact or figure of anybody on it. */
export function sheetDigest(rows: readonly { readonly employee: string; readonly digest: string }[]): string {
  const sorted = [...rows].sort((a, b) => (a.employee < b.employee ? -1 : 1));
  return digestOf(sorted.map(({ employee, digest }) => `${employee} ${digest}\n`).join(''));
}
