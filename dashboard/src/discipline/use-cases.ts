import type { CaseDetail, CasePart } from '@hadir/shared/api/discipline';
import { keepPreviousData, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { answerOf } from '../api/answer-of.ts';
import type { HubClient } from '../api/create-hub-client.ts';
import { useHub } from '../api/hub-context.ts';

const CASES = ['cases'];

export interface CasesChoice {
  readonly part: CasePart;
  /** Part of a name or of a NIP. */
  readonly q: string;
  readonly opd: string | null;
  readonly limit: number;
}

export function useCases({ part, q, opd, limit }: CasesChoice) {
  const hub = useHub();
  const query = { part, limit, ...(q !== '' && { q }), ...(opd !== null && { opd }) };
  return useQuery({
    queryKey: [...CASES, 'list', query],
    queryFn: ({ signal }) => answerOf(hub.GET('/api/discipline/cases', { params: { query }, signal })),
    placeholderData: keepPreviousData,
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
