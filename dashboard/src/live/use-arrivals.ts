import type { Arrival } from '@hadir/shared/api/attendance';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { answerOf } from '../api/answer-of.ts';
import { useHub } from '../api/hub-context.ts';
import { mergeArrivals } from './merge-arrivals.ts';

/** The latest arrivals, newest first. The live stream adds to the same list, so an answer is merged and never replaces. */
export function useArrivals() {
  const hub = useHub();
  const queries = useQueryClient();
  return useQuery({
    queryKey: ['arrivals'],
    queryFn: async ({ signal }) => {
      const { arrivals } = await answerOf(hub.GET('/api/arrivals', { params: { query: { limit: 50 } }, signal }));
      return mergeArrivals(queries.getQueryData<Arrival[]>(['arrivals']) ?? [], arrivals);
    },
    staleTime: 60_000,
  });
}
