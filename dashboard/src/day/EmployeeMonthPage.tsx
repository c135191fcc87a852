import type { EmployeeMonth } from '@hadir/shared/api/attendance';
import { ActionIcon, Skeleton } from '@mantine/core';
import { IconChevronLeft, IconChevronRight } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { Link, useParams } from 'react-router';
import { answerOf } from '../api/answer-of.ts';
import { useHub } from '../api/hub-context.ts';
import { useFormat } from '../format/use-format.ts';
import { Card } from '../look/Card.tsx';
import { PageHead } from '../look/PageHead.tsx';
import { Trouble } from '../look/Trouble.tsx';
import { StatusMark } from '../status/StatusMark.tsx';
import { asLanguage } from '../words/language.ts';
import { MonthCalendar } from './MonthCalendar.tsx';
import styles from './month.module.css';
import { shiftMonth } from './shift-month.ts';

const MONTH = /^20\d{2}-(0[1-9]|1[0-2])$/;

/** One person's month: every day with its status, and what they add up to. */
export function EmployeeMonthPage() {
  const { t, i18n } = useTranslation();
  const hub = useHub();
  const { employee = '', month: asked = '' } = useParams();
  const month = MONTH.test(asked) ? asked : new Date().toISOString().slice(0, 7);
  const { data, error, refetch, isFetching } = useQuery({
    queryKey: ['employee-month', employee, month],
    queryFn: ({ signal }) =>
      answerOf(hub.GET('/api/employees/{id}/months/{month}', { params: { path: { id: employee, month } }, signal })),
  });
  if (error && !data) return <Trouble error={error} onRetry={() => void refetch()} retrying={isFetching} />;
  if (!data) return <Skeleton height={420} radius={14} aria-busy="true" />;
  const name = new Intl.DateTimeFormat(asLanguage(i18n.language) === 'id' ? 'id-ID' : 'en-GB', {
    month: 'long',
    year: 'numeric',
    timeZone: 'UTC',
  }).format(new Date(`${month}-15T00:00:00Z`));
  const person = data.employee;
  const turn = (by: number, label: string, Icon: typeof IconChevronLeft) => (
    <ActionIcon
      component={Link}
      to={`/pegawai/${employee}/bulan/${shiftMonth(month, by)}`}
      variant="default"
      size={36}
      aria-label={label}
    >
      <Icon size={18} aria-hidden />
    </ActionIcon>
  );
  return (
    <>
      <PageHead
        title={person.name}
        sub={[`NIP ${person.nip}`, person.position, person.opdName].filter((part) => part !== null).join(' · ')}
      >
        <div className={styles.chooser}>
          {turn(-1, t('month.previous'), IconChevronLeft)}
          <b data-testid="month-name">{name}</b>
          {turn(1, t('month.next'), IconChevronRight)}
        </div>
      </PageHead>
      <div className={styles.columns}>
        <Card title={t('month.title', { month: name })}>
          <MonthCalendar data={data} />
        </Card>
        <Totals data={data} />
      </div>
    </>
  );
}

function Totals({ data }: { data: EmployeeMonth }) {
  const { t } = useTranslation();
  const format = useFormat();
  const { totals } = data;
  return (
    <Card title={t('month.totals')}>
      <ul className={styles.totals} data-testid="month-totals">
        {totals.byStatus.map(({ status, label, days }) => (
          <li key={status}>
            <span>
              <StatusMark status={status} /> {label}
            </span>
            <b>{format.number(days)}</b>
          </li>
        ))}
        <li>
          <span>{t('month.workingDays')}</span>
          <b>{format.number(totals.workingDays)}</b>
        </li>
        <li>
          <span>{t('month.late')}</span>
          <b>{format.minutes(totals.lateMinutes)}</b>
        </li>
        <li>
          <span>{t('month.early')}</span>
          <b>{format.minutes(totals.earlyMinutes)}</b>
        </li>
      </ul>
      <h3 className={styles.group}>{t('month.events')}</h3>
      {totals.events.length === 0 && <p className={styles.quiet}>{t('month.noEvents')}</p>}
      <ul className={styles.totals}>
        {totals.events.map(({ code, count }) => (
          <li key={code}>
            <span>{code}</span>
            <b>{Number.isInteger(count) ? format.number(count) : format.decimal(count, 1)}</b>
          </li>
        ))}
      </ul>
    </Card>
  );
}
