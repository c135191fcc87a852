import type { QuarantineState } from '@hadir/shared/api/units';
import { keepPreviousData, useInfiniteQuery, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { answerOf } from '../api/answer-of.ts';
import { useHub } from '../api/hub-context.ts';

const QUARANTINE = ['quarantine'];
const ON_A_PAGE = 100;

/** What waits for a decision, as far as one page goes. */
export function useWaitingInQuarantine(enabled = true) {
  const hub = useHub();
  return useQuery({
    queryKey: [...QUARANTINE, 'waiting'],
    enabled,
    queryFn: async ({ signal }) =>
      (await answerOf(hub.GET('/api/quarantine', { params: { query: { decision: 'waiting', limit: 500 } }, signal })))
        .messages,
    refetchInterval: 30_000,
  });
}

/** What is held back, newest first, a page at a time. @param wanted of one unit, or of one decision */
export function useQuarantine(wanted: { unit?: string; decision?: QuarantineState }) {
  const hub = useHub();
  return useInfiniteQuery({
    queryKey: [...QUARANTINE, 'list', wanted],
    queryFn: async ({ signal, pageParam }) =>
      (
        await answerOf(
          hub.GET('/api/quarantine', {
            params: { query: { ...wanted, limit: ON_A_PAGE, ...(pageParam !== '' && { before: pageParam }) } },
            signal,
          }),
        )
      ).messages,
    initialPageParam: '',
    getNextPageParam: (last) => (last.length < ON_A_PAGE ? undefined : last.at(-1)?.id),
    placeholderData: keepPreviousData,
    refetchInterval: 30_000,
  });
}

/** One message with its entries, more of them when they are asked for. */
export function useQuarantined(id: string) {
  const hub = useHub();
  return useInfiniteQuery({
    queryKey: [...QUARANTINE, id],
    queryFn: ({ signal, pageParam }) =>
      answerOf(
        hub.GET('/api/quarantine/{id}', {
          params: { path: { id }, query: { limit: ON_A_PAGE, ...(pageParam > 0 && { after: pageParam }) } },
          signal,
        }),
      ),
    initialPageParam: 0,
    getNextPageParam: ({ more, entries }) => (more ? entries?.at(-1)?.seq : undefined),
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
