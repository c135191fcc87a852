import { useTranslation } from 'react-i18next';
import { useFormat } from '../format/use-format.ts';
import { useNow } from '../format/use-now.ts';
import { useConnection } from '../live/live-context.ts';
import styles from './today.module.css';

interface HubClockProps {
  zone: string;
  /** How far the hub's clock is ahead of this computer's. */
  aheadMs: number;
}

/** The hub's time, not that of the reader's computer, which may be wrong or in another zone. */
export function HubClock({ zone, aheadMs }: HubClockProps) {
  const { t } = useTranslation();
  const format = useFormat();
  const { state } = useConnection();
  const now = useNow();
  const at = new Date(now + aheadMs);
  return (
    <div className={styles.clock} role="timer" aria-live="off">
      {format.timeWithSeconds(at, zone)}
      <small>
        {format.zone(zone)} · {t(state === 'live' ? 'live.live' : 'live.notLive')}
      </small>
    </div>
  );
}
