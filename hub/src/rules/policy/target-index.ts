import type { Target } from '@hadir/shared/api/policies/policy-terms';

/** Where an employee belongs on a day. */
export interface Whereabouts {
  readonly employee: string;
  readonly opd: string;
  readonly workUnit: string | null;
}

/** Finds the rules that concern somebody by target, the narrowest target first. */
export class TargetIndex<T extends { readonly target: Target }> {
  readonly #everybody: T[] = [];
  readonly #opds = new Map<string, T[]>();
  readonly #workUnits = new Map<string, T[]>();
  readonly #employees = new Map<string, T[]>();

  constructor(rules: readonly T[]) {
    for (const rule of rules) this.#add(rule);
  }

  /** @returns the first rule for which the test holds, from the narrowest target to the widest; null without any. */
  find({ employee, workUnit, opd }: Whereabouts, test: (rule: T) => boolean): T | null {
    return (
      this.#employees.get(employee)?.find(test) ??
      (workUnit === null ? undefined : this.#workUnits.get(workUnit)?.find(test)) ??
      this.#opds.get(opd)?.find(test) ??
      this.#everybody.find(test) ??
      null
    );
  }

  #add(rule: T): void {
    const { target } = rule;
    switch (target.kind) {
      case 'everybody':
        this.#everybody.push(rule);
        break;
      case 'opd':
        put(this.#opds, target.opd, rule);
        break;
      case 'work_unit':
        put(this.#workUnits, target.workUnit, rule);
        break;
      case 'employee':
        put(this.#employees, target.employee, rule);
        break;
    }
  }
}

function put<T>(map: Map<string, T[]>, key: string, rule: T): void {
  const same = map.get(key);
  if (same) same.push(rule);
  else map.set(key, [rule]);
}
