import type { DayStatus, Today } from '@hadir/shared/api/attendance';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { answerOf } from '../api/answer-of.ts';
import { useHub } from '../api/hub-context.ts';
import { statusCounts } from '../status/day-status.ts';

export const ON_A_PAGE = 50;
/** Up to so many are fetched at once and searched here; longer lists are fetched a page at a time. */
const AT_ONCE = 200;

export interface PeopleChoice {
  readonly status: DayStatus | null;
  readonly opd: string | null;
}

/** @returns how many people the choice means, from the head count; null while that is not known. */
export function countOf(today: Today | undefined, { status, opd }: PeopleChoice): number | null {
  if (!today) return null;
  const counts = opd === null ? today.total : today.perOpd.find((row) => row.opd === opd)?.counts;
  if (!counts) return 0;
  if (status === null) return counts.employees;
  if (status === 'day_off') return today.schedule.start === null ? counts.employees : 0;
  return statusCounts(counts).find((row) => row.status === status)?.count ?? 0;
}

/** The people behind a number, all of them where they are few, otherwise the page asked for. */
export function useTodayPeople({ status, opd }: PeopleChoice, total: number | null, page: number) {
  const hub = useHub();
  const whole = total !== null && total <= AT_ONCE;
  const limit = whole ? AT_ONCE : ON_A_PAGE;
  const offset = whole ? 0 : (page - 1) * ON_A_PAGE;
  const people = useQuery({
    queryKey: ['today-people', status, opd, limit, offset],
    enabled: total !== null,
    queryFn: ({ signal }) =>
      answerOf(
        hub.GET('/api/today/people', {
          params: {
            query: { ...(status !== null && { status }), ...(opd !== null && { opd }), limit, offset },
          },
          signal,
        }),
      ),
    placeholderData: keepPreviousData,
  });
  return { ...people, whole };
}
