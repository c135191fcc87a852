import type { NewRating, NewWorkReport } from '@hadir/shared/api/performance';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { answerOf } from '../api/answer-of.ts';
import { useHub } from '../api/hub-context.ts';

const PERFORMANCE = ['performance'];

/** @param month YYYY-MM */
export function useWorkReports(month: string, employee: string | null) {
  const hub = useHub();
  return useQuery({
    queryKey: [...PERFORMANCE, 'reports', month, employee],
    enabled: employee !== null,
    queryFn: async ({ signal }) =>
      (await answerOf(hub.GET('/api/work-reports', { params: { query: { month, employee: employee ?? '' } }, signal })))
        .reports,
  });
}

/** @param opd everybody of an office, for BKD and the Inspektorat; null for oneself and one's staff */
export function useStaffMonths(month: string, opd: string | null) {
  const hub = useHub();
  const query = { month, ...(opd !== null && { opd }) };
  return useQuery({
    queryKey: [...PERFORMANCE, 'staff', query],
    queryFn: ({ signal }) => answerOf(hub.GET('/api/staff-months', { params: { query }, signal })),
  });
}

function useChange<Input>(change: (input: Input) => Promise<unknown>) {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: change,
    onSettled: () => queries.invalidateQueries({ queryKey: PERFORMANCE }),
  });
}

export function useWriteReport(id: string | null) {
  const hub = useHub();
  return useChange((body: NewWorkReport) =>
    id === null
      ? answerOf(hub.POST('/api/work-reports', { body }))
      : answerOf(hub.PUT('/api/work-reports/{id}', { params: { path: { id } }, body })),
  );
}

export function useRemoveReport() {
  const hub = useHub();
  return useChange((id: string) => answerOf(hub.DELETE('/api/work-reports/{id}', { params: { path: { id } } })));
}

export function useDecideReports() {
  const hub = useHub();
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (body: { reports: string[]; verdict: 'validate' | 'return'; note?: string }) =>
      answerOf(hub.POST('/api/work-reports/decide', { body })),
    onSettled: () => queries.invalidateQueries({ queryKey: PERFORMANCE }),
  });
}

export function useRate() {
  const hub = useHub();
  return useChange((body: NewRating) => answerOf(hub.PUT('/api/ratings', { body })));
}
