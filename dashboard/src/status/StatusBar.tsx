import type { Counts } from '@hadir/shared/api/attendance';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../format/use-format.ts';
import { statusCounts } from './day-status.ts';
import styles from './status-bar.module.css';

interface StatusBarProps {
  counts: Counts;
  small?: boolean;
}

/** A head count as one stacked bar; what is not known is hatched. */
export function StatusBar({ counts, small = false }: StatusBarProps) {
  const { t } = useTranslation();
  const format = useFormat();
  const parts = statusCounts(counts).filter(({ count }) => count > 0);
  const words = parts.map(({ status, count }) => `${t(`status.${status}`)} ${format.number(count)}`).join(', ');
  return (
    <div className={small ? `${styles.bar} ${styles.small}` : styles.bar} role="img" aria-label={words}>
      {parts.map(({ status, count }) => (
        <div key={status} className={styles[status]} style={{ flexGrow: count, flexBasis: 0 }} />
      ))}
    </div>
  );
}
