import type { RequestDays } from '@hadir/shared/api/requests';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../format/use-format.ts';
import { Card } from '../look/Card.tsx';
import { StatusMark } from '../status/StatusMark.tsx';
import styles from './requests.module.css';
import { useRequestWords } from './use-request-words.ts';

/** The days as they are judged now, and who else is away: what a decision is made by. */
export function RequestDaysCard({ data, absence }: { data: RequestDays; absence: boolean }) {
  const { t } = useTranslation();
  const format = useFormat();
  const words = useRequestWords();
  return (
    <>
      {data.days.length > 0 && (
        <Card title={t('request.days')}>
          <div className={styles.days} data-testid="request-days">
            {data.days.map(({ day, status, arrival, departure, lateMinutes }) => (
              <div key={day} className={styles.day}>
                <span>
                  {format.day(day)}
                  <small className={styles.small}>
                    {[arrival, departure]
                      .filter((at) => at !== null)
                      .map((at) => format.time(at, data.zone))
                      .join(' – ')}
                  </small>
                </span>
                <StatusMark status={status} label lateMinutes={lateMinutes} />
              </div>
            ))}
          </div>
        </Card>
      )}
      {absence && (
        <Card title={t('request.away')}>
          {data.away.length === 0 ? (
            <p className={styles.text}>{t('request.awayNone')}</p>
          ) : (
            <ul className={styles.rows}>
              {data.away.map(({ name, title, from, to }) => (
                <li key={`${name} ${from}`} className={styles.day}>
                  <span>
                    {name}
                    <small className={styles.small}>{title}</small>
                  </span>
                  <span>{words.range(from, to)}</span>
                </li>
              ))}
            </ul>
          )}
        </Card>
      )}
    </>
  );
}
