import type { AttendanceRequest } from '@hadir/shared/api/requests';
import { Button, Skeleton } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { useFormat } from '../format/use-format.ts';
import { Card } from '../look/Card.tsx';
import { Empty } from '../look/Empty.tsx';
import { PageHead } from '../look/PageHead.tsx';
import { Trouble } from '../look/Trouble.tsx';
import { useSession } from '../session/session-context.ts';
import { BalanceCards } from './BalanceCards.tsx';
import { RequestRow } from './RequestRow.tsx';
import styles from './requests.module.css';
import { useRequestList } from './use-requests.ts';

const AT_FIRST = 50;
const OPEN = new Set(['draft', 'submitted', 'endorsed']);

/** What the reader asked for, for himself or for others, and how much leave he has. */
export function MyRequestsPage() {
  const { t } = useTranslation();
  const { user } = useSession();
  const [limit, setLimit] = useState(AT_FIRST);
  const { data, error, refetch, isFetching } = useRequestList({ view: 'mine', limit });
  const mayAsk = user.employee !== null || user.role === 'opd_operator' || user.role === 'admin_bkd';
  const open = data?.requests.filter(({ state }) => OPEN.has(state)) ?? [];
  const done = data?.requests.filter(({ state }) => !OPEN.has(state)) ?? [];
  return (
    <div className={styles.page}>
      <PageHead title={t(user.employee === null ? 'requests.titleOffice' : 'requests.title')} sub={t('requests.sub')}>
        {mayAsk && (
          <Button
            component={Link}
            to="/permohonan/baru"
            leftSection={<IconPlus size={16} aria-hidden />}
            data-testid="new-request"
          >
            {t('requests.new')}
          </Button>
        )}
      </PageHead>
      {!mayAsk && (
        <Card>
          <p className={styles.text}>{t('requests.notLinked')}</p>
        </Card>
      )}
      {user.employee !== null && <BalanceCards employee={user.employee} />}
      {error && !data && (
        <Card>
          <Trouble error={error} onRetry={() => void refetch()} retrying={isFetching} />
        </Card>
      )}
      {!error && !data && <Skeleton height={280} radius={14} aria-busy="true" />}
      {data?.requests.length === 0 && mayAsk && (
        <Card>
          <Empty title={t('requests.noneTitle')}>{t('requests.none')}</Empty>
        </Card>
      )}
      {data && data.requests.length > 0 && (
        <>
          <Section title={t('requests.open')} none={t('requests.noneOpen')} requests={open} own={user.employee} />
          {done.length > 0 && <Section title={t('requests.done')} none="" requests={done} own={user.employee} />}
          {data.total > data.requests.length && (
            <Button variant="default" onClick={() => setLimit(Math.min(200, limit + 50))}>
              {t('requests.more')}
            </Button>
          )}
        </>
      )}
    </div>
  );
}

interface SectionProps {
  title: string;
  none: string;
  requests: readonly AttendanceRequest[];
  own: string | null;
}

function Section({ title, none, requests, own }: SectionProps) {
  const format = useFormat();
  return (
    <Card title={title} note={format.number(requests.length)}>
      {requests.length === 0 ? (
        <p className={styles.text}>{none}</p>
      ) : (
        <ul className={styles.rows}>
          {requests.map((request) => (
            <li key={request.id} className={styles.item}>
              <RequestRow request={request} named={request.employee.id !== own} />
            </li>
          ))}
        </ul>
      )}
    </Card>
  );
}
