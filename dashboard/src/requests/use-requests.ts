import type { NewDelegation } from '@hadir/shared/api/delegations';
import type { LetterPeopleQuestion, NewDutyLetter } from '@hadir/shared/api/duty-letters';
import type { RequestPolicy } from '@hadir/shared/api/request-policy';
import type { EvidenceFile, NewBalance, NewRequest, NewWitnessWord, RequestDecision } from '@hadir/shared/api/requests';
import { keepPreviousData, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { answerOf } from '../api/answer-of.ts';
import { useHub } from '../api/hub-context.ts';
import type { paths } from '../api/schema.d.ts';

const REQUESTS = ['requests'];

export type RequestQuery = paths['/api/requests']['get']['parameters']['query'];

export function useRequestList(query: RequestQuery) {
  const hub = useHub();
  return useQuery({
    queryKey: [...REQUESTS, 'list', query],
    queryFn: ({ signal }) => answerOf(hub.GET('/api/requests', { params: { query }, signal })),
    placeholderData: keepPreviousData,
    refetchInterval: 60_000,
  });
}

/** @returns how many requests wait for the reader's word. @param verifies whether BKD's word is his */
export function useWaitingRequests(verifies: boolean, enabled: boolean): number {
  const hub = useHub();
  const { data } = useQuery({
    queryKey: [...REQUESTS, 'waiting', verifies],
    enabled,
    queryFn: async ({ signal }) => {
      const views = verifies
        ? (['inbox', 'witness', 'verification', 'unled'] as const)
        : (['inbox', 'witness'] as const);
      const totals = await Promise.all(
        views.map(async (view) => {
          const { total } = await answerOf(hub.GET('/api/requests', { params: { query: { view, limit: 1 } }, signal }));
          return total;
        }),
      );
      return totals.reduce((sum, total) => sum + total, 0);
    },
    refetchInterval: 60_000,
  });
  return data ?? 0;
}

/** @param anew asks the hub at once, whatever this browser holds */
export function useRequest(id: string, anew = false) {
  const hub = useHub();
  return useQuery({
    queryKey: [...REQUESTS, 'one', id],
    enabled: id !== '',
    queryFn: ({ signal }) => answerOf(hub.GET('/api/requests/{id}', { params: { path: { id } }, signal })),
    refetchInterval: 30_000,
    refetchOnMount: anew ? 'always' : true,
  });
}

export function useRequestDays(id: string, enabled: boolean) {
  const hub = useHub();
  return useQuery({
    queryKey: [...REQUESTS, 'days', id],
    enabled,
    queryFn: ({ signal }) => answerOf(hub.GET('/api/requests/{id}/days', { params: { path: { id } }, signal })),
  });
}

/** @param employee for whom the request is; null for oneself */
export function useMyDay(day: string, employee: string | null, enabled: boolean) {
  const hub = useHub();
  const query = employee === null ? {} : { employee };
  return useQuery({
    queryKey: ['my-day', day, employee],
    enabled: enabled && /^\d{4}-\d{2}-\d{2}$/.test(day),
    queryFn: ({ signal }) => answerOf(hub.GET('/api/my-days/{day}', { params: { path: { day }, query }, signal })),
  });
}

export function useRequestOptions(employee: string | null, enabled = true) {
  const hub = useHub();
  return useQuery({
    queryKey: ['request-options', employee],
    enabled,
    queryFn: async ({ signal }) =>
      (
        await answerOf(
          hub.GET('/api/request-options', { params: { query: employee === null ? {} : { employee } }, signal }),
        )
      ).options,
  });
}

export function useBalances(employee: string | null, year?: number) {
  const hub = useHub();
  return useQuery({
    queryKey: ['leave-balances', employee, year],
    enabled: employee !== null,
    queryFn: ({ signal }) =>
      answerOf(
        hub.GET('/api/employees/{id}/leave-balances', {
          params: { path: { id: employee ?? '' }, query: year === undefined ? {} : { year } },
          signal,
        }),
      ),
  });
}

export function useSetBalance(employee: string) {
  const hub = useHub();
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (body: NewBalance) =>
      answerOf(hub.PUT('/api/employees/{id}/leave-balances', { params: { path: { id: employee } }, body })),
    onSuccess: () => queries.invalidateQueries({ queryKey: ['leave-balances'] }),
  });
}

/** What the request would do; asked again whenever it changes. */
export function useRequestPreview(wanted: (NewRequest & { request?: string }) | null) {
  const hub = useHub();
  return useQuery({
    queryKey: ['request-preview', wanted],
    enabled: wanted !== null,
    queryFn: ({ signal }) =>
      answerOf(hub.POST('/api/requests/preview', { body: wanted as NewRequest & { request?: string }, signal })),
    placeholderData: keepPreviousData,
    gcTime: 0,
  });
}

/** Keeps a request as a draft or hands it in; an existing draft is changed. */
export function useWriteRequest(id: string | null) {
  const hub = useHub();
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (body: NewRequest & { submit: boolean }) =>
      id === null
        ? answerOf(hub.POST('/api/requests', { body }))
        : answerOf(hub.PUT('/api/requests/{id}', { params: { path: { id } }, body })),
    onSuccess: () => {
      for (const key of ['requests', 'leave-balances']) void queries.invalidateQueries({ queryKey: [key] });
    },
  });
}

export function useDecideRequest(id: string) {
  const hub = useHub();
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (body: RequestDecision) =>
      answerOf(hub.POST('/api/requests/{id}/decide', { params: { path: { id } }, body })),
    onSettled: () => queries.invalidateQueries({ queryKey: REQUESTS }),
  });
}

export function useWitness(id: string) {
  const hub = useHub();
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (body: NewWitnessWord) =>
      answerOf(hub.POST('/api/requests/{id}/witness', { params: { path: { id } }, body })),
    onSettled: () => queries.invalidateQueries({ queryKey: REQUESTS }),
  });
}

export function useDecideSeveral() {
  const hub = useHub();
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (body: RequestDecision & { requests: string[] }) =>
      answerOf(hub.POST('/api/requests/decide', { body })),
    onSettled: () => queries.invalidateQueries({ queryKey: REQUESTS }),
  });
}

export function useEndRequest(id: string, how: 'withdraw' | 'revoke') {
  const hub = useHub();
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (note: string) => {
      const call = { params: { path: { id } }, body: note.trim() === '' ? {} : { note: note.trim() } };
      return answerOf(
        how === 'withdraw'
          ? hub.POST('/api/requests/{id}/withdraw', call)
          : hub.POST('/api/requests/{id}/revoke', call),
      );
    },
    onSettled: () => {
      for (const key of ['requests', 'leave-balances']) void queries.invalidateQueries({ queryKey: [key] });
    },
  });
}

/** Hands one document in; it belongs to nothing until the form that it is for is kept. */
export function useUpload() {
  const hub = useHub();
  return useMutation({
    mutationFn: ({ file, strict }: { file: File; strict: boolean }): Promise<EvidenceFile> => {
      const form = new FormData();
      form.append('file', file, file.name);
      return answerOf(
        hub.POST('/api/evidence-files', {
          params: { query: strict ? { strict } : {} },
          // The document knows the part by name; the file itself goes into the form.
          body: { file: '' },
          bodySerializer: () => form,
        }),
      );
    },
  });
}

export function useColleagues(text: string) {
  const hub = useHub();
  return useQuery({
    queryKey: ['colleagues', text],
    queryFn: async ({ signal }) =>
      (await answerOf(hub.GET('/api/colleagues', { params: { query: { q: text } }, signal }))).colleagues,
    placeholderData: keepPreviousData,
  });
}

/** Kinds of leave and duty in force today, whoever has them. */
export function useLeaveKinds() {
  const hub = useHub();
  return useQuery({
    queryKey: ['leave-kinds'],
    queryFn: async ({ signal }) => (await answerOf(hub.GET('/api/leave-kinds', { signal }))).kinds,
  });
}

export function useLetterPeople() {
  const hub = useHub();
  return useMutation({
    mutationFn: (body: LetterPeopleQuestion) => answerOf(hub.POST('/api/duty-letters/people', { body })),
  });
}

export function useDutyLetters(text: string, offset: number, limit: number) {
  const hub = useHub();
  return useQuery({
    queryKey: ['duty-letters', text, offset],
    queryFn: ({ signal }) =>
      answerOf(
        hub.GET('/api/duty-letters', {
          params: { query: { ...(text !== '' && { q: text }), offset, limit } },
          signal,
        }),
      ),
    placeholderData: keepPreviousData,
  });
}

export function useCheckLetter() {
  const hub = useHub();
  return useMutation({
    mutationFn: (body: NewDutyLetter) => answerOf(hub.POST('/api/duty-letters/preview', { body })),
  });
}

export function useEnterLetter() {
  const hub = useHub();
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (body: NewDutyLetter) => answerOf(hub.POST('/api/duty-letters', { body })),
    onSuccess: () => {
      for (const key of ['duty-letters', 'requests']) void queries.invalidateQueries({ queryKey: [key] });
    },
  });
}

export function useCancelLetter(id: string) {
  const hub = useHub();
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (note: string) =>
      answerOf(hub.POST('/api/duty-letters/{id}/cancel', { params: { path: { id } }, body: { note } })),
    onSuccess: () => {
      for (const key of ['duty-letters', 'requests']) void queries.invalidateQueries({ queryKey: [key] });
    },
  });
}

const DELEGATIONS = ['delegations'];

export function useDelegations() {
  const hub = useHub();
  return useQuery({
    queryKey: DELEGATIONS,
    queryFn: async ({ signal }) => (await answerOf(hub.GET('/api/delegations', { signal }))).delegations,
  });
}

export function useNameDelegate() {
  const hub = useHub();
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (body: NewDelegation) => answerOf(hub.POST('/api/delegations', { body })),
    onSuccess: () => queries.invalidateQueries({ queryKey: DELEGATIONS }),
  });
}

export function useRevokeDelegation() {
  const hub = useHub();
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (id: string) => answerOf(hub.POST('/api/delegations/{id}/revoke', { params: { path: { id } } })),
    onSuccess: () => queries.invalidateQueries({ queryKey: DELEGATIONS }),
  });
}

const POLICY = ['request-policy'];

export function useRequestPolicy() {
  const hub = useHub();
  return useQuery({
    queryKey: POLICY,
    queryFn: ({ signal }) => answerOf(hub.GET('/api/request-policy', { signal })),
  });
}

export function useSetRequestPolicy() {
  const hub = useHub();
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (body: RequestPolicy) => answerOf(hub.PUT('/api/request-policy', { body })),
    onSuccess: (policy) => queries.setQueryData(POLICY, policy),
  });
}
