import type { Target } from '@hadir/shared/api/policies/policy-terms';

/** Where an employee belongs on a day. */
export interface Whereabouts {
  readonly employee: string;
  readonly opd: string;
  readonly workUnit: string | null;
}

/** Finds the rules that concern somebody by target, the narrowest target first. */
export class TargetIndex<T extends { readonly target: Target }> {
  readonly #byKey = new Map<string, T[]>();

  constructor(rules: readonly T[]) {
    for (const rule of rules) {
      const key = keyOf(rule.target);
      const same = this.#byKey.get(key);
      if (same) same.push(rule);
      else this.#byKey.set(key, [rule]);
    }
  }

  /** @returns the first rule for which the test holds, from the narrowest target to the widest; null without any. */
  find({ employee, workUnit, opd }: Whereabouts, test: (rule: T) => boolean): T | null {
    const keys = [`e:${employee}`, ...(workUnit === null ? [] : [`w:${workUnit}`]), `o:${opd}`, '*'];
    for (const key of keys) {
      const found = this.#byKey.get(key)?.find(test);
      if (found) return found;
    }
    return null;
  }
}

function keyOf(target: Target): string {
  switch (target.kind) {
    case 'everybody':
      return '*';
    case 'opd':
      return `o:${target.opd}`;
    case 'work_unit':
      return `w:${target.workUnit}`;
    case 'employee':
      return `e:${target.employee}`;
  }
}
