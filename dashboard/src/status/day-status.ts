import type { Counts, DayStatus } from '@hadir/shared/api/attendance';

/** In the order in which bars and legends show them. */
export const DAY_STATUSES = ['present', 'late', 'not_yet_seen', 'incomplete', 'day_off'] as const satisfies DayStatus[];

/** The letters of a status, the same in both languages: they are the terms of the regulations. */
export const STATUS_LETTERS: Record<DayStatus, string> = {
  present: 'H',
  late: 'TL',
  not_yet_seen: '?',
  incomplete: '–',
  day_off: 'L',
};

export function parseDayStatus(text: string | null): DayStatus | null {
  return DAY_STATUSES.find((status) => status === text) ?? null;
}

/** What a head count says, status by status. Nobody is counted under a day off: the whole day is one. */
export function statusCounts(counts: Counts): { status: Exclude<DayStatus, 'day_off'>; count: number }[] {
  return [
    { status: 'present', count: counts.present },
    { status: 'late', count: counts.late },
    { status: 'not_yet_seen', count: counts.notYetSeen },
    { status: 'incomplete', count: counts.incomplete },
  ];
}
