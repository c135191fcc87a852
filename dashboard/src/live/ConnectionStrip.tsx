import { IconCloudOff } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../format/use-format.ts';
import { useNow } from '../format/use-now.ts';
import styles from './connection.module.css';
import { useConnection } from './live-context.ts';

/** Across the page while the hub is out of reach: how old everything below is, and that it heals by itself. */
export function ConnectionStrip() {
  const { t } = useTranslation();
  const format = useFormat();
  const { state, since } = useConnection();
  const now = useNow();
  if (state !== 'lost') return null;
  return (
    <div className={styles.strip} data-testid="connection-lost">
      <IconCloudOff size={18} aria-hidden />
      <span role="status">{t('live.stripTitle')}</span>
      <span>{t('live.stripDetail', { age: format.age(now - since) })}</span>
    </div>
  );
}
