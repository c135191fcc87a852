import type { Procedure } from '@hadir/shared/api/procedures';
import { Button, Skeleton } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../format/use-format.ts';
import { Card } from '../look/Card.tsx';
import { PageHead } from '../look/PageHead.tsx';
import { Trouble } from '../look/Trouble.tsx';
import { may } from '../session/may.ts';
import { useSession } from '../session/session-context.ts';
import { LifecyclePolicyCard } from './LifecyclePolicyCard.tsx';
import { ProcedureRow } from './ProcedureRow.tsx';
import styles from './procedures.module.css';
import { awaitsMe, useFinished, useUnfinished } from './use-procedures.ts';

/** What waits for the reader's decision, what is under way, what is behind us. */
export function ProceduresPage() {
  const { t } = useTranslation();
  const { user } = useSession();
  const { data, error, refetch, isFetching } = useUnfinished();
  const finished = useFinished();
  const admin = may(user.role, 'change');
  const waiting = data?.filter(({ state }) => state === 'awaiting-approval') ?? [];
  const others = waiting.filter((procedure) => !awaitsMe(procedure));
  return (
    <>
      <PageHead title={t('procedures.title')} sub={t('procedures.sub')} />
      {error && !data && (
        <Card>
          <Trouble error={error} onRetry={() => void refetch()} retrying={isFetching} />
        </Card>
      )}
      {!error && !data && <Skeleton height={320} radius={14} aria-busy="true" />}
      {data && (
        <div className={styles.sections}>
          {admin && (
            <Section
              id="for-me"
              title={t('procedures.forMe')}
              none={t('procedures.noneForMe')}
              procedures={waiting.filter(awaitsMe)}
            />
          )}
          {others.length > 0 && (
            <Section id="for-others" title={t('procedures.forOthers')} none="" procedures={others} />
          )}
          <Section
            id="running"
            title={t('procedures.running')}
            none={t('procedures.noneRunning')}
            procedures={data.filter(({ state }) => state === 'running')}
          />
          <Section
            id="finished"
            title={t('procedures.finished')}
            none={t('procedures.noneFinished')}
            procedures={[...(finished.data ?? [])].sort((a, b) =>
              (a.finishedAt ?? '') < (b.finishedAt ?? '') ? 1 : -1,
            )}
          />
          {admin && <LifecyclePolicyCard />}
        </div>
      )}
    </>
  );
}

interface SectionProps {
  id: string;
  title: string;
  none: string;
  procedures: readonly Procedure[];
}

const AT_FIRST = 20;

function Section({ id, title, none, procedures }: SectionProps) {
  const { t } = useTranslation();
  const format = useFormat();
  const [shown, setShown] = useState(AT_FIRST);
  return (
    <Card title={title} note={format.number(procedures.length)}>
      {procedures.length === 0 ? (
        <p className={styles.text}>{none}</p>
      ) : (
        <ul className={styles.rows} data-testid={`procedures-${id}`}>
          {procedures.slice(0, shown).map((procedure) => (
            <ProcedureRow key={procedure.id} procedure={procedure} />
          ))}
        </ul>
      )}
      {procedures.length > shown && (
        <Button variant="subtle" size="xs" onClick={() => setShown(shown + 50)}>
          {t('procedures.more')}
        </Button>
      )}
    </Card>
  );
}
