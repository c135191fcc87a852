import type { DayStatus } from '@hadir/shared/api/attendance';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../format/use-format.ts';
import { STATUS_LETTERS } from './day-status.ts';
import styles from './status-mark.module.css';

interface StatusMarkProps {
  status: DayStatus;
  /** Words beside the mark; without them the words are for screen readers only. */
  label?: boolean;
  lateMinutes?: number;
}

/** A status as colour, letter and shape at once: the same everywhere. */
export function StatusMark({ status, label = false, lateMinutes = 0 }: StatusMarkProps) {
  const { t } = useTranslation();
  const format = useFormat();
  const words =
    status === 'late' && lateMinutes > 0
      ? t('status.lateBy', { time: format.minutes(lateMinutes) })
      : t(`status.${status}`);
  return (
    <span className={styles.labelled} title={label ? undefined : words}>
      <span className={`${styles.mark} ${styles[status]}`} aria-hidden>
        {STATUS_LETTERS[status]}
      </span>
      {label ? <span>{words}</span> : <span className="only-for-screen-readers">{words}</span>}
    </span>
  );
}
