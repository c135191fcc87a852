import type { LeaveKind } from '@hadir/shared/api/policies/leave-policy';
import type { CorrectionKind, RequestPolicy } from '@hadir/shared/api/request-policy';
import type { RequestOption, RequestSubject } from '@hadir/shared/api/requests';
import { addDays, deadlineAfter, type IsOfficeDay } from '../rules/discipline/working-days.ts';
import type { PolicyBook } from '../rules/policy/policy-book.ts';
import { RulesError } from '../rules/policy/rules-error.ts';

export const CORRECTION_NAMES: Readonly<Record<CorrectionKind, string>> = {
  forgotten: 'Lupa presensi',
  manual: 'Presensi manual',
  forgive: 'Alasan terlambat atau pulang sebelum waktu',
  void: 'Presensi yang bukan saya',
  objection: 'Keberatan atas hasil presensi',
};
/** Further back than this no limit is looked for. */
const FURTHEST_BACK = 400;

/** @returns the leave kinds in force on that day; none where no leave policy is. */
export function leaveKindsOn(book: PolicyBook, day: string): readonly LeaveKind[] {
  try {
    return book.inForce('leave', day).document.kinds;
  } catch (error) {
    if (error instanceof RulesError && error.code === 'no-policy') return [];
    throw error;
  }
}

export function titleOf(subject: RequestSubject, kinds: readonly LeaveKind[]): string {
  if (subject.kind !== 'absence') return CORRECTION_NAMES[subject.kind];
  return kinds.find(({ code }) => code === subject.code)?.name ?? subject.code;
}

/** What an employee of this kind can ask for, and back to which day. */
export function requestOptions(
  kinds: readonly LeaveKind[],
  policy: RequestPolicy,
  employeeKind: 'PNS' | 'PPPK',
  today: string,
  isOfficeDay: IsOfficeDay,
): RequestOption[] {
  const leave = kinds
    .filter(({ forKinds }) => forKinds.includes(employeeKind))
    .map(
      (kind): RequestOption => ({
        kind: 'absence',
        code: kind.code,
        name: kind.name,
        status: kind.status,
        partDay: kind.partDay,
        evidence: kind.evidence,
        strictOverDays: kind.stricterEvidenceOverDays,
        medical: kind.medical,
        needsOrder: kind.status === 'duty',
        witness: 'none',
        legalBasis: kind.legalBasis,
        note: kind.note,
        earliest: earliestDay(kind.backDating, today, isOfficeDay),
      }),
    );
  const corrections = (Object.keys(CORRECTION_NAMES) as CorrectionKind[]).map((kind): RequestOption => {
    const { within, evidence, legalBasis } = policy.corrections[kind];
    return {
      kind,
      code: null,
      name: CORRECTION_NAMES[kind],
      status: null,
      partDay: false,
      evidence,
      strictOverDays: null,
      medical: false,
      needsOrder: false,
      witness: witnessFor(kind, policy),
      legalBasis,
      note: '',
      earliest: earliestDay(within, today, isOfficeDay),
    };
  });
  return [...leave, ...corrections];
}

function witnessFor(kind: CorrectionKind, policy: RequestPolicy): RequestOption['witness'] {
  if (kind === 'manual') return 'required';
  if (kind !== 'forgotten') return 'none';
  return policy.forgottenNeedsWitness === true ? 'required' : 'optional';
}

function earliestDay(within: LeaveKind['backDating'], today: string, isOfficeDay: IsOfficeDay): string | null {
  if (within === null) return null;
  let day = today;
  for (let back = 0; back < FURTHEST_BACK; back += 1) {
    const before = addDays(day, -1);
    if (deadlineAfter(before, within, isOfficeDay) < today) return day;
    day = before;
  }
  return day;
}
