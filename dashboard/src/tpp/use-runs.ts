import type { MonthRun, NewMonthRun } from '@hadir/shared/api/tpp-runs';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { answerOf } from '../api/answer-of.ts';
import { useHub } from '../api/hub-context.ts';

const RUNS = ['tpp-runs'];
const LOOK_EVERY_MS = 1_500;

export function isUnderWay(run: MonthRun | null | undefined): boolean {
  return run?.state === 'waiting' || run?.state === 'running';
}

/** The last work on a month's sheets of many offices, followed while it goes on. */
export function useLastRun(month: string, enabled: boolean) {
  const hub = useHub();
  const queries = useQueryClient();
  return useQuery({
    queryKey: [...RUNS, month],
    enabled: enabled && month !== '',
    queryFn: async ({ signal, queryKey }): Promise<MonthRun | null> => {
      const params = { path: { month } };
      const { run } = await answerOf(hub.GET('/api/tpp/months/{month}/runs/last', { params, signal }));
      // With the end of the work every sheet may be another.
      if (isUnderWay(queries.getQueryData<MonthRun | null>(queryKey)) && !isUnderWay(run))
        void queries.invalidateQueries({ queryKey: ['tpp'] });
      return run;
    },
    refetchInterval: ({ state: { data } }) => (isUnderWay(data) ? LOOK_EVERY_MS : false),
  });
}

export function useOrderRun(month: string) {
  const hub = useHub();
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (body: NewMonthRun) =>
      answerOf(hub.POST('/api/tpp/months/{month}/runs', { params: { path: { month } }, body })),
    // Known as under way, so that its end is noticed however soon it comes.
    onSuccess: (run) => queries.setQueryData([...RUNS, month], run),
    onSettled: () => queries.invalidateQueries({ queryKey: RUNS }),
  });
}

export function useCancelRun() {
  const hub = useHub();
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (id: string) => answerOf(hub.POST('/api/tpp/runs/{id}/cancel', { params: { path: { id } } })),
    onSettled: () => queries.invalidateQueries({ queryKey: RUNS }),
  });
}
