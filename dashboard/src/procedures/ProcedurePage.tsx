import { Skeleton } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useParams } from 'react-router';
import { ApiProblem } from '../api/api-problem.ts';
import { Card } from '../look/Card.tsx';
import { PageHead } from '../look/PageHead.tsx';
import { Trouble } from '../look/Trouble.tsx';
import { may } from '../session/may.ts';
import { useSession } from '../session/session-context.ts';
import { useDoorZone } from '../units/use-units.ts';
import { CancelProcedure } from './CancelProcedure.tsx';
import { ClaimPanel } from './ClaimPanel.tsx';
import { DecisionForm } from './DecisionForm.tsx';
import { ProcedureFacts } from './ProcedureFacts.tsx';
import { ProcedureState } from './ProcedureState.tsx';
import styles from './procedures.module.css';
import { StepList } from './StepList.tsx';
import { isOpen, useProcedure } from './use-procedures.ts';

/** One procedure and where it stands. Everything that counts is at the hub, so the page may be left and reloaded. */
export function ProcedurePage() {
  const { t } = useTranslation();
  const { user } = useSession();
  const queries = useQueryClient();
  const { procedure: id = '' } = useParams();
  const { data, error, refetch, isFetching } = useProcedure(id);
  const zone = useDoorZone(data?.door);
  const state = data?.state;
  // biome-ignore lint/correctness/useExhaustiveDependencies: lists of units and doors are stale whenever the procedure's state has changed.
  useEffect(() => {
    for (const key of ['units', 'doors', 'unit-history']) void queries.invalidateQueries({ queryKey: [key] });
  }, [queries, state]);
  const back = (
    <Link to="/prosedur" className={styles.back}>
      {t('procedure.back')}
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
  const admin = may(user.role, 'change');
  const unit = data.newUnit ?? data.oldUnit ?? '';
  const doneWords =
    data.kind === 'retire' || data.kind === 'stolen'
      ? t('procedure.doneOut', { unit: data.oldUnit ?? unit })
      : t('procedure.done', { door: `${data.opdName} · ${data.doorName}`, unit });
  return (
    <div data-testid="procedure" data-procedure={data.id} data-kind={data.kind} data-state={data.state}>
      {back}
      <PageHead title={t(`kind.${data.kind}`)} sub={`${data.opdName} · ${data.doorName}`}>
        <ProcedureState state={data.state} />
      </PageHead>
      {error && !(error instanceof ApiProblem) && <p className={styles.stale}>{t('trouble.unreachableDetail')}</p>}
      {!isOpen(data) && (
        <p className={styles.verdict} data-state={data.state} role="status">
          {data.state === 'done' ? doneWords : t(`procedure.${data.state === 'refused' ? 'refused' : 'cancelled'}`)}
        </p>
      )}
      <div className={styles.columns}>
        <Card title={t('procedure.steps')}>
          <StepList procedure={data} zone={zone} />
          {isOpen(data) && <p className={styles.live}>{t('procedure.live')}</p>}
        </Card>
        <div className={styles.side}>
          <div className={styles.urgent}>
            {admin && data.state === 'awaiting-approval' && <DecisionForm procedure={data} />}
            {admin && data.mayClaim && <ClaimPanel procedure={data} zone={zone} />}
          </div>
          <div className={styles.about}>
            <ProcedureFacts procedure={data} zone={zone} />
            {admin && isOpen(data) && <CancelProcedure procedure={data} />}
          </div>
        </div>
      </div>
    </div>
  );
}
