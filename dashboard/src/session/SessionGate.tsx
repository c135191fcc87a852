import { Center, Loader } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { answerOf } from '../api/answer-of.ts';
import { ApiProblem } from '../api/api-problem.ts';
import { useHub } from '../api/hub-context.ts';
import { LiveProvider } from '../live/LiveProvider.tsx';
import { Trouble } from '../look/Trouble.tsx';
import { FirstPasswordPage } from '../profile/FirstPasswordPage.tsx';
import { SignInPage } from './SignInPage.tsx';
import { SessionContext } from './session-context.ts';
import { SESSION_KEY } from './session-key.ts';

/** Shows the pages to whoever is signed in, and the sign-in form to everybody else. */
export function SessionGate({ children }: { children: ReactNode }) {
  const hub = useHub();
  const { t } = useTranslation();
  const { data, error, isPending, isFetching, refetch } = useQuery({
    queryKey: SESSION_KEY,
    queryFn: async ({ signal }) => {
      try {
        return await answerOf(hub.GET('/api/session', { signal }));
      } catch (problem) {
        if (problem instanceof ApiProblem && problem.status === 401) return null;
        throw problem;
      }
    },
    staleTime: 60_000,
    refetchInterval: (query) => (query.state.status === 'error' ? 3_000 : false),
  });
  if (data?.mustChangePassword === true)
    return (
      <SessionContext value={data}>
        <FirstPasswordPage />
      </SessionContext>
    );
  if (data)
    return (
      <SessionContext value={data}>
        <LiveProvider>{children}</LiveProvider>
      </SessionContext>
    );
  if (data === null) return <SignInPage />;
  if (isPending)
    return (
      <Center mih="100vh">
        <Loader aria-label={t('trouble.loading')} />
      </Center>
    );
  return (
    <Center mih="100vh">
      <Trouble error={error} onRetry={() => void refetch()} retrying={isFetching} />
    </Center>
  );
}
