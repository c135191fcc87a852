import type { AssistedPunch } from '@hadir/shared/api/assistance';
import { keepPreviousData, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { answerOf } from '../api/answer-of.ts';
import { useHub } from '../api/hub-context.ts';

const KEY = 'assistance';
export const ON_A_PAGE = 50;

export interface AssistedFilter {
  readonly opd: string | null;
  readonly supervisor: string | null;
  /** YYYY-MM-DD; empty for any. */
  readonly from: string;
  readonly to: string;
  readonly page: number;
}

export function useAssisted({ opd, supervisor, from, to, page }: AssistedFilter) {
  const hub = useHub();
  return useQuery({
    queryKey: [KEY, 'punches', opd, supervisor, from, to, page],
    queryFn: ({ signal }) =>
      answerOf(
        hub.GET('/api/assistance/punches', {
          params: {
            query: {
              ...(opd !== null && { opd }),
              ...(supervisor !== null && { supervisor }),
              ...(from !== '' && { from }),
              ...(to !== '' && { to }),
              limit: ON_A_PAGE,
              offset: (page - 1) * ON_A_PAGE,
            },
          },
          signal,
        }),
      ),
    placeholderData: keepPreviousData,
    refetchInterval: 30_000,
  });
}

/** What supervisors answered for on one person's day. */
export function useAssistedDay(employee: string, day: string) {
  const hub = useHub();
  return useQuery({
    queryKey: [KEY, 'day', employee, day],
    queryFn: async ({ signal }) =>
      (
        await answerOf(
          hub.GET('/api/employees/{id}/days/{day}/assisted', { params: { path: { id: employee, day } }, signal }),
        )
      ).punches,
  });
}

const DECISIONS = {
  refuse: '/api/assistance/punches/{unit}/{binding}/{seq}/refuse',
  restore: '/api/assistance/punches/{unit}/{binding}/{seq}/restore',
} as const;

export function useDecideAssisted({ unit, binding, seq }: Pick<AssistedPunch, 'unit' | 'binding' | 'seq'>) {
  const hub = useHub();
  const queries = useQueryClient();
  return useMutation({
    mutationFn: ({ decision, reason }: { decision: keyof typeof DECISIONS; reason: string }) =>
      answerOf(hub.POST(DECISIONS[decision], { params: { path: { unit, binding, seq } }, body: { reason } })),
    onSuccess: () => {
      for (const key of [KEY, 'employee-day', 'today']) void queries.invalidateQueries({ queryKey: [key] });
    },
  });
}

export function useSupervisors() {
  const hub = useHub();
  return useQuery({
    queryKey: [KEY, 'supervisors'],
    queryFn: async ({ signal }) => (await answerOf(hub.GET('/api/assistance/supervisors', { signal }))).supervisors,
  });
}

export function useOwnAssistance() {
  const hub = useHub();
  return useQuery({
    queryKey: [KEY, 'own'],
    queryFn: async ({ signal }) => (await answerOf(hub.GET('/api/assistance/own', { signal }))).supervisor,
  });
}

export function useDoorEnrolments() {
  const hub = useHub();
  return useQuery({
    queryKey: [KEY, 'enrolments'],
    queryFn: async ({ signal }) => (await answerOf(hub.GET('/api/assistance/enrolments', { signal }))).enrolments,
    refetchInterval: 30_000,
  });
}

/** A change of who may assist or how he proves himself. */
export function useSupervisorChange<Given, Answer>(
  change: (hub: ReturnType<typeof useHub>, given: Given) => Promise<Answer>,
  onDone: (answer: Answer) => void = () => undefined,
) {
  const hub = useHub();
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (given: Given) => change(hub, given),
    onSuccess: (answer) => {
      void queries.invalidateQueries({ queryKey: [KEY] });
      onDone(answer);
    },
  });
}
