import { Button, SegmentedControl, Skeleton } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { useSearchParams } from 'react-router';
import { useFormat } from '../format/use-format.ts';
import { Card } from '../look/Card.tsx';
import { Empty } from '../look/Empty.tsx';
import { PageHead } from '../look/PageHead.tsx';
import { Trouble } from '../look/Trouble.tsx';
import { AlarmRow } from './AlarmRow.tsx';
import styles from './alarms.module.css';
import { useAlarms } from './use-alarms.ts';

/** What looks like an attempt to fool a door or to put it out of action, and what became of it. */
export function AlarmsPage() {
  const { t } = useTranslation();
  const format = useFormat();
  const [query, setQuery] = useSearchParams();
  const all = query.get('tampil') === 'semua';
  const { data, error, refetch, isFetching, hasNextPage, fetchNextPage, isFetchingNextPage } = useAlarms(
    all ? 'all' : 'waiting',
  );
  const alarms = data?.pages.flatMap((page) => page.alarms) ?? [];
  const waiting = data?.pages[0]?.waiting;
  return (
    <>
      <PageHead title={t('alarms.title')} sub={t('alarms.sub')} />
      <div className={styles.filters}>
        <SegmentedControl
          aria-label={t('alarms.show')}
          value={all ? 'semua' : 'menunggu'}
          data={[
            {
              value: 'menunggu',
              label: `${t('alarms.waiting')} ${waiting === undefined ? '' : format.number(waiting)}`,
            },
            { value: 'semua', label: t('alarms.all') },
          ]}
          onChange={(value) => setQuery(value === 'semua' ? { tampil: 'semua' } : {}, { replace: true })}
        />
      </div>
      <Card>
        {error && !data && <Trouble error={error} onRetry={() => void refetch()} retrying={isFetching} />}
        {!error && !data && <Skeleton height={260} radius={10} aria-busy="true" />}
        {data && alarms.length === 0 && (
          <Empty title={t(all ? 'alarms.never' : 'alarms.noneWaiting')}>{t('alarms.empty')}</Empty>
        )}
        <ul className={styles.rows} data-testid="alarms">
          {alarms.map((alarm) => (
            <AlarmRow key={`${alarm.unit}.${alarm.binding}.${alarm.seq}`} alarm={alarm} />
          ))}
        </ul>
        {hasNextPage && (
          <Button variant="subtle" size="xs" mt="sm" loading={isFetchingNextPage} onClick={() => void fetchNextPage()}>
            {t('alarms.older')}
          </Button>
        )}
      </Card>
    </>
  );
}
