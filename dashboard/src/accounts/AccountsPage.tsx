import type { Account, AccountState } from '@hadir/shared/api/accounts';
import type { Role } from '@hadir/shared/api/session';
import { Button, Group, Pagination, Select, Skeleton, Table, TextInput } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { IconSearch, IconUserPlus, IconUsersPlus } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { useFormat } from '../format/use-format.ts';
import { Card } from '../look/Card.tsx';
import { Empty } from '../look/Empty.tsx';
import { PageHead } from '../look/PageHead.tsx';
import { Trouble } from '../look/Trouble.tsx';
import people from '../today/people-list.module.css';
import { useOpds } from '../units/use-units.ts';
import { AccountMarks } from './AccountMarks.tsx';
import styles from './accounts.module.css';
import { NewAccountDialog } from './NewAccountDialog.tsx';
import { OfficeAccountsDialog } from './OfficeAccountsDialog.tsx';
import { ROLES, STATES } from './roles.ts';
import { useAccountFilter } from './use-account-filter.ts';
import { ON_A_PAGE, useAccounts } from './use-accounts.ts';

/** Everybody who can sign in, a page at a time: the hub searches. */
export function AccountsPage() {
  const { t } = useTranslation();
  const format = useFormat();
  const { chosen, choose } = useAccountFilter();
  const [typed, setTyped] = useState(chosen.search);
  const [search] = useDebouncedValue(typed.trim(), 250);
  const [adding, setAdding] = useState<'one' | 'office' | null>(null);
  const opds = useOpds();
  const { data, error, refetch, isFetching, isPlaceholderData } = useAccounts({ ...chosen, search });
  const pages = Math.max(1, Math.ceil((data?.total ?? 0) / ON_A_PAGE));
  return (
    <>
      <PageHead
        title={t('accounts.title')}
        sub={
          <>
            {t('accounts.sub')}
            {data && ` · ${t('accounts.count', { n: format.number(data.total) })}`}
          </>
        }
      >
        <Group gap="xs">
          <Button
            variant="default"
            leftSection={<IconUsersPlus size={16} aria-hidden />}
            onClick={() => setAdding('office')}
            data-testid="office-accounts"
          >
            {t('accounts.ofOffice')}
          </Button>
          <Button
            leftSection={<IconUserPlus size={16} aria-hidden />}
            onClick={() => setAdding('one')}
            data-testid="new-account"
          >
            {t('accounts.add')}
          </Button>
        </Group>
      </PageHead>
      <Card>
        <div className={styles.filters}>
          <TextInput
            aria-label={t('accounts.search')}
            placeholder={t('accounts.search')}
            leftSection={<IconSearch size={16} aria-hidden />}
            value={typed}
            onChange={(event) => {
              setTyped(event.currentTarget.value);
              choose({ search: event.currentTarget.value });
            }}
            data-testid="search-accounts"
          />
          <Select
            aria-label={t('accounts.role')}
            placeholder={t('accounts.anyRole')}
            clearable
            value={chosen.role}
            data={ROLES.map((role) => ({ value: role, label: t(`role.${role}`) }))}
            onChange={(role) => choose({ role: role as Role | null })}
            data-testid="filter-role"
          />
          <Select
            aria-label={t('opds.opd')}
            placeholder={t('units.allOpds')}
            clearable
            searchable
            limit={100}
            nothingFoundMessage={t('opds.none')}
            value={chosen.opd}
            data={opds.data?.map(({ id, name }) => ({ value: id, label: name })) ?? []}
            onChange={(opd) => choose({ opd })}
            data-testid="filter-opd"
          />
          <Select
            aria-label={t('accounts.state')}
            placeholder={t('accounts.anyState')}
            clearable
            value={chosen.state}
            data={STATES.map((state) => ({ value: state, label: t(`accounts.states.${state}`) }))}
            onChange={(state) => choose({ state: state as AccountState | null })}
            data-testid="filter-state"
          />
        </div>
        {error && !data && <Trouble error={error} onRetry={() => void refetch()} retrying={isFetching} />}
        {!error && !data && <Skeleton height={360} radius={10} aria-busy="true" />}
        {data?.users.length === 0 && <Empty title={t('accounts.emptyTitle')}>{t('accounts.empty')}</Empty>}
        {data && data.users.length > 0 && (
          <Table className={people.table ?? ''} style={{ opacity: isPlaceholderData ? 0.5 : 1 }} data-testid="accounts">
            <Table.Thead>
              <Table.Tr>
                <Table.Th>{t('accounts.name')}</Table.Th>
                <Table.Th>{t('accounts.role')}</Table.Th>
                <Table.Th>{t('opds.opd')}</Table.Th>
                <Table.Th className={people.number}>{t('accounts.lastSignIn')}</Table.Th>
              </Table.Tr>
            </Table.Thead>
            <Table.Tbody>
              {data.users.map((account) => (
                <AccountRow key={account.id} account={account} />
              ))}
            </Table.Tbody>
          </Table>
        )}
        {pages > 1 && (
          <div className={people.pages}>
            <span />
            <Pagination
              size="sm"
              total={pages}
              value={chosen.page}
              onChange={(page) => choose({ page })}
              getControlProps={(control) => ({ 'aria-label': t(`paging.${control}`) })}
            />
          </div>
        )}
      </Card>
      {adding === 'one' && <NewAccountDialog onClose={() => setAdding(null)} />}
      {adding === 'office' && <OfficeAccountsDialog onClose={() => setAdding(null)} />}
    </>
  );
}

function AccountRow({ account }: { account: Account }) {
  const { t } = useTranslation();
  const format = useFormat();
  const { id, name, username, role, opdName, lastSignInAt } = account;
  const zone = Intl.DateTimeFormat().resolvedOptions().timeZone;
  return (
    <Table.Tr data-inactive={!account.active} className={styles.row ?? ''}>
      <Table.Td className={people.name}>
        <Link to={`/akun/${id}`}>{name}</Link>
        <span className={styles.who}>
          <small>{username}</small>
          <AccountMarks account={account} />
        </span>
      </Table.Td>
      <Table.Td>{t(`role.${role}`)}</Table.Td>
      <Table.Td className={people.opd}>{opdName ?? t('accounts.wholeRegion')}</Table.Td>
      <Table.Td className={people.number} data-label={t('accounts.lastSignIn')}>
        {lastSignInAt === null ? t('accounts.neverSignedIn') : format.recentMoment(lastSignInAt, zone)}
      </Table.Td>
    </Table.Tr>
  );
}
