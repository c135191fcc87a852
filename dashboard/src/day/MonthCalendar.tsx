import type { EmployeeMonth, MonthDay } from '@hadir/shared/api/attendance';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { useFormat } from '../format/use-format.ts';
import { StatusMark } from '../status/StatusMark.tsx';
import styles from './month.module.css';

/** Monday to Sunday of some week, to take the names of its days from. */
const WEEK = ['05', '06', '07', '08', '09', '10', '11'].map((day) => `2026-01-${day}`);

/** A month as a sheet of weeks; each day opens to its evidence. */
export function MonthCalendar({ data }: { data: EmployeeMonth }) {
  const { t } = useTranslation();
  const format = useFormat();
  const first = new Date(`${data.month}-01T00:00:00Z`).getUTCDay();
  const time = (instant: string | null) => (instant === null ? '–' : format.time(instant, data.zone));
  const cell = ({ day, arrival, departure, judgement }: MonthDay) => {
    const future = day > data.today;
    const status = judgement?.label ?? '–';
    return (
      <Link
        key={day}
        to={`/pegawai/${data.employee.id}/hari/${day}`}
        className={styles.day}
        data-today={day === data.today}
        data-off={judgement?.status === 'day_off' || judgement?.status === 'collective_leave'}
        data-testid={`day-${day}`}
        aria-label={t('month.openDay', { day: format.day(day), status: future ? t('month.notYet') : status })}
      >
        <span className={styles.date}>{Number(day.slice(8))}</span>
        {!future && judgement !== null && <StatusMark status={judgement.status} />}
        {!future && (arrival !== null || departure !== null) && (
          <small>
            {time(arrival)}
            <br />
            {time(departure)}
          </small>
        )}
      </Link>
    );
  };
  return (
    <div className={styles.sheet}>
      {WEEK.map((day) => (
        <span key={day} className={styles.weekday}>
          {format.weekday(day).slice(0, 3)}
        </span>
      ))}
      {WEEK.slice(0, (first + 6) % 7).map((day) => (
        <span key={`before ${day}`} />
      ))}
      {data.days.map(cell)}
    </div>
  );
}
