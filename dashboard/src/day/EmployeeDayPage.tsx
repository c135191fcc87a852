import { Skeleton } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { Link, Navigate, useParams } from 'react-router';
import { AssistedNotes } from '../assistance/AssistedNotes.tsx';
import { useFormat } from '../format/use-format.ts';
import { Card } from '../look/Card.tsx';
import { Empty } from '../look/Empty.tsx';
import { PageHead } from '../look/PageHead.tsx';
import { Trouble } from '../look/Trouble.tsx';
import { useSession } from '../session/session-context.ts';
import { DayChooser } from './DayChooser.tsx';
import { DaySummary } from './DaySummary.tsx';
import styles from './day.module.css';
import { EntryCard } from './EntryCard.tsx';
import { JudgementCard } from './JudgementCard.tsx';
import { useEmployeeDay, useEmployeeToday } from './use-employee-day.ts';

const DAY = /^\d{4}-\d{2}-\d{2}$/;

/** One person, one day: what was derived, and the signed entries that it was derived from. */
export function EmployeeDayPage() {
  const { t } = useTranslation();
  const format = useFormat();
  const { user } = useSession();
  const { employee = '', day: asked } = useParams();
  const day = asked !== undefined && DAY.test(asked) ? asked : null;
  const today = useEmployeeToday(employee, day === null);
  const { data, error, refetch, isFetching, isPlaceholderData } = useEmployeeDay(employee, day);
  if (day === null && today.data) return <Navigate to={`/pegawai/${employee}/hari/${today.data}`} replace />;
  if (day === null && today.error)
    return <Trouble error={today.error} onRetry={() => void today.refetch()} retrying={today.isFetching} />;
  if (error && !data)
    return (
      <>
        {day !== null && <DayChooser employee={employee} day={day} />}
        <Trouble error={error} onRetry={() => void refetch()} retrying={isFetching} />
      </>
    );
  if (!data || day === null)
    return (
      <div className={styles.page} aria-busy="true">
        <Skeleton height={60} radius={14} />
        <Skeleton height={150} radius={14} />
        <Skeleton height={240} radius={14} />
      </div>
    );
  const person = data.employee;
  return (
    <>
      <PageHead
        title={person.name}
        sub={[`NIP ${person.nip}`, person.position, person.opdName].filter((part) => part !== null).join(' · ')}
      >
        <DayChooser employee={employee} day={day} />
        <Link to={`/pegawai/${employee}/bulan/${day.slice(0, 7)}`}>{t('judgement.month')}</Link>
        {user.employee === person.id && (
          <Link to={`/permohonan/baru?jenis=keberatan&hari=${day}`} data-testid="object">
            {t('judgement.object')}
          </Link>
        )}
      </PageHead>
      <div className={styles.page} aria-busy={isPlaceholderData} style={{ opacity: isPlaceholderData ? 0.5 : 1 }}>
        <DaySummary data={data} />
        <JudgementCard data={data} />
        <AssistedNotes employee={person.id} day={data.day} />
        <Card title={t('day.entries')} note={t('day.entriesNote')}>
          {data.entries.length === 0 ? (
            <Empty title={t('day.noEntries')}>{t('day.noEntriesDetail', { day: format.day(data.day) })}</Empty>
          ) : (
            <ol className={styles.entries}>
              {data.entries.map((entry) => (
                <EntryCard
                  key={`${entry.unit}/${entry.binding}/${entry.seq}`}
                  entry={entry}
                  employee={person.id}
                  zone={data.zone}
                />
              ))}
            </ol>
          )}
        </Card>
      </div>
    </>
  );
}
