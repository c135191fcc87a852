import type { Database } from '../database/open-database.ts';
import { readChains } from '../delegations/decision-chain.ts';
import { capacityFor, readMandates } from '../delegations/mandates.ts';
import type { SignedIn } from '../users/session-store.ts';
import type { CaseRow } from './case-record.ts';

/** In which of the capacities that the procedure names somebody may act on a case. */
export interface CasePowers {
  readonly bkd: boolean;
  /** The direct superior now, or whoever acts for him; or BKD. */
  readonly superior: boolean;
  /** May decide for the competent official, or is he. */
  readonly official: boolean;
  /** May decide on any sanction, not only on a light one. */
  readonly anyGrade: boolean;
  /** May end a chain of warnings, which is not for the superior whom it may come to. */
  readonly closesChain: boolean;
  readonly self: boolean;
}

const NONE: CasePowers = {
  bkd: false,
  superior: false,
  official: false,
  anyGrade: false,
  closesChain: false,
  self: false,
};

type Case = Pick<CaseRow, 'employee' | 'opd' | 'step' | 'kind'>;

/**
 * Nobody acts on his own case but by his clarification. A light sanction is for the direct superior or the head of the
 * office to give; a heavier one for the PPK, whom the leader's account or BKD with the number of his decree stands for.
 * @param leads whether he is, or acts for, the direct superior
 */
function powersOver(user: SignedIn, row: Case, leads: boolean): CasePowers {
  if (user.employee !== null && user.employee === row.employee) return { ...NONE, self: true };
  const bkd = user.role === 'admin_bkd';
  const anyGrade = bkd || user.role === 'leader';
  // The head of an office whose account names no employee could be the one whom a superior's case is about.
  const unknown = row.kind === 'superior' && user.employee === null;
  const head = user.role === 'opd_head' && user.opd === row.opd && row.kind !== 'superior';
  const direct = (leads && !unknown) || head;
  const light = row.step?.grade === 'light';
  return {
    bkd,
    superior: direct || bkd,
    official: anyGrade || (direct && light),
    anyGrade,
    closesChain: anyGrade || head,
    self: false,
  };
}

/** @param today the region's local day */
export async function readPowers(
  db: Pick<Database['db'], 'execute'>,
  user: SignedIn,
  row: Case,
  today: string,
  now: Date,
): Promise<CasePowers> {
  const chain = (await readChains(db, [row.employee], today)).get(row.employee);
  const leads = chain !== undefined && capacityFor(await readMandates(db, user, now), user, chain) !== null;
  return powersOver(user, row, leads);
}
