import { isDeepStrictEqual } from 'node:util';
import type { TppResult } from './tpp-result.ts';

/** A month as it was paid. Nothing turns it back: what was wrong is put right by a correction beside it. */
export interface FrozenMonth {
  readonly result: TppResult;
  readonly frozenBy: string;
  readonly frozenAt: string;
  readonly corrections: readonly MonthCorrection[];
}

export interface MonthCorrection {
  readonly id: string;
  readonly result: TppResult;
  /** Rupiah against what was settled before; negative is to be paid back. */
  readonly difference: number;
  readonly reason: string;
  readonly proposedBy: string;
  readonly approvedBy: string;
  readonly at: string;
}

type FreezeOutcome =
  | { readonly ok: true; readonly month: FrozenMonth }
  | { readonly ok: false; readonly problem: 'still-open'; readonly open: TppResult['open'] };

/** @param at UTC, ISO 8601 */
export function freezeMonth(result: TppResult, frozenBy: string, at: string): FreezeOutcome {
  if (result.open.length > 0) return { ok: false, problem: 'still-open', open: result.open };
  return { ok: true, month: { result, frozenBy, frozenAt: at, corrections: [] } };
}

type CorrectOutcome =
  | { readonly ok: true; readonly month: FrozenMonth }
  | {
      readonly ok: false;
      readonly problem: 'another-month' | 'no-reason' | 'no-second-person' | 'still-open' | 'no-change';
    };

/** A frozen month changes by a reason and a second person alone; what was frozen stays readable beside it. */
export function correctMonth(
  month: FrozenMonth,
  result: TppResult,
  correction: Omit<MonthCorrection, 'result' | 'difference'>,
): CorrectOutcome {
  const { employee, month: frozen } = month.result;
  if (result.employee !== employee || result.month !== frozen) return { ok: false, problem: 'another-month' };
  if (correction.reason.trim() === '') return { ok: false, problem: 'no-reason' };
  if (correction.proposedBy === correction.approvedBy) return { ok: false, problem: 'no-second-person' };
  if (result.open.length > 0) return { ok: false, problem: 'still-open' };
  const before = settledResult(month);
  if (isDeepStrictEqual(before, result)) return { ok: false, problem: 'no-change' };
  const difference = result.total - before.total;
  return { ok: true, month: { ...month, corrections: [...month.corrections, { ...correction, result, difference }] } };
}

/** @returns what counts now: the last correction, or what was frozen. */
export function settledResult({ result, corrections }: FrozenMonth): TppResult {
  return corrections[corrections.length - 1]?.result ?? result;
}
