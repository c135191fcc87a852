import type { SignedIn } from '../users/session-store.ts';
import type { CaseRow } from './case-record.ts';

/** In which of the capacities that the procedure names somebody may act on a case. */
export interface CasePowers {
  readonly bkd: boolean;
  readonly superior: boolean;
  /** May decide for the competent official, or is he. */
  readonly official: boolean;
  readonly self: boolean;
}

const NONE: CasePowers = { bkd: false, superior: false, official: false, self: false };

/**
 * Nobody acts on his own case but by his clarification. A light sanction is for the direct superior or the head of the
 * office to give; a heavier one for the PPK, whom the leader's account or BKD with the number of his decree stands for.
 * @param superior employee id of the direct superior
 */
export function powersOver(
  user: SignedIn,
  row: Pick<CaseRow, 'employee' | 'opd' | 'step' | 'kind'>,
  superior: string | null,
): CasePowers {
  if (user.employee !== null && user.employee === row.employee) return { ...NONE, self: true };
  const bkd = user.role === 'admin_bkd';
  const head = user.role === 'opd_head' && user.opd === row.opd;
  // The head of an office does not decide what is against himself or his own superior.
  const direct = (user.employee !== null && user.employee === superior) || (head && row.kind !== 'superior');
  const light = row.step?.grade === 'light' || row.kind === 'chain';
  return { bkd, superior: direct || bkd, official: bkd || user.role === 'leader' || (direct && light), self: false };
}
