import type { DayDocument } from '@hadir/shared/api/policies/day-policy';
import { DAY_VERDICTS, type DayVerdictStatus } from '@hadir/shared/api/policies/day-verdicts';
import type { ReportLetter } from '@hadir/shared/api/reports';

const tones: Record<DayVerdictStatus, ReportLetter['tone']> = {
  present: 'good',
  late: 'fault',
  left_early: 'fault',
  forgotten_punch: 'fault',
  permission: 'excused',
  sick: 'excused',
  leave: 'excused',
  duty: 'excused',
  study: 'excused',
  absent: 'absent',
  day_off: 'off',
  collective_leave: 'off',
  not_yet_seen: 'unknown',
  incomplete: 'unknown',
};

/** @returns the letters that stand for days by the policy in force, each once. */
export function dayLetters({ labels }: Pick<DayDocument, 'labels'>): ReportLetter[] {
  const letters = new Map<string, ReportLetter>();
  for (const status of DAY_VERDICTS) {
    const { letter, name } = labels[status];
    if (!letters.has(letter)) letters.set(letter, { letter, name, tone: tones[status] });
  }
  return [...letters.values()];
}
