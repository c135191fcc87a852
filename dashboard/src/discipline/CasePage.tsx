import { Skeleton } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { Link, useParams } from 'react-router';
import { useFormat } from '../format/use-format.ts';
import { Card } from '../look/Card.tsx';
import { PageHead } from '../look/PageHead.tsx';
import { Trouble } from '../look/Trouble.tsx';
import { CaseActions } from './CaseActions.tsx';
import { CaseFacts } from './CaseFacts.tsx';
import { CaseHistory } from './CaseHistory.tsx';
import { CaseLetters } from './CaseLetters.tsx';
import { CaseSteps } from './CaseSteps.tsx';
import styles from './discipline.module.css';
import { NextStep } from './NextStep.tsx';
import { useCase } from './use-cases.ts';

/** One case: what it waits for, what it rests on, its procedure, its letters and its history. */
export function CasePage() {
  const { t } = useTranslation();
  const format = useFormat();
  const { case: id = '' } = useParams();
  const { data, error, refetch, isFetching } = useCase(id);
  const back = (
    <Link to="/disiplin" className={styles.back}>
      {t('cases.back')}
    </Link>
  );
  if (!data)
    return (
      <>
        {back}
        {error ? (
          <Card>
            <Trouble error={error} onRetry={() => void refetch()} retrying={isFetching} />
          </Card>
        ) : (
          <Skeleton height={420} radius={14} aria-busy="true" />
        )}
      </>
    );
  const decided = data.state === 'decided' || data.state === 'delivered';
  const title = data.kind === 'sanction' ? (data.proposed?.name ?? t('case.noLadder')) : t(`case.kind.${data.kind}`);
  return (
    <div data-testid="case" data-kind={data.kind} data-state={data.state}>
      {back}
      <PageHead
        title={data.name}
        sub={[`NIP ${data.nip}`, data.position, data.opdName].filter((each) => each !== null).join(' · ')}
      />
      <div className={styles.columns}>
        <div className={styles.sections}>
          {data.groundlessSince !== null && (
            <p className={styles.warning} data-testid="groundless">
              {t(decided ? 'case.groundlessDecided' : 'case.groundlessExplain', {
                day: format.day(data.groundlessSince),
              })}
            </p>
          )}
          <CaseFacts detail={data} title={title} />
          {data.steps.length > 0 && <CaseSteps detail={data} />}
          <CaseHistory detail={data} />
        </div>
        <div className={styles.side}>
          <Card title={t('case.next')} note={t(`case.state.${data.state}`)}>
            <div className={styles.next}>
              {data.next === null ? (
                <span className={styles.text}>{t('case.nothing')}</span>
              ) : (
                <NextStep next={data.next} />
              )}
            </div>
            <CaseActions detail={data} />
          </Card>
          <CaseLetters detail={data} />
        </div>
      </div>
    </div>
  );
}
