import { Pagination, Table, TextInput } from '@mantine/core';
import { IconSearch } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { useFormat } from '../format/use-format.ts';
import { Card } from '../look/Card.tsx';
import { Empty } from '../look/Empty.tsx';
import { StatusBar } from '../status/StatusBar.tsx';
import styles from './opd-table.module.css';
import { type OpdRow, orderOpds } from './order-opds.ts';
import { peopleListAddress } from './people-list-address.ts';

const ON_A_PAGE = 12;

/** Every agency on a line, those that need a look first. On a phone each line is a card. */
export function OpdTable({ rows, dayOff }: { rows: readonly OpdRow[]; dayOff: boolean }) {
  const { t } = useTranslation();
  const format = useFormat();
  const [search, setSearch] = useState('');
  const [page, setPage] = useState(1);
  const wanted = search.trim().toLowerCase();
  const found = orderOpds(rows).filter(({ name }) => name.toLowerCase().includes(wanted));
  const pages = Math.max(1, Math.ceil(found.length / ON_A_PAGE));
  const shownPage = Math.min(page, pages);
  return (
    <Card title={t('opds.title')} note={t('opds.order')}>
      {rows.length > ON_A_PAGE && (
        <TextInput
          className={styles.search ?? ''}
          aria-label={t('opds.search')}
          placeholder={t('opds.search')}
          leftSection={<IconSearch size={16} aria-hidden />}
          value={search}
          onChange={(event) => {
            setSearch(event.currentTarget.value);
            setPage(1);
          }}
        />
      )}
      {found.length === 0 ? (
        <Empty title={t('opds.none')} />
      ) : (
        <Table className={styles.table ?? ''} data-testid="opd-table">
          <Table.Thead>
            <Table.Tr>
              <Table.Th>{t('opds.opd')}</Table.Th>
              <Table.Th className={styles.barColumn}>{t('opds.attendance')}</Table.Th>
              <Table.Th className={styles.number}>{t('opds.seen')}</Table.Th>
              <Table.Th className={styles.number}>
                <abbr title={t('status.late')}>TL</abbr>
              </Table.Th>
              <Table.Th className={styles.number}>
                <abbr title={t('status.not_yet_seen')}>{t('opds.notYet')}</abbr>
              </Table.Th>
              <Table.Th className={styles.number}>{t('opds.doors')}</Table.Th>
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {found.slice((shownPage - 1) * ON_A_PAGE, shownPage * ON_A_PAGE).map((row) => (
              <OpdLine key={row.opd} row={row} dayOff={dayOff} />
            ))}
          </Table.Tbody>
        </Table>
      )}
      {pages > 1 && (
        <div className={styles.pages}>
          <span>{t('opds.count', { n: format.number(found.length) })}</span>
          <Pagination
            size="sm"
            total={pages}
            value={shownPage}
            onChange={setPage}
            getControlProps={(control) => ({ 'aria-label': t(`paging.${control}`) })}
          />
        </div>
      )}
    </Card>
  );
}

function OpdLine({ row, dayOff }: { row: OpdRow; dayOff: boolean }) {
  const { t } = useTranslation();
  const format = useFormat();
  const { counts } = row;
  const list = (status?: 'late' | 'not_yet_seen') => peopleListAddress({ opd: row.opd, status });
  // Nobody is counted as anything on a day off.
  const count = (value: number) => (dayOff ? '–' : format.number(value));
  const speaking = row.doors - row.doorsSilent;
  return (
    <Table.Tr>
      <Table.Td className={styles.name}>
        <Link to={list()}>{row.name}</Link>
      </Table.Td>
      <Table.Td className={styles.barColumn}>
        <StatusBar counts={counts} small />
      </Table.Td>
      <Table.Td className={styles.number} data-label={t('opds.seen')}>
        <Link to={list()}>
          {count(counts.present + counts.late + counts.leftEarly + counts.forgottenPunch)} /{' '}
          {format.number(counts.employees)}
        </Link>
      </Table.Td>
      <Table.Td className={styles.number} data-label={t('status.late')}>
        <Link to={list('late')}>{count(counts.late)}</Link>
      </Table.Td>
      <Table.Td className={styles.number} data-label={t('status.not_yet_seen')}>
        <Link to={list('not_yet_seen')}>{count(counts.notYetSeen)}</Link>
      </Table.Td>
      <Table.Td className={styles.number} data-label={t('opds.doors')}>
        <Link
          to={`/unit?opd=${row.opd}`}
          className={row.doorsSilent > 0 ? styles.silent : undefined}
          title={row.doorsSilent > 0 ? t('opds.silent', { n: row.doorsSilent }) : t('opds.allSpeak')}
        >
          <span className={row.doorsSilent > 0 ? styles.hatched : styles.dot} aria-hidden />
          {row.doorsSilent > 0 ? `${speaking} / ${row.doors}` : row.doors}
        </Link>
      </Table.Td>
    </Table.Tr>
  );
}
