import { useInfiniteQuery, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { answerOf } from '../api/answer-of.ts';
import { useHub } from '../api/hub-context.ts';

const QUARANTINE = ['quarantine'];
const ON_A_PAGE = 100;

/** What is held back, newest first, a page at a time. */
export function useQuarantine(enabled = true) {
  const hub = useHub();
  return useInfiniteQuery({
    queryKey: [...QUARANTINE, 'list'],
    enabled,
    queryFn: async ({ signal, pageParam }) =>
      (
        await answerOf(
          hub.GET('/api/quarantine', {
            params: { query: { limit: ON_A_PAGE, ...(pageParam !== '' && { before: pageParam }) } },
            signal,
          }),
        )
      ).messages,
    initialPageParam: '',
    getNextPageParam: (last) => (last.length < ON_A_PAGE ? undefined : last.at(-1)?.id),
    refetchInterval: 30_000,
  });
}

export function useQuarantined(id: string) {
  const hub = useHub();
  return useQuery({
    queryKey: [...QUARANTINE, id],
    queryFn: ({ signal }) => answerOf(hub.GET('/api/quarantine/{id}', { params: { path: { id } }, signal })),
  });
}

export function useDecideQuarantined(id: string) {
  const hub = useHub();
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (body: { decision: 'accept' | 'refuse'; note: string }) =>
      answerOf(hub.POST('/api/quarantine/{id}/decide', { params: { path: { id } }, body })),
    onSettled: () => {
      for (const key of [...QUARANTINE, 'units', 'today', 'unit-history'])
        void queries.invalidateQueries({ queryKey: [key] });
    },
  });
}
