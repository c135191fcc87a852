import type { EmployeeDay } from '@hadir/shared/api/attendance';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { useFormat } from '../format/use-format.ts';
import { Card } from '../look/Card.tsx';
import { may } from '../session/may.ts';
import { useSession } from '../session/session-context.ts';
import { StatusMark } from '../status/StatusMark.tsx';
import blind from '../today/blindness.module.css';
import styles from './day.module.css';

/** The day as the hub derives it, with what it was measured against, and what is still missing. */
export function DaySummary({ data }: { data: EmployeeDay }) {
  const { t } = useTranslation();
  const format = useFormat();
  const { user } = useSession();
  const { schedule, zone } = data;
  const time = (instant: string | null) => (instant === null ? '–' : format.time(instant, zone));
  return (
    <Card title={format.day(data.day)} note={format.zone(zone)}>
      <dl className={styles.facts}>
        <div>
          <dt>{t('day.status')}</dt>
          <dd data-testid="day-status" data-status={data.status}>
            <StatusMark status={data.status} label lateMinutes={data.lateMinutes} />
          </dd>
        </div>
        <div>
          <dt>{t('day.arrival')}</dt>
          <dd>{time(data.arrival)}</dd>
        </div>
        <div>
          <dt>{t('day.departure')}</dt>
          <dd>{time(data.departure)}</dd>
        </div>
        <div>
          <dt>{t('day.schedule')}</dt>
          <dd>
            {schedule.start === null || schedule.end === null
              ? t('today.dayOff')
              : `${format.clock(schedule.start)}–${format.clock(schedule.end)}`}
            <small>
              {schedule.name}
              {schedule.toleranceMinutes > 0 && ` · ${t('day.tolerance', { minutes: schedule.toleranceMinutes })}`}
            </small>
          </dd>
        </div>
      </dl>
      {data.silentDoors.length > 0 && (
        <div className={blind.blind} role="note">
          <span className={blind.swatch} aria-hidden />
          <div className={blind.words}>
            <b>{t('day.incompleteTitle')}</b>
            <ul>
              {data.silentDoors.map((door) => (
                <li key={door.door}>
                  {door.unit !== null && may(user.role, 'seeUnits') ? (
                    <Link to={`/unit/${door.unit}`}>
                      {door.opdName} · {door.doorName}
                    </Link>
                  ) : (
                    <b>
                      {door.opdName} · {door.doorName}
                    </b>
                  )}{' '}
                  {door.completeThrough === null
                    ? t('blind.never')
                    : t('day.completeThrough', { moment: format.moment(door.completeThrough, zone) })}
                </li>
              ))}
            </ul>
            <p>{t('blind.promise')}</p>
          </div>
        </div>
      )}
    </Card>
  );
}
