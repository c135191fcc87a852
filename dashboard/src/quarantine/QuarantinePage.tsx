import { parseUnitId } from '@hadir/shared/ids';
import { Button, SegmentedControl, Skeleton, TextInput } from '@mantine/core';
import { IconSearch } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useSearchParams } from 'react-router';
import { useFormat } from '../format/use-format.ts';
import { Card } from '../look/Card.tsx';
import { Empty } from '../look/Empty.tsx';
import { PageHead } from '../look/PageHead.tsx';
import { Trouble } from '../look/Trouble.tsx';
import { DecisionMark } from './DecisionMark.tsx';
import styles from './quarantine.module.css';
import { reasonWord } from './reason-word.ts';
import { useQuarantine, useWaitingInQuarantine } from './use-quarantine.ts';

/** What was not taken at its word, and what a person decided about it. */
export function QuarantinePage() {
  const { t } = useTranslation();
  const format = useFormat();
  const [query, setQuery] = useSearchParams();
  const [search, setSearch] = useState(query.get('cari') ?? '');
  const waiting = useWaitingInQuarantine();
  // Whoever comes for one unit sees all of it; whoever just comes sees what there is to decide.
  const all = query.has('cari') || query.get('tampil') === 'semua';
  const wanted = search.trim().toLowerCase();
  const unit = parseUnitId(wanted) === null ? {} : { unit: wanted };
  const { data, error, refetch, isFetching, hasNextPage, fetchNextPage, isFetchingNextPage } = useQuarantine(
    all ? unit : { ...unit, decision: 'waiting' },
  );
  const messages = data?.pages.flat() ?? [];
  const found = messages.filter((message) =>
    [message.unit ?? '', message.reason, t(reasonWord(message.reason)), message.detail].some((text) =>
      text.toLowerCase().includes(wanted),
    ),
  );
  const zone = Intl.DateTimeFormat().resolvedOptions().timeZone;
  return (
    <>
      <PageHead title={t('quarantine.title')} sub={t('quarantine.sub')} />
      <div className={styles.filters}>
        <TextInput
          aria-label={t('quarantine.search')}
          placeholder={t('quarantine.search')}
          leftSection={<IconSearch size={16} aria-hidden />}
          value={search}
          onChange={(event) => setSearch(event.currentTarget.value)}
        />
        <SegmentedControl
          aria-label={t('units.show')}
          value={all ? 'semua' : 'menunggu'}
          data={[
            {
              value: 'menunggu',
              label: `${t('quarantine.waiting')} ${waiting.data ? format.number(waiting.data.length) : ''}`,
            },
            { value: 'semua', label: t('quarantine.all') },
          ]}
          onChange={(value) => setQuery(value === 'semua' ? { tampil: 'semua' } : {}, { replace: true })}
        />
      </div>
      <Card>
        {error && !data && <Trouble error={error} onRetry={() => void refetch()} retrying={isFetching} />}
        {!error && !data && <Skeleton height={300} radius={10} aria-busy="true" />}
        {data && found.length === 0 && (
          <Empty
            title={t(wanted !== '' ? 'quarantine.none' : all ? 'quarantine.emptyTitle' : 'quarantine.noneWaiting')}
          >
            {all && wanted === '' ? t('quarantine.empty') : null}
          </Empty>
        )}
        <ul className={styles.rows} data-testid="quarantine">
          {found.map((message) => (
            <li
              key={message.id}
              className={styles.row}
              data-testid="quarantine-row"
              data-message={message.id}
              data-reason={message.reason}
              data-decision={message.decision}
            >
              <span>
                <Link to={`/karantina/${message.id}`}>{t(reasonWord(message.reason))}</Link>
                <small>{message.unit ?? t('quarantine.unknownUnit')}</small>
              </span>
              <span>
                {message.detail}
                <small>
                  {format.recentMoment(message.receivedAt, zone)} ·{' '}
                  {t('quarantine.times', { n: format.number(message.times) })} ·{' '}
                  {t('quarantine.bytes', { n: format.number(message.bytes) })}
                </small>
              </span>
              <DecisionMark decision={message.decision} />
            </li>
          ))}
        </ul>
        {hasNextPage && (
          <Button variant="subtle" size="xs" mt="sm" loading={isFetchingNextPage} onClick={() => void fetchNextPage()}>
            {t('quarantine.older')}
          </Button>
        )}
      </Card>
    </>
  );
}
