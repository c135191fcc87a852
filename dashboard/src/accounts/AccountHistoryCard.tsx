import type { AccountHistory } from '@hadir/shared/api/accounts';
import { Button, Skeleton } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../format/use-format.ts';
import { Card } from '../look/Card.tsx';
import { Trouble } from '../look/Trouble.tsx';
import styles from './accounts.module.css';
import { useAccountHistory } from './use-accounts.ts';

const AT_FIRST = 15;
type Entry = AccountHistory['entries'][number];

const ACTIONS = [
  'user-created',
  'user-changed',
  'user-activated',
  'user-deactivated',
  'password-reset',
  'password-changed',
  'sessions-ended',
  'signed-in',
  'signed-out',
] as const;

/** What the audit log holds of an account. */
export function AccountHistoryCard({ account }: { account: string }) {
  const { t } = useTranslation();
  const { data, error, refetch, isFetching } = useAccountHistory(account);
  const [all, setAll] = useState(false);
  return (
    <Card title={t('accountPage.history')} note={t('accountPage.historyNote')}>
      {error && !data && <Trouble error={error} onRetry={() => void refetch()} retrying={isFetching} />}
      {!error && !data && <Skeleton height={160} radius={10} aria-busy="true" />}
      {data?.length === 0 && <p className={styles.note}>{t('accountPage.noHistory')}</p>}
      <ul className={styles.history} data-testid="account-history">
        {data?.slice(0, all ? undefined : AT_FIRST).map((entry) => (
          <HistoryEntry key={entry.id} entry={entry} />
        ))}
      </ul>
      {!all && data !== undefined && data.length > AT_FIRST && (
        <Button variant="subtle" size="xs" onClick={() => setAll(true)}>
          {t('accountPage.more')}
        </Button>
      )}
    </Card>
  );
}

function HistoryEntry({ entry: { at, action, by, address, before, after } }: { entry: Entry }) {
  const { t } = useTranslation();
  const format = useFormat();
  const zone = Intl.DateTimeFormat().resolvedOptions().timeZone;
  const known = ACTIONS.find((each) => each === action);
  const changes = after === null ? [] : changesOf(before, after, (role) => t(`role.${role}`));
  return (
    <li>
      {known === undefined ? action : t(`accountPage.actions.${known}`)}
      {changes.map((change) => (
        <small key={change}>{change}</small>
      ))}
      <small>
        {[
          format.recentMoment(at, zone),
          by === null ? t('accountPage.byHub') : t('accountPage.by', { name: by }),
          address !== null && t('accountPage.from', { address }),
        ]
          .filter(Boolean)
          .join(' · ')}
      </small>
    </li>
  );
}

type Facts = NonNullable<Entry['after']>;

/** @returns what differs, each as old → new; everything of what is new. */
function changesOf(before: Facts | null, after: Facts, roleWord: (role: Facts['role']) => string): string[] {
  const words = (facts: Facts) => [facts.name, roleWord(facts.role), facts.opd ?? '–', facts.employee ?? '–'];
  const now = words(after);
  if (before === null) return [now.filter((word) => word !== '–').join(' · ')];
  return words(before).flatMap((word, index) => (word === now[index] ? [] : [`${word} → ${now[index]}`]));
}
