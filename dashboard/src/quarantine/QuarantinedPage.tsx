import type { QuarantineDecided } from '@hadir/shared/api/units';
import { Skeleton } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useParams } from 'react-router';
import { ApiProblem } from '../api/api-problem.ts';
import { useFormat } from '../format/use-format.ts';
import { Card } from '../look/Card.tsx';
import { Empty } from '../look/Empty.tsx';
import { PageHead } from '../look/PageHead.tsx';
import { Trouble } from '../look/Trouble.tsx';
import unitStyles from '../units/units.module.css';
import { ComparedHistories } from './ComparedHistories.tsx';
import { DecisionMark } from './DecisionMark.tsx';
import { QuarantineDecisionForm } from './QuarantineDecisionForm.tsx';
import styles from './quarantine.module.css';
import { reasonWord } from './reason-word.ts';
import { useQuarantined } from './use-quarantine.ts';

/** One thing that is held back: why, both histories beside each other, and the decision. */
export function QuarantinedPage() {
  const { t } = useTranslation();
  const format = useFormat();
  const { message: id = '' } = useParams();
  const [decided, setDecided] = useState<QuarantineDecided | null>(null);
  const { data: pages, error, refetch, isFetching, hasNextPage, fetchNextPage } = useQuarantined(id);
  const data = pages?.pages[0];
  const zone = Intl.DateTimeFormat().resolvedOptions().timeZone;
  const back = (
    <Link to="/karantina" className={styles.back}>
      {t('quarantine.back')}
    </Link>
  );
  if (!data)
    return (
      <>
        {back}
        {error instanceof ApiProblem && error.status === 404 ? (
          <Card>
            <Empty title={t('quarantine.missing')} />
          </Card>
        ) : error ? (
          <Card>
            <Trouble error={error} onRetry={() => void refetch()} retrying={isFetching} />
          </Card>
        ) : (
          <Skeleton height={400} radius={14} aria-busy="true" />
        )}
      </>
    );
  const { unit, reason, detail, bytes, times, receivedAt, lastAt, decision, decidedBy, decidedAt, note } = data;
  const entries = data.entries === null ? null : (pages?.pages.flatMap((page) => page.entries ?? []) ?? []);
  return (
    <div data-testid="quarantined" data-message={data.id} data-decision={decision}>
      {back}
      <PageHead title={t(reasonWord(reason))} sub={unit ?? t('quarantine.unknownUnit')}>
        <DecisionMark decision={decision} />
      </PageHead>
      <div className={styles.sections}>
        <Card title={t('quarantine.why')}>
          <dl className={unitStyles.facts}>
            <dt>{t('quarantine.detail')}</dt>
            <dd>{detail}</dd>
            <dt>{t('quarantine.unit')}</dt>
            <dd>{unit === null ? t('quarantine.unknownUnit') : <Link to={`/unit/${unit}`}>{unit}</Link>}</dd>
            <dt>{t('quarantine.received')}</dt>
            <dd>
              {format.recentMoment(receivedAt, zone)}
              {times > 1 && (
                <small className={unitStyles.aside}>
                  {t('quarantine.again', { n: format.number(times), moment: format.recentMoment(lastAt, zone) })}
                </small>
              )}
            </dd>
            <dt>{t('quarantine.size')}</dt>
            <dd>{t('quarantine.bytes', { n: format.number(bytes) })}</dd>
            {decidedAt !== null && (
              <>
                <dt>{t(`quarantine.decision.${decision}`)}</dt>
                <dd>
                  {t('quarantine.decidedBy', {
                    name: decidedBy ?? '–',
                    moment: format.recentMoment(decidedAt, zone),
                  })}
                  {note !== null && <small className={unitStyles.aside}>{note}</small>}
                </dd>
              </>
            )}
          </dl>
          {reason === 'fork' && <p className={styles.final}>{t('quarantine.forkMeans')}</p>}
          {decision === 'final' && (
            <p className={styles.final} data-testid="quarantine-final">
              {t('quarantine.finalMeans')}
            </p>
          )}
        </Card>
        {decision === 'waiting' && <QuarantineDecisionForm message={data} onDecided={setDecided} />}
        {decided && (
          <p className={styles.decided} role="status" data-testid="quarantine-stored">
            {t('quarantine.stored', { n: format.number(decided.stored) })}
            {decided.leftOut > 0 && ` ${t('quarantine.leftOut', { n: format.number(decided.leftOut) })}`}
          </p>
        )}
        <ComparedHistories entries={entries} onMore={hasNextPage ? () => void fetchNextPage() : null} />
      </div>
    </div>
  );
}
