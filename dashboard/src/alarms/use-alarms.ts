import type { Alarm } from '@hadir/shared/api/alarms';
import { keepPreviousData, useInfiniteQuery, useMutation, useQueryClient } from '@tanstack/react-query';
import { answerOf } from '../api/answer-of.ts';
import { useHub } from '../api/hub-context.ts';

const ALARMS = ['alarms'];
const ON_A_PAGE = 50;

const placeOf = ({ unit, binding, seq }: Alarm) => `${unit}.${binding}.${seq}`;

/** Alarms, the latest first, a page at a time. */
export function useAlarms(state: 'waiting' | 'all') {
  const hub = useHub();
  return useInfiniteQuery({
    queryKey: [...ALARMS, state],
    queryFn: async ({ signal, pageParam }) =>
      answerOf(
        hub.GET('/api/alarms', {
          params: { query: { state, limit: ON_A_PAGE, ...(pageParam !== '' && { before: pageParam }) } },
          signal,
        }),
      ),
    initialPageParam: '',
    getNextPageParam: ({ alarms }) => {
      const last = alarms.at(-1);
      return last === undefined || alarms.length < ON_A_PAGE ? undefined : placeOf(last);
    },
    placeholderData: keepPreviousData,
    refetchInterval: 30_000,
  });
}

export function useSeeAlarm({ unit, binding, seq }: Alarm) {
  const hub = useHub();
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (note: string) =>
      answerOf(
        hub.POST('/api/alarms/{unit}/{binding}/{seq}/seen', {
          params: { path: { unit, binding, seq } },
          body: { note },
        }),
      ),
    onSettled: () => void queries.invalidateQueries({ queryKey: ALARMS }),
  });
}
