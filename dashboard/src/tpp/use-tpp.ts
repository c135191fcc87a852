import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { answerOf } from '../api/answer-of.ts';
import { useHub } from '../api/hub-context.ts';

const TPP = ['tpp'];

/** Every office in the months up to that one. @param changing whether work on them is under way */
export function useSheets(until: string, changing: boolean) {
  const hub = useHub();
  return useQuery({
    queryKey: [...TPP, 'sheets', until],
    queryFn: ({ signal }) => answerOf(hub.GET('/api/tpp/sheets', { params: { query: { until } }, signal })),
    refetchInterval: changing ? 3_000 : false,
  });
}

export function useSheet(opd: string, month: string) {
  const hub = useHub();
  return useQuery({
    queryKey: [...TPP, 'sheet', opd, month],
    queryFn: ({ signal }) =>
      answerOf(hub.GET('/api/tpp/sheets/{opd}/{month}', { params: { path: { opd, month } }, signal })),
  });
}

/** The sheet as it was worked out last, to look at until it is worked out anew. */
export function useLastSheet(opd: string, month: string, enabled: boolean) {
  const hub = useHub();
  return useQuery({
    queryKey: [...TPP, 'last-sheet', opd, month],
    enabled,
    queryFn: async ({ signal }) =>
      (await answerOf(hub.GET('/api/tpp/sheets/{opd}/{month}/last', { params: { path: { opd, month } }, signal })))
        .sheet,
  });
}

/** Whose settled figure is not what the data give now; asked for when somebody wants to know, since it takes a while. */
export function useDifferences(opd: string, month: string, enabled: boolean) {
  const hub = useHub();
  return useQuery({
    queryKey: [...TPP, 'differences', opd, month],
    enabled,
    queryFn: async ({ signal }) =>
      (
        await answerOf(
          hub.GET('/api/tpp/sheets/{opd}/{month}/differences', { params: { path: { opd, month } }, signal }),
        )
      ).differences,
  });
}

export function useFreeze(opd: string, month: string) {
  const hub = useHub();
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (body: { digest: string; acceptReason?: string }) =>
      answerOf(hub.POST('/api/tpp/sheets/{opd}/{month}/freeze', { params: { path: { opd, month } }, body })),
    onSettled: () => queries.invalidateQueries({ queryKey: TPP }),
  });
}

export function usePersonMonth(employee: string, month: string) {
  const hub = useHub();
  return useQuery({
    queryKey: [...TPP, 'person', employee, month],
    enabled: month !== '',
    queryFn: ({ signal }) =>
      answerOf(hub.GET('/api/tpp/people/{employee}/{month}', { params: { path: { employee, month } }, signal })),
  });
}

export function usePersonMonths(employee: string | null) {
  const hub = useHub();
  return useQuery({
    queryKey: [...TPP, 'months', employee],
    enabled: employee !== null,
    queryFn: async ({ signal }) =>
      (
        await answerOf(
          hub.GET('/api/tpp/people/{employee}', { params: { path: { employee: employee ?? '' } }, signal }),
        )
      ).months,
  });
}

export function useProposeCorrection(employee: string, month: string) {
  const hub = useHub();
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (body: { reason: string; digest: string }) =>
      answerOf(
        hub.POST('/api/tpp/people/{employee}/{month}/corrections', { params: { path: { employee, month } }, body }),
      ),
    onSettled: () => queries.invalidateQueries({ queryKey: TPP }),
  });
}

/** The same for many people of an office. */
export function useProposeMany(opd: string, month: string) {
  const hub = useHub();
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (body: { reason: string; people: { employee: string; digest: string }[] }) =>
      answerOf(hub.POST('/api/tpp/sheets/{opd}/{month}/corrections', { params: { path: { opd, month } }, body })),
    onSettled: () => queries.invalidateQueries({ queryKey: TPP }),
  });
}

export function useSetRating(employee: string, month: string) {
  const hub = useHub();
  const queries = useQueryClient();
  return useMutation({
    mutationFn: ({ code, note }: { code: string; note: string }) =>
      answerOf(hub.PUT('/api/ratings', { body: { employee, month, code, note } })),
    onSettled: () => queries.invalidateQueries({ queryKey: TPP }),
  });
}

export function useCorrections() {
  const hub = useHub();
  return useQuery({
    queryKey: [...TPP, 'corrections'],
    queryFn: async ({ signal }) => (await answerOf(hub.GET('/api/tpp/corrections', { signal }))).corrections,
    refetchInterval: 30_000,
  });
}

const ROUTES = {
  approve: '/api/tpp/corrections/{id}/approve',
  refuse: '/api/tpp/corrections/{id}/refuse',
} as const;

export function useDecideCorrection(id: string) {
  const hub = useHub();
  const queries = useQueryClient();
  return useMutation({
    mutationFn: ({ verdict, note }: { verdict: keyof typeof ROUTES; note: string }) =>
      answerOf(hub.POST(ROUTES[verdict], { params: { path: { id } }, body: note === '' ? {} : { note } })),
    onSettled: () => queries.invalidateQueries({ queryKey: TPP }),
  });
}

export function useDecideCorrections() {
  const hub = useHub();
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (body: { corrections: string[]; verdict: keyof typeof ROUTES; note?: string }) =>
      answerOf(hub.POST('/api/tpp/corrections/decide', { body })),
    onSettled: () => queries.invalidateQueries({ queryKey: TPP }),
  });
}
