import type { DutyChanges } from '@hadir/shared/api/duty';
import type { NewPosting } from '@hadir/shared/api/organisation';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { answerOf } from '../api/answer-of.ts';
import { useHub } from '../api/hub-context.ts';

export function useWorkUnits(opd: string | null) {
  const hub = useHub();
  return useQuery({
    queryKey: ['work-units', opd],
    enabled: opd !== null,
    queryFn: async ({ signal }) =>
      (await answerOf(hub.GET('/api/work-units', { params: { query: { opd: opd ?? '' } }, signal }))).workUnits,
  });
}

export function useMembers(opd: string | null) {
  const hub = useHub();
  return useQuery({
    queryKey: ['members', opd],
    enabled: opd !== null,
    queryFn: ({ signal }) =>
      answerOf(hub.GET('/api/opds/{id}/members', { params: { path: { id: opd ?? '' } }, signal })),
  });
}

export function useAddWorkUnit(opd: string) {
  const hub = useHub();
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (body: { name: string; parent: string | null }) =>
      answerOf(hub.POST('/api/work-units', { body: { opd, ...body } })),
    onSuccess: () => queries.invalidateQueries({ queryKey: ['work-units'] }),
  });
}

export function usePostings(employee: string) {
  const hub = useHub();
  return useQuery({
    queryKey: ['postings', employee],
    queryFn: ({ signal }) =>
      answerOf(hub.GET('/api/employees/{id}/postings', { params: { path: { id: employee } }, signal })),
  });
}

export function usePostEmployee(employee: string) {
  const hub = useHub();
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (body: NewPosting) =>
      answerOf(hub.POST('/api/employees/{id}/postings', { params: { path: { id: employee } }, body })),
    onSuccess: (postings) => {
      queries.setQueryData(['postings', employee], postings);
      for (const key of ['members', 'work-units', 'employees', 'employee-month', 'employee-day'])
        void queries.invalidateQueries({ queryKey: [key] });
    },
  });
}

export function useDutyList(opd: string | null, month: string) {
  const hub = useHub();
  return useQuery({
    queryKey: ['duty-list', opd, month],
    enabled: opd !== null,
    queryFn: ({ signal }) =>
      answerOf(hub.GET('/api/duty-lists/{opd}/{month}', { params: { path: { opd: opd ?? '', month } }, signal })),
  });
}

export function useChangeDuty() {
  const hub = useHub();
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (changes: DutyChanges['changes']) => answerOf(hub.PUT('/api/duty-lists', { body: { changes } })),
    onSuccess: () => queries.invalidateQueries({ queryKey: ['duty-list'] }),
  });
}
