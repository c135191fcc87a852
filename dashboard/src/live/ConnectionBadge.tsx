import { useTranslation } from 'react-i18next';
import { useFormat } from '../format/use-format.ts';
import { useNow } from '../format/use-now.ts';
import styles from './connection.module.css';
import { useConnection } from './live-context.ts';

/** Whether what is on the screen is live; when not, for how long it has not been. */
export function ConnectionBadge() {
  const { t } = useTranslation();
  const format = useFormat();
  const { state, since } = useConnection();
  const now = useNow();
  return (
    <span className={styles.badge} data-state={state} data-testid="connection" title={t(`live.${state}Title`)}>
      <span className={styles.dot} aria-hidden />
      {state === 'lost' ? t('live.lost', { age: format.age(now - since) }) : t(`live.${state}`)}
    </span>
  );
}
