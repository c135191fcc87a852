import type { Counts, DayStatus } from '@hadir/shared/api/attendance';

/** In the order in which bars and legends show them. */
export const DAY_STATUSES = [
  'present',
  'late',
  'left_early',
  'forgotten_punch',
  'duty',
  'permission',
  'sick',
  'leave',
  'study',
  'absent',
  'not_yet_seen',
  'incomplete',
  'day_off',
  'collective_leave',
] as const satisfies DayStatus[];

/** The letters of a status, the same in both languages: they are the terms of the regulations. */
export const STATUS_LETTERS: Record<DayStatus, string> = {
  present: 'H',
  late: 'TL',
  left_early: 'PSW',
  forgotten_punch: 'LP',
  permission: 'I',
  sick: 'S',
  leave: 'C',
  duty: 'DL',
  study: 'TB',
  absent: 'TK',
  not_yet_seen: '?',
  incomplete: '–',
  day_off: 'L',
  collective_leave: 'CB',
};

/** What every head count shows, also where nobody is counted under it. */
const ALWAYS: ReadonlySet<DayStatus> = new Set(['present', 'late', 'not_yet_seen', 'incomplete']);

export function parseDayStatus(text: string | null): DayStatus | null {
  return DAY_STATUSES.find((status) => status === text) ?? null;
}

/** What a head count says, status by status. Cuti bersama is counted with the days off, which are not shown. */
export function statusCounts(
  counts: Counts,
): { status: Exclude<DayStatus, 'day_off' | 'collective_leave'>; count: number }[] {
  const all = [
    { status: 'present', count: counts.present },
    { status: 'late', count: counts.late },
    { status: 'left_early', count: counts.leftEarly },
    { status: 'forgotten_punch', count: counts.forgottenPunch },
    { status: 'duty', count: counts.duty },
    { status: 'permission', count: counts.permission },
    { status: 'sick', count: counts.sick },
    { status: 'leave', count: counts.leave },
    { status: 'study', count: counts.study },
    { status: 'absent', count: counts.absent },
    { status: 'not_yet_seen', count: counts.notYetSeen },
    { status: 'incomplete', count: counts.incomplete },
  ] as const;
  return all.filter(({ status, count }) => count > 0 || ALWAYS.has(status));
}
