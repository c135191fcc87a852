import type { EnrolmentPolicy } from '@hadir/shared/api/enrolment';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { answerOf } from '../api/answer-of.ts';
import { useHub } from '../api/hub-context.ts';

const SUBMISSIONS = ['enrolment-submissions'];
const LINKS = ['enrolment-links'];
const IMPORTS = ['enrolment-imports'];
const POLICY = ['enrolment-policy'];
const TEXTS = ['consent-texts'];

export function useSubmissions(decided: boolean) {
  const hub = useHub();
  return useQuery({
    queryKey: [...SUBMISSIONS, decided],
    queryFn: async ({ signal }) =>
      (await answerOf(hub.GET('/api/enrolment-submissions', { params: { query: { decided } }, signal }))).submissions,
    refetchInterval: 20_000,
  });
}

/** Accepts a submission, or refuses it where a reason is given. @returns how many faces were enrolled. */
export function useDecideSubmission() {
  const hub = useHub();
  const queries = useQueryClient();
  return useMutation({
    mutationFn: async ({ id, refuse }: { id: string; refuse: string | null }): Promise<number> => {
      const params = { path: { id } };
      if (refuse !== null) {
        await answerOf(hub.POST('/api/enrolment-submissions/{id}/refuse', { params, body: { reason: refuse } }));
        return 0;
      }
      const { photos } = await answerOf(hub.POST('/api/enrolment-submissions/{id}/accept', { params }));
      return photos.filter(({ outcome }) => outcome === 'enrolled').length;
    },
    onSettled: () => {
      for (const key of [SUBMISSIONS, ['employees'], ['employee']]) void queries.invalidateQueries({ queryKey: key });
    },
  });
}

export function useLinks() {
  const hub = useHub();
  return useQuery({
    queryKey: LINKS,
    queryFn: async ({ signal }) => (await answerOf(hub.GET('/api/enrolment-links', { signal }))).links,
    refetchInterval: 30_000,
  });
}

export function useMakeLinks() {
  const hub = useHub();
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (who: { opd: string } | { employees: string[] }) =>
      answerOf(hub.POST('/api/enrolment-links', { body: who })),
    onSuccess: () => queries.invalidateQueries({ queryKey: LINKS }),
  });
}

export function useRevokeLink() {
  const hub = useHub();
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (id: string) => answerOf(hub.DELETE('/api/enrolment-links/{id}', { params: { path: { id } } })),
    onSettled: () => queries.invalidateQueries({ queryKey: LINKS }),
  });
}

export function useImports() {
  const hub = useHub();
  return useQuery({
    queryKey: IMPORTS,
    queryFn: async ({ signal }) => (await answerOf(hub.GET('/api/enrolment-imports', { signal }))).imports,
    refetchInterval: 10_000,
  });
}

/** One import, followed closely while the hub works on it. */
export function useImport(id: string) {
  const hub = useHub();
  return useQuery({
    queryKey: [...IMPORTS, id],
    queryFn: ({ signal }) => answerOf(hub.GET('/api/enrolment-imports/{id}', { params: { path: { id } }, signal })),
    refetchInterval: ({ state: { data } }) =>
      data && data.state !== 'checking' && data.state !== 'applying' ? 30_000 : 1_500,
  });
}

export function useImportLines(
  id: string,
  { trouble, offset, state }: { trouble: boolean; offset: number; state: string },
) {
  const hub = useHub();
  return useQuery({
    queryKey: [...IMPORTS, id, 'lines', trouble, offset, state],
    queryFn: ({ signal }) =>
      answerOf(
        hub.GET('/api/enrolment-imports/{id}/lines', {
          params: { path: { id }, query: { trouble, offset, limit: LINES_ON_A_PAGE } },
          signal,
        }),
      ),
  });
}

export const LINES_ON_A_PAGE = 50;

export function useImportOrder(id: string) {
  const hub = useHub();
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (order: 'apply' | 'cancel') =>
      answerOf(
        hub.POST(order === 'apply' ? '/api/enrolment-imports/{id}/apply' : '/api/enrolment-imports/{id}/cancel', {
          params: { path: { id } },
        }),
      ),
    onSettled: () => queries.invalidateQueries({ queryKey: IMPORTS }),
  });
}

export function useEnrolmentPolicy() {
  const hub = useHub();
  return useQuery({
    queryKey: POLICY,
    queryFn: ({ signal }) => answerOf(hub.GET('/api/enrolment-policy', { signal })),
  });
}

export function useSetEnrolmentPolicy() {
  const hub = useHub();
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (policy: EnrolmentPolicy) => answerOf(hub.PUT('/api/enrolment-policy', { body: policy })),
    onSuccess: (policy) => queries.setQueryData(POLICY, policy),
  });
}

export function useConsentTexts() {
  const hub = useHub();
  return useQuery({
    queryKey: TEXTS,
    queryFn: async ({ signal }) => (await answerOf(hub.GET('/api/consent-texts', { signal }))).texts,
  });
}

export function useAddConsentText() {
  const hub = useHub();
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (text: { purpose: string; body: string }) => answerOf(hub.POST('/api/consent-texts', { body: text })),
    onSuccess: () => queries.invalidateQueries({ queryKey: TEXTS }),
  });
}
