import type { CaseDetail } from '@hadir/shared/api/discipline';
import { Button, Group } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../format/use-format.ts';
import { Card } from '../look/Card.tsx';
import { ActionDialog } from './ActionDialog.tsx';
import styles from './discipline.module.css';

/** The procedure of a case, with the step whose turn it is. */
export function CaseSteps({ detail }: { detail: CaseDetail }) {
  const { t } = useTranslation();
  const format = useFormat();
  const [doing, setDoing] = useState<{ name: 'step' | 'skip' | 'undo'; step: string } | null>(null);
  return (
    <Card title={t('case.steps')}>
      <ol className={styles.steps} data-testid="case-steps">
        {detail.steps.map(({ code, name, owner, state, doneOn, deadline, documents, clause, ...able }) => (
          <li key={code} className={styles.step} data-state={state} data-testid={`step-${code}`}>
            {name}
            <small>
              {t(`case.stepState.${state}`)} · {t(`case.owner.${owner}`)}
              {doneOn !== null && ` · ${t('case.doneOn', { day: format.day(doneOn) })}`}
              {doneOn === null && deadline !== null && (
                <span className={state === 'overdue' ? styles.overdue : undefined}>
                  {' '}
                  · {t('case.deadline', { day: format.day(deadline) })}
                </span>
              )}
            </small>
            {documents.length > 0 && <small>{t('case.documents', { names: documents.join(', ') })}</small>}
            <small>{clause}</small>
            {able.mayRecord && (
              <Group gap={6} mt={6}>
                <Button
                  size="compact-sm"
                  onClick={() => setDoing({ name: 'step', step: code })}
                  data-testid="record-step"
                >
                  {t('case.record')}
                </Button>
                {able.maySkip && (
                  <Button size="compact-sm" variant="default" onClick={() => setDoing({ name: 'skip', step: code })}>
                    {t('case.skip')}
                  </Button>
                )}
              </Group>
            )}
            {able.mayUndo && (
              <Button
                size="compact-xs"
                variant="subtle"
                onClick={() => setDoing({ name: 'undo', step: code })}
                data-testid="undo-step"
              >
                {t('case.undo')}
              </Button>
            )}
          </li>
        ))}
      </ol>
      {doing !== null && (
        <ActionDialog key={`${doing.name} ${doing.step}`} {...doing} detail={detail} onClose={() => setDoing(null)} />
      )}
    </Card>
  );
}
