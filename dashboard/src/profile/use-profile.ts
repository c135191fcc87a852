import type { Session } from '@hadir/shared/api/session';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { answerOf } from '../api/answer-of.ts';
import { useHub } from '../api/hub-context.ts';
import { SESSION_KEY } from '../session/session-key.ts';

const PROFILE = ['profile'];

export function useProfile() {
  const hub = useHub();
  return useQuery({
    queryKey: PROFILE,
    queryFn: ({ signal }) => answerOf(hub.GET('/api/profile', { signal })),
  });
}

export function useChangePassword() {
  const hub = useHub();
  const queries = useQueryClient();
  return useMutation({
    gcTime: 0,
    mutationFn: (body: { current: string; next: string }) => answerOf(hub.PUT('/api/profile/password', { body })),
    onSuccess: () => {
      queries.setQueryData<Session | null>(SESSION_KEY, (session) =>
        session ? { ...session, mustChangePassword: false } : session,
      );
      void queries.invalidateQueries({ queryKey: PROFILE });
    },
  });
}

/** Ends one session, or with null all others. */
export function useEndSessions() {
  const hub = useHub();
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (session: string | null) =>
      answerOf(
        session === null
          ? hub.DELETE('/api/profile/sessions')
          : hub.DELETE('/api/profile/sessions/{id}', { params: { path: { id: session } } }),
      ),
    onSettled: () => queries.invalidateQueries({ queryKey: PROFILE }),
  });
}
