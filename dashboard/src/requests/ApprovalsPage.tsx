import type { RequestState } from '@hadir/shared/api/requests';
import { Button, Checkbox, NativeSelect, Pagination, SegmentedControl, Skeleton, TextInput } from '@mantine/core';
import { useDebouncedValue, useMediaQuery } from '@mantine/hooks';
import { IconSearch } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { Card } from '../look/Card.tsx';
import { Empty } from '../look/Empty.tsx';
import { PageHead } from '../look/PageHead.tsx';
import { Trouble } from '../look/Trouble.tsx';
import { useSession } from '../session/session-context.ts';
import { BulkDecision } from './BulkDecision.tsx';
import { RequestRow } from './RequestRow.tsx';
import styles from './requests.module.css';
import { useRequestList } from './use-requests.ts';

const ON_A_PAGE = 25;
const STATES: readonly RequestState[] = ['submitted', 'endorsed', 'verified', 'refused', 'cancelled'];
type Tab = 'inbox' | 'witness' | 'unled' | 'verification' | 'late' | 'all';

/** What waits for the reader's decision, and whatever else of requests he may see. */
export function ApprovalsPage() {
  const { t } = useTranslation();
  const { user } = useSession();
  const admin = user.role === 'admin_bkd';
  const tabs: Tab[] = [
    ...(admin ? (['verification'] as const) : []),
    'inbox',
    ...(user.employee === null ? [] : (['witness'] as const)),
    ...(admin ? (['unled'] as const) : []),
    'late',
    'all',
  ];
  const [tab, setTab] = useState<Tab>(tabs[0] ?? 'inbox');
  const [typed, setTyped] = useState('');
  const [search] = useDebouncedValue(typed.trim(), 250);
  const [state, setState] = useState('');
  const [page, setPage] = useState(1);
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set());
  const { data, error, refetch, isFetching } = useRequestList({
    view: tab,
    limit: ON_A_PAGE,
    offset: (page - 1) * ON_A_PAGE,
    ...(search !== '' && { q: search }),
    ...(tab === 'all' && state !== '' && { state: state as RequestState }),
  });
  const requests = data?.requests ?? [];
  const able = requests.filter(({ mayDecide, mayVerify }) =>
    tab === 'verification' ? mayVerify : tab === 'inbox' && mayDecide,
  );
  const selected = able.filter(({ id }) => chosen.has(id));
  const pages = Math.max(1, Math.ceil((data?.total ?? 0) / ON_A_PAGE));
  const show = (next: Tab) => {
    setTab(next);
    setPage(1);
    setChosen(new Set());
  };
  const toggle = (id: string, on: boolean) =>
    setChosen((before) => new Set(on ? [...before, id] : [...before].filter((other) => other !== id)));
  const filtered = search !== '' || (tab === 'all' && state !== '');
  return (
    <div className={styles.page}>
      <PageHead title={t('approvals.title')} sub={t('approvals.sub')}>
        <span className={styles.links}>
          {(user.employee !== null || user.role === 'opd_head') && (
            <Button component={Link} to="/staf" variant="default">
              {t('staff.title')}
            </Button>
          )}
          <Button component={Link} to="/delegasi" variant="default">
            {t('approvals.delegations')}
          </Button>
          {admin && (
            <>
              <Button component={Link} to="/saldo-cuti" variant="default">
                {t('approvals.balances')}
              </Button>
              <Button component={Link} to="/aturan-permohonan" variant="default">
                {t('approvals.policy')}
              </Button>
            </>
          )}
        </span>
      </PageHead>
      <Card>
        <div className={styles.toolbar}>
          <Tabs tabs={tabs} tab={tab} onShow={show} />
          <TextInput
            aria-label={t('approvals.search')}
            placeholder={t('approvals.search')}
            leftSection={<IconSearch size={16} aria-hidden />}
            value={typed}
            onChange={(event) => {
              setTyped(event.currentTarget.value);
              setPage(1);
            }}
          />
          {tab === 'all' && (
            <NativeSelect
              aria-label={t('approvals.state')}
              value={state}
              onChange={(event) => {
                setState(event.currentTarget.value);
                setPage(1);
              }}
              data={[
                { value: '', label: t('approvals.state') },
                ...STATES.map((each) => ({ value: each, label: t(`requestState.${each}`) })),
              ]}
            />
          )}
        </div>
        <p className={styles.text} style={{ marginBottom: 8 }}>
          {t(`approvals.explain.${tab}`)}
        </p>
        {error && !data && <Trouble error={error} onRetry={() => void refetch()} retrying={isFetching} />}
        {!error && !data && <Skeleton height={280} radius={10} aria-busy="true" />}
        {data && requests.length === 0 && (
          <Empty title={t('approvals.noneTitle')}>{t(filtered ? 'approvals.noneFound' : 'approvals.none')}</Empty>
        )}
        {able.length > 1 && (
          <Checkbox
            my="sm"
            label={t('approvals.selectAll')}
            checked={selected.length === able.length}
            indeterminate={selected.length > 0 && selected.length < able.length}
            onChange={(event) => setChosen(new Set(event.currentTarget.checked ? able.map(({ id }) => id) : []))}
            data-testid="select-all"
          />
        )}
        <ul className={styles.rows} data-testid={`requests-${tab}`}>
          {requests.map((request) => (
            <li key={request.id} className={`${styles.item} ${able.includes(request) ? styles.choose : ''}`}>
              {able.includes(request) && (
                <span>
                  <Checkbox
                    aria-label={t('approvals.select', { name: request.employee.name })}
                    checked={chosen.has(request.id)}
                    onChange={(event) => toggle(request.id, event.currentTarget.checked)}
                  />
                </span>
              )}
              <RequestRow request={request} named />
            </li>
          ))}
        </ul>
        {pages > 1 && (
          <Pagination
            mt="md"
            size="sm"
            total={pages}
            value={page}
            onChange={setPage}
            getControlProps={(control) => ({ 'aria-label': t(`paging.${control}`) })}
          />
        )}
      </Card>
      <BulkDecision
        chosen={selected}
        stage={tab === 'verification' ? 'verification' : 'superior'}
        onDone={() => setChosen(new Set())}
      />
    </div>
  );
}

interface TabsProps {
  tabs: readonly Tab[];
  tab: Tab;
  onShow(tab: Tab): void;
}

/** Side by side where there is room, else one under the other in a list to choose from. */
function Tabs({ tabs, tab, onShow }: TabsProps) {
  const { t } = useTranslation();
  const narrow = useMediaQuery('(max-width: 62em)');
  const data = tabs.map((each) => ({ value: each, label: t(`approvals.tabs.${each}`) }));
  return narrow ? (
    <NativeSelect
      aria-label={t('approvals.which')}
      value={tab}
      data={data}
      data-testid="approval-tabs"
      onChange={(event) => onShow(event.currentTarget.value as Tab)}
    />
  ) : (
    <SegmentedControl value={tab} onChange={(next) => onShow(next as Tab)} data={data} data-testid="approval-tabs" />
  );
}
