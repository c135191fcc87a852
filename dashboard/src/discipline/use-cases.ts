import type { CaseDetail } from '@hadir/shared/api/discipline';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { answerOf } from '../api/answer-of.ts';
import type { HubClient } from '../api/create-hub-client.ts';
import { useHub } from '../api/hub-context.ts';

const CASES = ['cases'];

export function useCases() {
  const hub = useHub();
  return useQuery({
    queryKey: CASES,
    queryFn: ({ signal }) => answerOf(hub.GET('/api/discipline/cases', { signal })),
    refetchInterval: 60_000,
  });
}

export function useCase(id: string) {
  const hub = useHub();
  return useQuery({
    queryKey: [...CASES, id],
    queryFn: ({ signal }) => answerOf(hub.GET('/api/discipline/cases/{id}', { params: { path: { id } }, signal })),
  });
}

export function useEvaluate() {
  const hub = useHub();
  const queries = useQueryClient();
  return useMutation({
    mutationFn: () => answerOf(hub.POST('/api/discipline/evaluate', { body: {} })),
    onSettled: () => queries.invalidateQueries({ queryKey: CASES }),
  });
}

/** Does something about a case; the answer is the case as it is then. */
export function useCaseAction<Given>(
  id: string,
  call: (hub: HubClient, id: string, given: Given) => Promise<CaseDetail>,
) {
  const hub = useHub();
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (given: Given) => call(hub, id, given),
    onSuccess: (detail) => queries.setQueryData([...CASES, id], detail),
    onSettled: () => queries.invalidateQueries({ queryKey: CASES }),
  });
}
