import type { SilentDoor, Today } from '@hadir/shared/api/attendance';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { useFormat } from '../format/use-format.ts';
import { useNow } from '../format/use-now.ts';
import styles from './blindness.module.css';
import { peopleListAddress } from './people-list-address.ts';

const NAMED = 3;

/** The board states its own blindness before anyone draws a conclusion. */
export function Blindness({ today }: { today: Today & { aheadMs?: number } }) {
  const { t } = useTranslation();
  const format = useFormat();
  const now = useNow(10_000) + (today.aheadMs ?? 0);
  const doors = [...today.silentDoors].sort((a, b) => b.concerns - a.concerns);
  if (doors.length === 0) return null;
  const unknown = today.total.incomplete;
  const sinceWhen = (door: SilentDoor): string => {
    if (door.unit === null) return t('blind.noUnit');
    if (door.completeThrough === null) return t('blind.never');
    const age = format.age(now - Date.parse(door.completeThrough));
    return t('blind.since', { time: format.time(door.completeThrough, today.zone), age });
  };
  return (
    <div className={styles.blind} data-testid="blindness" role="note">
      <span className={styles.swatch} aria-hidden />
      <div className={styles.words}>
        <b>
          {unknown > 0
            ? t('blind.title', { n: format.number(unknown) })
            : t('blind.titleNobody', { n: format.number(doors.length) })}
        </b>
        <ul>
          {doors.slice(0, NAMED).map((door) => (
            <li key={door.door}>
              <Link to={door.unit === null ? '/unit' : `/unit/${door.unit}`}>
                {door.opdName} · {door.doorName}
              </Link>{' '}
              {sinceWhen(door)}
              {door.concerns > 0 && (
                <>
                  {' · '}
                  <Link to={peopleListAddress({ status: 'incomplete', opd: door.opd })}>
                    {t('blind.concerns', { n: format.number(door.concerns) })}
                  </Link>
                </>
              )}
            </li>
          ))}
        </ul>
        {doors.length > NAMED && (
          <Link to="/unit?keadaan=offline">{t('blind.more', { n: format.number(doors.length - NAMED) })}</Link>
        )}
        {unknown > 0 && <p>{t('blind.promise')}</p>}
      </div>
    </div>
  );
}
