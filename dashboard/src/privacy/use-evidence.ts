import type { EvidencePolicy } from '@hadir/shared/api/pictures';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { answerOf } from '../api/answer-of.ts';
import { useHub } from '../api/hub-context.ts';

const POLICY = ['evidence-policy'];

export function useEvidenceOverview() {
  const hub = useHub();
  return useQuery({
    queryKey: POLICY,
    queryFn: ({ signal }) => answerOf(hub.GET('/api/evidence-policy', { signal })),
    refetchInterval: 15_000,
  });
}

export function useSetEvidencePolicy() {
  const hub = useHub();
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (body: EvidencePolicy) => answerOf(hub.PUT('/api/evidence-policy', { body })),
    onSuccess: (overview) => queries.setQueryData(POLICY, overview),
  });
}

/** What is known of the picture that an entry names. */
export function useEvidenceState(id: string, enabled: boolean) {
  const hub = useHub();
  return useQuery({
    queryKey: ['evidence', id],
    enabled,
    queryFn: ({ signal }) => answerOf(hub.GET('/api/evidence/{id}', { params: { path: { id } }, signal })),
  });
}

/** The picture lives in this page's memory and nowhere else. */
export function useOpenEvidence(id: string) {
  const hub = useHub();
  const queries = useQueryClient();
  return useMutation({
    mutationFn: async (reason: string) =>
      answerOf(
        hub.POST('/api/evidence/{id}/open', { params: { path: { id } }, body: { reason }, parseAs: 'blob' }),
      ) as Promise<Blob>,
    onSuccess: () => queries.invalidateQueries({ queryKey: ['evidence', id] }),
    gcTime: 0,
  });
}
