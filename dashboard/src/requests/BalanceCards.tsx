import type { LeaveBalance } from '@hadir/shared/api/requests';
import { useTranslation } from 'react-i18next';
import { Card } from '../look/Card.tsx';
import styles from './requests.module.css';
import { useRequestWords } from './use-request-words.ts';
import { useBalances } from './use-requests.ts';

/** How much leave somebody has left this year; nothing while that is not known or where no kind has a quota. */
export function BalanceCards({ employee }: { employee: string }) {
  const { t } = useTranslation();
  const { data } = useBalances(employee);
  if (!data || data.balances.length === 0) return null;
  return (
    <Card title={t('balance.title', { year: data.year })}>
      <div className={styles.balances}>
        {data.balances.map((balance) => (
          <Balance key={balance.code} balance={balance} />
        ))}
      </div>
    </Card>
  );
}

function Balance({ balance }: { balance: LeaveBalance }) {
  const { t } = useTranslation();
  const { days } = useRequestWords();
  const { name, leftHalves, grantedHalves, carriedHalves, takenHalves, pendingHalves, note, entered } = balance;
  const all = Math.max(1, grantedHalves + carriedHalves);
  const details = [
    t('balance.of', { n: days(grantedHalves + carriedHalves) }),
    carriedHalves > 0 && t('balance.carried', { n: days(carriedHalves) }),
    takenHalves > 0 && t('balance.taken', { n: days(takenHalves) }),
    pendingHalves > 0 && t('balance.pending', { n: days(pendingHalves) }),
  ].filter((part) => part !== false);
  return (
    <div className={styles.balance} data-testid="balance" data-code={balance.code} data-left={leftHalves / 2}>
      <b>{name}</b>
      <div className={styles.figure}>
        <strong>{days(leftHalves)}</strong>
        <span>{t('balance.left')}</span>
      </div>
      <div className={styles.bar} aria-hidden>
        <span data-part="taken" style={{ width: `${(100 * takenHalves) / all}%` }} />
        <span data-part="pending" style={{ width: `${(100 * pendingHalves) / all}%` }} />
      </div>
      <span>{details.join(' · ')}</span>
      {note !== null && <small className={styles.small}>{note}</small>}
      {entered !== null && <small className={styles.small}>{t('balance.entered', { reason: entered.reason })}</small>}
    </div>
  );
}
