import type { Today } from '@hadir/shared/api/attendance';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { useFormat } from '../format/use-format.ts';
import { Card } from '../look/Card.tsx';
import { statusCounts } from '../status/day-status.ts';
import { StatusBar } from '../status/StatusBar.tsx';
import { StatusMark } from '../status/StatusMark.tsx';
import { Blindness } from './Blindness.tsx';
import styles from './head-count.module.css';
import { peopleListAddress } from './people-list-address.ts';
import { useCounting } from './use-counting.ts';

/** How many have been seen, how the rest stands, and what the board cannot know. */
export function HeadCount({ today }: { today: Today }) {
  const { t } = useTranslation();
  const format = useFormat();
  const { total } = today;
  const dayOff = today.schedule.start === null;
  // A day off has no present and no late; whoever came all the same is in the arrivals.
  const seen = dayOff
    ? today.arrivalsPerMinute.reduce((sum, minute) => sum + minute.today, 0)
    : total.present + total.late + total.leftEarly + total.forgottenPunch;
  const shown = useCounting(seen);
  const share = total.employees === 0 ? 0 : seen / total.employees;
  return (
    <Card>
      <div className={styles.big}>
        <Link to={peopleListAddress({})} className={styles.number} data-testid="seen-count">
          {format.number(shown)}
        </Link>
        <span>
          {t(dayOff ? 'today.seenOfDayOff' : 'today.seenOf', {
            total: format.number(total.employees),
            percent: format.percent(share),
          })}
        </span>
      </div>
      {dayOff ? (
        <p className={styles.quiet}>
          <StatusMark status="day_off" label /> · {t('today.dayOffDetail')}
        </p>
      ) : (
        <>
          <div className={styles.bar}>
            <StatusBar counts={total} />
          </div>
          <ul className={styles.legend}>
            {statusCounts(total).map(({ status, count }) => (
              <li key={status}>
                <Link to={peopleListAddress({ status })} data-testid={`count-${status}`}>
                  <StatusMark status={status} label /> <b>{format.number(count)}</b>
                </Link>
              </li>
            ))}
          </ul>
          {seen === 0 && <p className={styles.quiet}>{t('today.emptyMorning')}</p>}
        </>
      )}
      <Blindness today={today} />
    </Card>
  );
}
