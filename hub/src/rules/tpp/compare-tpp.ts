import type { TppResult } from './tpp-result.ts';

export interface TppChange {
  readonly employee: string;
  readonly month: string;
  readonly before: number;
  readonly after: number;
  readonly difference: number;
}

/** What a draft policy would change: both lists come from the same function, one by the draft. @returns only changes, the largest first. */
export function compareTpp(before: readonly TppResult[], after: readonly TppResult[]): TppChange[] {
  const drafted = new Map(after.map((result) => [`${result.employee} ${result.month}`, result]));
  return before
    .flatMap(({ employee, month, total }) => {
      const draft = drafted.get(`${employee} ${month}`);
      if (draft === undefined || draft.total === total) return [];
      return [{ employee, month, before: total, after: draft.total, difference: draft.total - total }];
    })
    .sort(
      (a, b) =>
        Math.abs(b.difference) - Math.abs(a.difference) ||
        (`${a.employee} ${a.month}` < `${b.employee} ${b.month}` ? -1 : 1),
    );
}
