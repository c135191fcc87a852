import type { Letterhead } from '@hadir/shared/api/letterheads';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { answerOf } from '../api/answer-of.ts';
import { useHub } from '../api/hub-context.ts';

const LETTERHEADS = ['letterheads'];

export function useLetterheads() {
  const hub = useHub();
  return useQuery({
    queryKey: LETTERHEADS,
    queryFn: async ({ signal }) => (await answerOf(hub.GET('/api/letterheads', { signal }))).letterheads,
  });
}

/** @param owner `region`, or the id of an OPD */
export function useLetterhead(owner: string) {
  const hub = useHub();
  return useQuery({
    queryKey: [...LETTERHEADS, owner],
    queryFn: ({ signal }) => answerOf(hub.GET('/api/letterheads/{owner}', { params: { path: { owner } }, signal })),
  });
}

export function useSaveLetterhead(owner: string) {
  const hub = useHub();
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (body: { document: Letterhead; version: number }) =>
      answerOf(hub.PUT('/api/letterheads/{owner}', { params: { path: { owner } }, body })),
    onSuccess: (saved) => {
      queries.setQueryData([...LETTERHEADS, owner], saved);
      // What the region says shows in every office's heading, and below every report.
      void queries.invalidateQueries({ queryKey: LETTERHEADS });
      void queries.invalidateQueries({ queryKey: ['report'] });
    },
  });
}
