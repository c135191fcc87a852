import type { CaseDetail, NewLetter } from '@hadir/shared/api/discipline';
import { useSession } from '../session/session-context.ts';

const OF_CHAIN = ['teguran', 'surat_opd'] as const;
const OF_PROCEDURE = ['panggilan_1', 'panggilan_2', 'teguran'] as const;

/**
 * @returns the letters that may be made of a case now. Each stands once; a summons has its turn in the procedure, and
 *   the letter to the office is BKD's.
 */
export function useLetterKinds({ kind, letters, steps }: CaseDetail): NewLetter['kind'][] {
  const { user } = useSession();
  const made = new Set(letters.filter(({ withdrawnAt }) => withdrawnAt === null).map((letter) => letter.kind));
  const hasTurn = (wanted: NewLetter['kind']) =>
    steps.every(({ code, state }) => code !== wanted || state === 'due' || state === 'overdue');
  const all: readonly NewLetter['kind'][] = kind === 'chain' ? OF_CHAIN : OF_PROCEDURE;
  return all.filter(
    (wanted) => (wanted !== 'surat_opd' || user.role === 'admin_bkd') && !made.has(wanted) && hasTurn(wanted),
  );
}
