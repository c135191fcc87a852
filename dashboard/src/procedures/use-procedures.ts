import type { NewProcedure, Procedure } from '@hadir/shared/api/procedures';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { answerOf } from '../api/answer-of.ts';
import { ApiProblem } from '../api/api-problem.ts';
import { useHub } from '../api/hub-context.ts';
import { useSession } from '../session/session-context.ts';

const NONE: readonly Procedure[] = [];
const PROCEDURES = ['procedures'];

export function isOpen({ state }: Procedure): boolean {
  return state === 'awaiting-approval' || state === 'running';
}

export function awaitsMe(procedure: Procedure): boolean {
  return procedure.state === 'awaiting-approval' && procedure.mayApprove;
}

/** Those that have not ended, newest first. */
export function useUnfinished(enabled = true) {
  const hub = useHub();
  return useQuery({
    queryKey: [...PROCEDURES, 'open'],
    enabled,
    queryFn: async ({ signal }) =>
      (await answerOf(hub.GET('/api/procedures', { params: { query: { open: true, limit: 500 } }, signal })))
        .procedures,
    refetchInterval: 15_000,
  });
}

/** Those under way; none while that is not known. */
export function useOpenProcedures(): readonly Procedure[] {
  return useUnfinished().data ?? NONE;
}

/** Those of late that have ended. */
export function useFinished() {
  const hub = useHub();
  return useQuery({
    queryKey: [...PROCEDURES, 'finished'],
    queryFn: async ({ signal }) =>
      (await answerOf(hub.GET('/api/procedures', { params: { query: { limit: 200 } }, signal }))).procedures.filter(
        (procedure) => !isOpen(procedure),
      ),
    refetchInterval: 60_000,
  });
}

/** One procedure, followed closely while it is under way. */
export function useProcedure(id: string) {
  const hub = useHub();
  return useQuery({
    queryKey: [...PROCEDURES, id],
    queryFn: ({ signal }) => answerOf(hub.GET('/api/procedures/{id}', { params: { path: { id } }, signal })),
    refetchInterval: ({ state: { data } }) => (data && !isOpen(data) ? 60_000 : 2_000),
  });
}

/** Asks for a procedure. @param onStarted is given it, or the one that is under way already. */
export function useStartProcedure(onStarted: (procedure: Procedure) => void) {
  const hub = useHub();
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (body: NewProcedure) => answerOf(hub.POST('/api/procedures', { body })),
    onSuccess: (procedure) => {
      queries.setQueryData([...PROCEDURES, procedure.id], procedure);
      for (const key of ['procedures', 'units', 'doors', 'unit-history'])
        void queries.invalidateQueries({ queryKey: [key] });
      onStarted(procedure);
    },
  });
}

export type Verdict = 'approve' | 'refuse' | 'cancel';

const ROUTES = {
  approve: '/api/procedures/{id}/approve',
  refuse: '/api/procedures/{id}/refuse',
  cancel: '/api/procedures/{id}/cancel',
} as const satisfies Record<Verdict, string>;

export function useDecide(id: string) {
  const hub = useHub();
  const queries = useQueryClient();
  return useMutation({
    mutationFn: ({ verdict, note }: { verdict: Verdict; note: string }) =>
      answerOf(
        hub.POST(ROUTES[verdict], {
          params: { path: { id } },
          body: note.trim() === '' ? {} : { note: note.trim() },
        }),
      ),
    onSuccess: (procedure) => queries.setQueryData([...PROCEDURES, id], procedure),
    onSettled: () => queries.invalidateQueries({ queryKey: PROCEDURES }),
  });
}

const POLICY = ['lifecycle-policy'];

export function useLifecyclePolicy() {
  const hub = useHub();
  const { user } = useSession();
  return useQuery({
    queryKey: POLICY,
    enabled: user.role === 'admin_bkd',
    queryFn: ({ signal }) => answerOf(hub.GET('/api/lifecycle-policy', { signal })),
    retry: (failures, error) => !(error instanceof ApiProblem) && failures < 1,
  });
}

export function useSetLifecyclePolicy() {
  const hub = useHub();
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (secondPerson: Procedure['kind'][]) =>
      answerOf(hub.PUT('/api/lifecycle-policy', { body: { secondPerson } })),
    onSuccess: (policy) => queries.setQueryData(POLICY, policy),
  });
}
