import type { CalendarFile, NewPolicy, Policy } from '@hadir/shared/api/policies';
import type { CalendarDocument } from '@hadir/shared/api/policies/calendar-policy';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { answerOf } from '../api/answer-of.ts';
import { useHub } from '../api/hub-context.ts';

const POLICIES = ['policies'];

export function usePolicies() {
  const hub = useHub();
  return useQuery({
    queryKey: POLICIES,
    queryFn: ({ signal }) => answerOf(hub.GET('/api/policies', { signal })),
  });
}

export function usePolicy(id: string, enabled = true) {
  const hub = useHub();
  return useQuery({
    queryKey: [...POLICIES, id],
    enabled,
    queryFn: ({ signal }) =>
      answerOf(hub.GET('/api/policies/{id}', { params: { path: { id } }, signal })) as Promise<Policy>,
  });
}

/** Makes a draft from an edition, with everything that it says. */
export function useCopyPolicy(onMade: (id: string) => void) {
  const hub = useHub();
  const queries = useQueryClient();
  return useMutation({
    mutationFn: async ({ id, effectiveFrom }: { id: string; effectiveFrom: string }) => {
      const { kind, legalBasis, note, document } = await answerOf(
        hub.GET('/api/policies/{id}', { params: { path: { id } } }),
      );
      const body = { kind, effectiveFrom, effectiveTo: null, legalBasis, note, document, follows: id };
      return answerOf(hub.POST('/api/policies', { body }));
    },
    onSuccess: ({ id }) => {
      void queries.invalidateQueries({ queryKey: POLICIES });
      onMade(id);
    },
  });
}

/** Saves a draft. */
export function useSavePolicy(id: string) {
  const hub = useHub();
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (body: NewPolicy) => answerOf(hub.PUT('/api/policies/{id}', { params: { path: { id } }, body })),
    onSuccess: (policy) => {
      queries.setQueryData([...POLICIES, id], policy);
      void queries.invalidateQueries({ queryKey: POLICIES, exact: true });
    },
  });
}

/** Begins an empty calendar of a year. */
export function useNewCalendar(onMade: (id: string) => void) {
  const hub = useHub();
  const queries = useQueryClient();
  return useMutation({
    mutationFn: ({ year, scope, legalBasis }: { year: number; scope: string; legalBasis: string }) => {
      const document: CalendarDocument = { year, scope, days: [], ramadan: [] };
      const head = { kind: 'calendar' as const, effectiveFrom: `${year}-01-01`, effectiveTo: null };
      return answerOf(hub.POST('/api/policies', { body: { ...head, legalBasis, note: '', document } }));
    },
    onSuccess: ({ id }) => {
      void queries.invalidateQueries({ queryKey: POLICIES });
      onMade(id);
    },
  });
}

/** Reads days off from a file; nothing is stored by that. */
export function useCalendarFile() {
  const hub = useHub();
  return useMutation({
    mutationFn: ({ year, decree, file }: { year: number; decree: string; file: File }) => {
      const form = new FormData();
      form.append('file', file, file.name);
      return answerOf(
        hub.POST('/api/calendar-files', {
          params: { query: { year: String(year), ...(decree.trim() !== '' && { decree: decree.trim() }) } },
          // The document knows the part by name; the file itself goes into the form.
          body: { file: '' },
          bodySerializer: () => form,
        }),
      ) as Promise<CalendarFile>;
    },
  });
}

export type Step =
  | { readonly kind: 'propose' }
  | { readonly kind: 'activate'; readonly acceptGaps: boolean }
  | { readonly kind: 'withdraw'; readonly reason: string }
  | { readonly kind: 'keep' };

export function usePolicyStep(id: string) {
  const hub = useHub();
  const queries = useQueryClient();
  const params = { path: { id } };
  return useMutation({
    mutationFn: (step: Step) => {
      switch (step.kind) {
        case 'propose':
          return answerOf(hub.POST('/api/policies/{id}/propose', { params, body: {} }));
        case 'activate':
          return answerOf(hub.POST('/api/policies/{id}/activate', { params, body: { acceptGaps: step.acceptGaps } }));
        case 'withdraw':
          return answerOf(hub.POST('/api/policies/{id}/withdraw', { params, body: { reason: step.reason } }));
        case 'keep':
          return answerOf(hub.POST('/api/policies/{id}/keep', { params, body: {} }));
      }
    },
    onSuccess: (policy) => queries.setQueryData([...POLICIES, id], policy),
    onSettled: () => queries.invalidateQueries({ queryKey: POLICIES, exact: true }),
  });
}

export function usePreview(id: string) {
  const hub = useHub();
  return useMutation({
    mutationFn: ({ day, opd }: { day: string; opd: string | null }) =>
      answerOf(
        hub.GET('/api/policies/{id}/preview', {
          params: { path: { id }, query: { day, ...(opd !== null && { opd }) } },
        }),
      ),
  });
}

export function useRegionPolicies() {
  const hub = useHub();
  return useQuery({
    queryKey: ['region-policies'],
    queryFn: ({ signal }) => answerOf(hub.GET('/api/region-policies', { signal })),
  });
}

export function useTakeRegion() {
  const hub = useHub();
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (code: string) =>
      answerOf(hub.POST('/api/region-policies/{code}', { params: { path: { code } }, body: {} })),
    onSuccess: () => queries.invalidateQueries({ queryKey: POLICIES }),
  });
}

export function useSetSecondPerson() {
  const hub = useHub();
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (secondPerson: boolean | null) => answerOf(hub.PUT('/api/policy-settings', { body: { secondPerson } })),
    onSuccess: () => queries.invalidateQueries({ queryKey: POLICIES }),
  });
}
