import type { DayJudgement, EmployeeDay } from '@hadir/shared/api/attendance';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { Card } from '../look/Card.tsx';
import type { idDays } from '../words/id-days.ts';
import styles from './day.module.css';

type ReasonName = keyof (typeof idDays)['judgement']['reason'];

/** What the rules make of the day, by which clause, and why. */
export function JudgementCard({ data }: { data: EmployeeDay }) {
  const { t } = useTranslation();
  const { judgement } = data;
  if (judgement === null)
    return (
      <Card title={t('judgement.title')}>
        <p className={styles.quiet}>{t('judgement.none')}</p>
      </Card>
    );
  return (
    <Card title={t('judgement.title')} note={t(judgement.final ? 'judgement.final' : 'judgement.notFinal')}>
      <div data-testid="judgement">
        {judgement.phase === 'trial' && <p className={styles.quiet}>{t('judgement.trial')}</p>}
        <dl className={styles.facts}>
          <div>
            <dt>{t('judgement.events')}</dt>
            <dd>{judgement.events.length === 0 ? t('judgement.noEvents') : <Events judgement={judgement} />}</dd>
          </div>
          {judgement.excuse !== null && (
            <div>
              <dt>{t('judgement.excuse')}</dt>
              <dd>
                <Link to={`/permohonan/${judgement.excuse.id}`}>{judgement.excuse.name}</Link>
              </dd>
            </div>
          )}
          {judgement.approvals.length > 0 && (
            <div>
              <dt>{t('judgement.approvals')}</dt>
              <dd>
                {requestsOf(judgement).map((id, index) => (
                  <Link key={id} to={`/permohonan/${id}`} className={styles.approval}>
                    {index + 1}
                  </Link>
                ))}
              </dd>
            </div>
          )}
          <div>
            <dt>{t('judgement.clause')}</dt>
            <dd>
              <small>{judgement.clause}</small>
            </dd>
          </div>
        </dl>
        {judgement.reasons.length > 0 && (
          <>
            <h3 className={styles.why}>{t('judgement.why')}</h3>
            <ul className={styles.reasons} data-testid="reasons">
              {judgement.reasons.map((reason) => (
                <li key={reason}>{t(`judgement.reason.${reason as ReasonName}`, { defaultValue: reason })}</li>
              ))}
            </ul>
          </>
        )}
      </div>
    </Card>
  );
}

function Events({ judgement }: { judgement: DayJudgement }) {
  const { t } = useTranslation();
  return (
    <ul className={styles.events} data-testid="events">
      {judgement.events.map(({ code, kind, minutes, halves, clause }) => (
        <li key={`${code} ${kind}`} title={clause}>
          <b>{code}</b> {t(`judgement.event.${kind}`)}
          {minutes > 0 && ` · ${t('judgement.minutes', { n: minutes })}`}
          {halves === 1 && ` · ${t('judgement.half')}`}
          <small className={styles.basis}>{clause}</small>
        </li>
      ))}
    </ul>
  );
}

/** Approvals are named `<request>/<number of the step>`. */
function requestsOf({ approvals }: DayJudgement): string[] {
  return [...new Set(approvals.map((approval) => approval.split('/')[0] ?? approval))];
}
