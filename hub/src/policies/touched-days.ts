import type { PolicyEdition } from '@hadir/shared/api/policies/policy-edition';
import type { Target } from '@hadir/shared/api/policies/policy-terms';
import { sql } from 'drizzle-orm';
import { touchDays, touchEverybody } from '../days/touch-days.ts';
import type { Transaction } from '../rosters/refresh-rosters.ts';

const UNTIL_NOW = '9999-12-31';

/**
 * Has those days judged again that an edition decides when it comes into force or goes out of it.
 * @param other what holds without it; whoever neither names differently is not touched
 */
export async function touchDaysOf(tx: Transaction, edition: PolicyEdition, other: PolicyEdition | null): Promise<void> {
  const span = spanOf(edition);
  if (span === null) return;
  const targets = targetsOf(edition, other);
  if (targets === null) return touchEverybody(tx, span);
  for (const target of targets) await touchTarget(tx, target, span);
}

/** @returns null where no day is judged by it. */
function spanOf({ kind, effectiveFrom, effectiveTo, document }: PolicyEdition): { from: string; to: string } | null {
  switch (kind) {
    case 'tpp':
    case 'discipline':
    case 'clarification':
      return null;
    case 'calendar':
      return { from: `${document.year}-01-01`, to: `${document.year}-12-31` };
    default:
      return { from: effectiveFrom, to: effectiveTo ?? UNTIL_NOW };
  }
}

/** @returns whom two editions treat differently; null for everybody. */
function targetsOf(edition: PolicyEdition, other: PolicyEdition | null): Target[] | null {
  const [ours, theirs] = [rulesOf(edition), other === null ? null : rulesOf(other)];
  if (ours === null || theirs === null) return null;
  const [mine, others] = [new Set(ours.map(keyOf)), new Set(theirs.map(keyOf))];
  const changed = [
    ...ours.filter((rule) => !others.has(keyOf(rule))),
    ...theirs.filter((rule) => !mine.has(keyOf(rule))),
  ];
  const targets = new Map(changed.map(({ target }) => [keyOf(target), target]));
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
      return touchEverybody(tx, { from, to, opd: target.opd });
    case 'work_unit': {
      const rows = await tx.execute<{ employee: string }>(
        sql`SELECT DISTINCT employee FROM postings WHERE work_unit::text = ${target.workUnit}`,
      );
      return touchDays(
        tx,
        rows.map(({ employee }) => employee),
        from,
        to,
      );
    }
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
