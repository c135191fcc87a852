import { Button, Pagination, Select, Skeleton, Table, TextInput } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { IconSearch, IconUserPlus } from '@tabler/icons-react';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useNavigate } from 'react-router';
import { answerOf } from '../api/answer-of.ts';
import { useHub } from '../api/hub-context.ts';
import { useFormat } from '../format/use-format.ts';
import { Card } from '../look/Card.tsx';
import { Empty } from '../look/Empty.tsx';
import { PageHead } from '../look/PageHead.tsx';
import { Trouble } from '../look/Trouble.tsx';
import { may } from '../session/may.ts';
import { useSession } from '../session/session-context.ts';
import styles from '../today/people-list.module.css';
import { useOpds } from '../units/use-units.ts';
import { FaceCount } from './FaceCount.tsx';
import { NewEmployeeDialog } from './NewEmployeeDialog.tsx';

const ON_A_PAGE = 25;

/** Everyone whom the reader may see, a page at a time: the hub searches. */
export function PeoplePage() {
  const { t } = useTranslation();
  const format = useFormat();
  const hub = useHub();
  const navigate = useNavigate();
  const { user } = useSession();
  const [typed, setTyped] = useState('');
  const [search] = useDebouncedValue(typed.trim(), 250);
  const [opd, setOpd] = useState<string | null>(null);
  const [page, setPage] = useState(1);
  const [adding, setAdding] = useState(false);
  const opds = useOpds();
  const { data, error, refetch, isFetching, isPlaceholderData } = useQuery({
    queryKey: ['employees', search, opd, page],
    queryFn: ({ signal }) =>
      answerOf(
        hub.GET('/api/employees', {
          params: {
            query: {
              ...(search !== '' && { q: search }),
              ...(opd !== null && { opd }),
              limit: ON_A_PAGE,
              offset: (page - 1) * ON_A_PAGE,
            },
          },
          signal,
        }),
      ),
    placeholderData: keepPreviousData,
  });
  const pages = Math.max(1, Math.ceil((data?.total ?? 0) / ON_A_PAGE));
  const admin = may(user.role, 'change');
  return (
    <>
      <PageHead title={t('people.title')} sub={data && t('list.count', { n: format.number(data.total) })}>
        {admin && (
          <Button leftSection={<IconUserPlus size={16} aria-hidden />} onClick={() => setAdding(true)}>
            {t('people.add')}
          </Button>
        )}
      </PageHead>
      <Card>
        <div className={styles.filters} style={{ gridTemplateColumns: 'repeat(auto-fit, minmax(200px, 1fr))' }}>
          <TextInput
            aria-label={t('list.search')}
            placeholder={t('list.search')}
            leftSection={<IconSearch size={16} aria-hidden />}
            value={typed}
            onChange={(event) => {
              setTyped(event.currentTarget.value);
              setPage(1);
            }}
          />
          {user.role !== 'opd_head' && (
            <Select
              aria-label={t('opds.opd')}
              placeholder={t('units.allOpds')}
              clearable
              searchable
              limit={100}
              nothingFoundMessage={t('opds.none')}
              value={opd}
              data={opds.data?.map(({ id, name }) => ({ value: id, label: name })) ?? []}
              onChange={(value) => {
                setOpd(value);
                setPage(1);
              }}
            />
          )}
        </div>
        {error && !data && <Trouble error={error} onRetry={() => void refetch()} retrying={isFetching} />}
        {!error && !data && <Skeleton height={360} radius={10} aria-busy="true" />}
        {data?.employees.length === 0 &&
          (search === '' && opd === null ? (
            <Empty title={t('people.emptyTitle')}>{admin ? t('people.empty') : null}</Empty>
          ) : (
            <Empty title={t('list.emptyTitle')}>{t('people.notFound')}</Empty>
          ))}
        {data && data.employees.length > 0 && (
          <Table
            className={styles.table ?? ''}
            style={{ opacity: isPlaceholderData ? 0.5 : 1 }}
            data-testid="employees"
          >
            <Table.Thead>
              <Table.Tr>
                <Table.Th>{t('list.name')}</Table.Th>
                <Table.Th>{t('opds.opd')}</Table.Th>
                <Table.Th>{t('people.face')}</Table.Th>
                <Table.Th className={styles.number}>{t('people.day')}</Table.Th>
              </Table.Tr>
            </Table.Thead>
            <Table.Tbody>
              {data.employees.map((person) => (
                <Table.Tr key={person.id}>
                  <Table.Td className={styles.name}>
                    <Link to={`/pegawai/${person.id}`}>{person.name}</Link>
                    <small>
                      NIP {person.nip}
                      {person.position && ` · ${person.position}`}
                    </small>
                  </Table.Td>
                  <Table.Td className={styles.opd}>{person.opdName}</Table.Td>
                  <Table.Td>
                    <FaceCount count={person.templates} />
                  </Table.Td>
                  <Table.Td className={styles.number}>
                    <Link to={`/pegawai/${person.id}/hari`}>{t('people.openDay')}</Link>
                  </Table.Td>
                </Table.Tr>
              ))}
            </Table.Tbody>
          </Table>
        )}
        {pages > 1 && (
          <div className={styles.pages}>
            <span />
            <Pagination
              size="sm"
              total={pages}
              value={page}
              onChange={setPage}
              getControlProps={(control) => ({ 'aria-label': t(`paging.${control}`) })}
            />
          </div>
        )}
      </Card>
      {admin && (
        <NewEmployeeDialog
          opened={adding}
          onClose={() => setAdding(false)}
          onAdded={(id) => void navigate(`/pegawai/${id}`)}
        />
      )}
    </>
  );
}
