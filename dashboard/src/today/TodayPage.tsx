import { Skeleton } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../format/use-format.ts';
import { Card } from '../look/Card.tsx';
import { Empty } from '../look/Empty.tsx';
import { PageHead } from '../look/PageHead.tsx';
import { Trouble } from '../look/Trouble.tsx';
import { useSession } from '../session/session-context.ts';
import { ArrivalsChart } from './ArrivalsChart.tsx';
import { ArrivalsList } from './ArrivalsList.tsx';
import { HeadCount } from './HeadCount.tsx';
import { HubClock } from './HubClock.tsx';
import { OpdTable } from './OpdTable.tsx';
import styles from './today.module.css';
import { useToday } from './use-today.ts';

/** Who is here, who is not, and what cannot be said yet. */
export function TodayPage() {
  const { t } = useTranslation();
  const format = useFormat();
  const { region } = useSession();
  const { data: today, error, refetch, isFetching } = useToday();
  if (!today) {
    if (error) return <Trouble error={error} onRetry={() => void refetch()} retrying={isFetching} />;
    return (
      <>
        <PageHead title={t('today.title')} sub={region} />
        <div className={styles.grid} aria-busy="true">
          <Skeleton height={220} radius={14} />
          <Skeleton height={220} radius={14} />
          <Skeleton height={320} radius={14} />
          <Skeleton height={320} radius={14} />
        </div>
      </>
    );
  }
  const { start, end } = today.schedule;
  const dayOff = start === null || end === null;
  const hours = dayOff
    ? t('today.dayOff')
    : t('today.schedule', {
        hours: `${format.clock(start)}–${format.clock(end)}`,
        zone: format.zone(today.zone),
      });
  return (
    <>
      <PageHead
        title={t('today.titleOf', { day: format.day(today.day) })}
        sub={[region, t('today.opds', { n: format.number(today.perOpd.length) }), hours].join(' · ')}
      >
        <HubClock zone={today.zone} aheadMs={today.aheadMs} />
      </PageHead>
      {today.total.employees === 0 ? (
        <Card>
          <Empty title={t('today.nobodyTitle')}>{t('today.nobody')}</Empty>
        </Card>
      ) : (
        <div className={styles.grid}>
          <HeadCount today={today} />
          <ArrivalsChart today={today} />
          <OpdTable rows={today.perOpd} dayOff={dayOff} />
          <ArrivalsList day={today.day} />
        </div>
      )}
    </>
  );
}
