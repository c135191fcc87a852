import { Skeleton } from '@mantine/core';
import { IconArrowUp } from '@tabler/icons-react';
import { useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { nameDoor } from '../format/name-door.ts';
import { useFormat } from '../format/use-format.ts';
import { compareIds } from '../live/merge-arrivals.ts';
import { useArrivals } from '../live/use-arrivals.ts';
import { Card } from '../look/Card.tsx';
import { Empty } from '../look/Empty.tsx';
import { Trouble } from '../look/Trouble.tsx';
import { ArrivalRow } from './ArrivalRow.tsx';
import styles from './arrivals-list.module.css';
import { useSteadyScroll } from './use-steady-scroll.ts';

/** The latest recognitions. New ones slide in on top; what somebody reads stays where it is. */
export function ArrivalsList({ day }: { day: string }) {
  const { t } = useTranslation();
  const format = useFormat();
  const { data: arrivals, error, refetch, isFetching } = useArrivals();
  const firstShown = useRef<string | null>(null);
  if (arrivals && firstShown.current === null) firstShown.current = arrivals[0]?.id ?? '0';
  const { list, above, toTop } = useSteadyScroll(arrivals?.map(({ id }) => id) ?? []);
  if (!arrivals)
    return (
      <Card title={t('arrivals.title')}>
        {error ? (
          <Trouble error={error} onRetry={() => void refetch()} retrying={isFetching} />
        ) : (
          <div className={styles.skeletons} aria-busy="true">
            {[1, 2, 3, 4, 5].map((row) => (
              <Skeleton key={row} height={44} radius={10} />
            ))}
          </div>
        )}
      </Card>
    );
  const isNew = (id: string) => compareIds(id, firstShown.current ?? '0') > 0;
  const newest = arrivals[0];
  return (
    <Card title={t('arrivals.title')} className={styles.card}>
      <p className="only-for-screen-readers" aria-live="polite">
        {newest && isNew(newest.id)
          ? t('arrivals.announce', {
              name: newest.name,
              door: nameDoor(newest.doorName, (door) => t('arrivals.door', { door })),
              time: format.time(newest.seenAt, newest.zone),
            })
          : ''}
      </p>
      {above > 0 && (
        <button type="button" className={styles.above} onClick={toTop}>
          <IconArrowUp size={14} aria-hidden /> {t('arrivals.above', { n: format.number(above) })}
        </button>
      )}
      {arrivals.length === 0 ? (
        <Empty title={t('arrivals.emptyTitle')}>{t('arrivals.empty')}</Empty>
      ) : (
        <ul className={styles.list} ref={list} aria-label={t('arrivals.title')}>
          {arrivals.map((arrival) => (
            <ArrivalRow key={arrival.id} arrival={arrival} isNew={isNew(arrival.id)} day={day} />
          ))}
        </ul>
      )}
    </Card>
  );
}
