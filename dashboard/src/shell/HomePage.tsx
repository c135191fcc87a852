import { Center, Loader } from '@mantine/core';
import { lazy, Suspense } from 'react';
import { useTranslation } from 'react-i18next';
import { Navigate } from 'react-router';
import { Empty } from '../look/Empty.tsx';
import { may } from '../session/may.ts';
import { useSession } from '../session/session-context.ts';
import { navigationOf } from './navigation.ts';

const TodayPage = lazy(async () => ({ default: (await import('../today/TodayPage.tsx')).TodayPage }));

/** Leaders begin with today, an employee with his own day, others with the first page that is theirs. */
export function HomePage() {
  const { t } = useTranslation();
  const { user } = useSession();
  if (may(user.role, 'seeToday'))
    return (
      <Suspense
        fallback={
          <Center mih={300}>
            <Loader aria-label={t('trouble.loading')} />
          </Center>
        }
      >
        <TodayPage />
      </Suspense>
    );
  if (user.employee !== null) return <Navigate to={`/pegawai/${user.employee}/hari`} replace />;
  const [first] = navigationOf(user).flatMap(({ items }) => items);
  if (first) return <Navigate to={first.to} replace />;
  return <Empty title={t('home.nothingTitle')}>{t('home.nothing')}</Empty>;
}
