import type { PolicyEdition } from '@hadir/shared/api/policies/policy-edition';
import type { Target } from '@hadir/shared/api/policies/policy-terms';
import { UUID_PATTERN } from '@hadir/shared/ids';
import { sql } from 'drizzle-orm';
import { touchDays, touchEverybody } from '../days/touch-days.ts';
import { peopleBelow } from '../organisation/units-above.ts';
import type { Transaction } from '../rosters/refresh-rosters.ts';

const UNTIL_NOW = '9999-12-31';
const IS_UUID = new RegExp(UUID_PATTERN, 'i');

/**
 * Has those days judged again that an edition decides when it comes into force or goes out of it.
 * @param others what holds without it, edition by edition; whoever none of them treats differently is not touched
 */
export async function touchDaysOf(
  tx: Transaction,
  edition: PolicyEdition,
  others: readonly (PolicyEdition | null)[],
): Promise<void> {
  if (others.length === 0) return;
  const span = spanOf([edition, ...others.filter((other) => other !== null)]);
  if (span === null) return;
  const targets = targetsOf(edition, others);
  if (targets === null) return touchEverybody(tx, span);
  for (const target of targets) await touchTarget(tx, target, span);
}

/** @returns null where no day is judged by it. */
function spanOf([edition, ...others]: readonly [PolicyEdition, ...PolicyEdition[]]): {
  from: string;
  to: string;
} | null {
  switch (edition.kind) {
    case 'tpp':
    case 'discipline':
    case 'clarification':
      return null;
    case 'calendar': {
      // Ramadan may begin in one year and end in the next.
      const days = [edition, ...others].flatMap((each) =>
        each.kind === 'calendar' ? each.document.ramadan.flatMap(({ from, to }) => [from, to]) : [],
      );
      const { year } = edition.document;
      const all = [`${year}-01-01`, `${year}-12-31`, ...days].sort();
      return { from: all[0] ?? '', to: all.at(-1) ?? '' };
    }
    default:
      return { from: edition.effectiveFrom, to: edition.effectiveTo ?? UNTIL_NOW };
  }
}

/** @returns whom an edition treats differently from any of the others; null for everybody. */
function targetsOf(edition: PolicyEdition, others: readonly (PolicyEdition | null)[]): Target[] | null {
  const targets = new Map<string, Target>();
  const ours = rulesOf(edition);
  for (const other of others) {
    const theirs = other === null ? null : rulesOf(other);
    if (ours === null || theirs === null) return null;
    const [mine, held] = [new Set(ours.map(keyOf)), new Set(theirs.map(keyOf))];
    const changed = [
      ...ours.filter((rule) => !held.has(keyOf(rule))),
      ...theirs.filter((rule) => !mine.has(keyOf(rule))),
    ];
    for (const { target } of changed) targets.set(keyOf(target), target);
  }
  return [...targets.values()].some(({ kind }) => kind === 'everybody') ? null : [...targets.values()];
}

function rulesOf(edition: PolicyEdition): readonly { readonly target: Target }[] | null {
  if (edition.kind === 'assignments') return edition.document.assignments;
  return edition.kind === 'rollout' ? edition.document.phases : null;
}

function keyOf(value: object): string {
  return JSON.stringify(value);
}

async function touchTarget(tx: Transaction, target: Target, { from, to }: { from: string; to: string }): Promise<void> {
  switch (target.kind) {
    case 'everybody':
      return touchEverybody(tx, { from, to });
    case 'opd':
      // A line may name an office that is not there, or none: then it is nobody's.
      return IS_UUID.test(target.opd) ? touchEverybody(tx, { from, to, opd: target.opd }) : undefined;
    case 'work_unit':
      return touchDays(tx, await peopleBelow(tx, target.workUnit), from, to);
    case 'employee': {
      const rows = await tx.execute<{ id: string }>(sql`SELECT id FROM employees WHERE id::text = ${target.employee}`);
      return touchDays(
        tx,
        rows.map(({ id }) => id),
        from,
        to,
      );
    }
  }
}
