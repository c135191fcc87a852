import type { StaffDays } from '@hadir/shared/api/staff';
import { localDay } from '@hadir/shared/time/local-day';
import { Skeleton, TextInput } from '@mantine/core';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { answerOf } from '../api/answer-of.ts';
import { useHub } from '../api/hub-context.ts';
import { useFormat } from '../format/use-format.ts';
import { Card } from '../look/Card.tsx';
import { Empty } from '../look/Empty.tsx';
import { PageHead } from '../look/PageHead.tsx';
import { Trouble } from '../look/Trouble.tsx';
import { StatusMark } from '../status/StatusMark.tsx';
import styles from './staff.module.css';

const DAY = /^\d{4}-\d{2}-\d{2}$/;
type Member = StaffDays['staff'][number];

/** The attendance of those whom the reader leads, on one day, with the way to each one's days and month. */
export function StaffPage() {
  const { t } = useTranslation();
  const format = useFormat();
  const hub = useHub();
  const today = localDay(new Date(), 'Asia/Jakarta');
  const [day, setDay] = useState(today);
  const { data, error, refetch, isFetching } = useQuery({
    queryKey: ['staff-days', day],
    queryFn: ({ signal }) => answerOf(hub.GET('/api/staff-days', { params: { query: { day } }, signal })),
    placeholderData: keepPreviousData,
    refetchInterval: 60_000,
  });
  const counts = new Map<NonNullable<Member['status']>, number>();
  for (const { status } of data?.staff ?? []) if (status !== null) counts.set(status, (counts.get(status) ?? 0) + 1);
  return (
    <>
      <PageHead title={t('staff.title')} sub={t('staff.sub')}>
        <TextInput
          type="date"
          aria-label={t('staff.day')}
          value={day}
          max={today}
          data-testid="staff-day"
          onChange={(event) => {
            if (DAY.test(event.currentTarget.value)) setDay(event.currentTarget.value);
          }}
        />
      </PageHead>
      <Card title={format.day(day)}>
        {error && !data && <Trouble error={error} onRetry={() => void refetch()} retrying={isFetching} />}
        {!error && !data && <Skeleton height={220} radius={10} aria-busy="true" />}
        {data?.staff.length === 0 && (
          <Empty title={t('performance.staffNoneTitle')}>{t('performance.staffNone')}</Empty>
        )}
        {counts.size > 0 && (
          <p className={styles.counts} data-testid="staff-counts">
            {[...counts].map(([status, n]) => (
              <span key={status}>
                <StatusMark status={status} label /> <b>{format.number(n)}</b>
              </span>
            ))}
          </p>
        )}
        <ul className={styles.rows} data-testid="staff-days">
          {data?.staff.map((member) => (
            <li key={member.employee.id} data-status={member.status ?? ''}>
              <StaffRow member={member} day={data.day} />
            </li>
          ))}
        </ul>
      </Card>
    </>
  );
}

function StaffRow({ member, day }: { member: Member; day: string }) {
  const { t } = useTranslation();
  const format = useFormat();
  const { employee, zone, status, arrival, departure, lateMinutes } = member;
  return (
    <div className={styles.row}>
      <span>
        <Link to={`/pegawai/${employee.id}/hari/${day}`}>{employee.name}</Link>
        <small>{[`NIP ${employee.nip}`, employee.position].filter((part) => part !== null).join(' · ')}</small>
      </span>
      <span>
        {[arrival, departure]
          .filter((at) => at !== null)
          .map((at) => format.time(at, zone))
          .join(' – ') || '–'}
        <small>
          <Link to={`/pegawai/${employee.id}/bulan/${day.slice(0, 7)}`}>{t('staff.month')}</Link>
        </small>
      </span>
      {status === null ? (
        <small>{t('staff.noRule')}</small>
      ) : (
        <StatusMark status={status} label lateMinutes={lateMinutes} />
      )}
    </div>
  );
}
