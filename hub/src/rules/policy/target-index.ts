import type { Target } from '@hadir/shared/api/policies/policy-terms';

/** Where an employee belongs on a day. */
export interface Whereabouts {
  readonly employee: string;
  readonly opd: string;
  readonly workUnit: string | null;
  /** The units that his unit is a part of, the nearest first. */
  readonly unitsAbove?: readonly string[];
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
  find({ employee, workUnit, unitsAbove, opd }: Whereabouts, test: (rule: T) => boolean): T | null {
    return (
      this.#employees.get(employee)?.find(test) ??
      (workUnit === null ? undefined : this.#workUnits.get(workUnit)?.find(test)) ??
      this.#ofUnitAbove(unitsAbove, test) ??
      this.#opds.get(opd)?.find(test) ??
      this.#everybody.find(test) ??
      null
    );
  }

  #ofUnitAbove(units: readonly string[] | undefined, test: (rule: T) => boolean): T | undefined {
    if (units === undefined || this.#workUnits.size === 0) return undefined;
    for (const unit of units) {
      const found = this.#workUnits.get(unit)?.find(test);
      if (found !== undefined) return found;
    }
    return undefined;
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
