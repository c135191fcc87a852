import type { DayStatus, TodayPerson } from '@hadir/shared/api/attendance';
import { Anchor, Pagination, Select, Skeleton, Table, TextInput } from '@mantine/core';
import { IconSearch } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useSearchParams } from 'react-router';
import { useFormat } from '../format/use-format.ts';
import { Card } from '../look/Card.tsx';
import { Empty } from '../look/Empty.tsx';
import { PageHead } from '../look/PageHead.tsx';
import { Trouble } from '../look/Trouble.tsx';
import { DAY_STATUSES, parseDayStatus } from '../status/day-status.ts';
import { StatusMark } from '../status/StatusMark.tsx';
import styles from './people-list.module.css';
import { useToday } from './use-today.ts';
import { countOf, ON_A_PAGE, useTodayPeople } from './use-today-people.ts';

/** The people behind a number of today's page. */
export function TodayPeoplePage() {
  const { t } = useTranslation();
  const format = useFormat();
  const [query, setQuery] = useSearchParams();
  const status = parseDayStatus(query.get('status'));
  const opd = query.get('opd');
  const [search, setSearch] = useState('');
  const [page, setPage] = useState(1);
  const today = useToday();
  const total = countOf(today.data, { status, opd });
  const { data, error, refetch, isFetching, isPlaceholderData, whole } = useTodayPeople({ status, opd }, total, page);
  const choose = (name: 'status' | 'opd', value: string | null) => {
    setPage(1);
    setQuery(
      (before) => {
        if (value === null) before.delete(name);
        else before.set(name, value);
        return before;
      },
      { replace: true },
    );
  };
  const found = whole ? (data?.people ?? []).filter((person) => matches(person, search)) : (data?.people ?? []);
  const count = whole ? found.length : (total ?? 0);
  const pages = Math.max(1, Math.ceil(count / ON_A_PAGE));
  const shownPage = Math.min(page, pages);
  const shown = whole ? found.slice((shownPage - 1) * ON_A_PAGE, shownPage * ON_A_PAGE) : found;
  const trouble = error ?? (today.data ? null : today.error);
  const zone = today.data?.zone ?? 'Asia/Jakarta';
  return (
    <>
      <PageHead
        title={t('list.title')}
        sub={
          <>
            <Anchor component={Link} to="/" fz="sm">
              {t('list.back')}
            </Anchor>
            {data && ` · ${format.day(data.day)}`}
          </>
        }
      />
      <Card>
        <div className={styles.filters}>
          <TextInput
            label={t('list.search')}
            placeholder={whole ? '' : t('list.chooseFirst')}
            disabled={data !== undefined && !whole}
            leftSection={<IconSearch size={16} aria-hidden />}
            value={search}
            onChange={(event) => {
              setSearch(event.currentTarget.value);
              setPage(1);
            }}
          />
          <Select
            label={t('list.status')}
            clearable
            placeholder={t('list.all')}
            value={status}
            data={DAY_STATUSES.map((value) => ({ value, label: t(`status.${value}`) }))}
            renderOption={({ option }) => <StatusMark status={option.value as DayStatus} label />}
            onChange={(value) => choose('status', value)}
          />
          <Select
            label={t('opds.opd')}
            clearable
            searchable
            limit={100}
            placeholder={t('list.all')}
            nothingFoundMessage={t('opds.none')}
            value={opd}
            data={today.data?.perOpd.map((row) => ({ value: row.opd, label: row.name })) ?? []}
            onChange={(value) => choose('opd', value)}
          />
        </div>
        {trouble && !data && (
          <Trouble
            error={trouble}
            onRetry={() => void (error ? refetch() : today.refetch())}
            retrying={isFetching || today.isFetching}
          />
        )}
        {!trouble && !data && <Skeleton height={360} radius={10} aria-busy="true" />}
        {data && found.length === 0 && <Empty title={t('list.emptyTitle')}>{t('list.empty')}</Empty>}
        {found.length > 0 && (
          <>
            <PeopleTable people={shown} zone={zone} day={data?.day ?? ''} faded={isPlaceholderData} />
            <div className={styles.pages}>
              <span>{t('list.count', { n: format.number(count) })}</span>
              {pages > 1 && (
                <Pagination
                  size="sm"
                  total={pages}
                  value={shownPage}
                  onChange={setPage}
                  getControlProps={(control) => ({ 'aria-label': t(`paging.${control}`) })}
                />
              )}
            </div>
          </>
        )}
      </Card>
    </>
  );
}

interface PeopleTableProps {
  people: readonly TodayPerson[];
  zone: string;
  day: string;
  /** The list of another choice, until this one is here. */
  faded: boolean;
}

function matches({ name, nip }: TodayPerson, search: string): boolean {
  const wanted = search.trim().toLowerCase();
  const digits = wanted.replace(/[\s.]/g, '');
  return name.toLowerCase().includes(wanted) || (digits !== '' && nip.startsWith(digits));
}

function PeopleTable({ people, zone, day, faded }: PeopleTableProps) {
  const { t } = useTranslation();
  const format = useFormat();
  const time = (instant: string | null) => (instant === null ? '–' : format.time(instant, zone));
  return (
    <Table className={styles.table ?? ''} style={{ opacity: faded ? 0.5 : 1 }} data-testid="people-table">
      <Table.Thead>
        <Table.Tr>
          <Table.Th>{t('list.name')}</Table.Th>
          <Table.Th>{t('opds.opd')}</Table.Th>
          <Table.Th>{t('list.status')}</Table.Th>
          <Table.Th className={styles.number}>{t('day.arrival')}</Table.Th>
          <Table.Th className={styles.number}>{t('day.departure')}</Table.Th>
        </Table.Tr>
      </Table.Thead>
      <Table.Tbody>
        {people.map((person) => (
          <Table.Tr key={person.employee}>
            <Table.Td className={styles.name}>
              <Link to={`/pegawai/${person.employee}/hari/${day}`}>{person.name}</Link>
              <small>NIP {person.nip}</small>
            </Table.Td>
            <Table.Td className={styles.opd}>{person.opdName}</Table.Td>
            <Table.Td>
              <StatusMark status={person.status} label lateMinutes={person.lateMinutes} />
            </Table.Td>
            <Table.Td className={styles.number} data-label={t('day.arrival')}>
              {time(person.arrival)}
            </Table.Td>
            <Table.Td className={styles.number} data-label={t('day.departure')}>
              {time(person.departure)}
            </Table.Td>
          </Table.Tr>
        ))}
      </Table.Tbody>
    </Table>
  );
}
