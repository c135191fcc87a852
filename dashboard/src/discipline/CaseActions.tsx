import type { CaseDetail } from '@hadir/shared/api/discipline';
import { Button } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ActionDialog } from './ActionDialog.tsx';
import type { ActionName } from './case-calls.ts';
import styles from './discipline.module.css';

/** The ways to act that the reader has now, the one that leads on first. */
function actionsFor({ may, mergeInto, next }: CaseDetail): ActionName[] {
  const actions: ActionName[] = [];
  if (may.decideProposal && next?.what === 'reject') actions.push('reject');
  else if (may.decideProposal) actions.push('accept', ...(mergeInto.length > 0 ? (['merge'] as const) : []), 'reject');
  if (may.decide) actions.push('decide');
  if (may.deliver) actions.push('deliver');
  if (may.close) actions.push('close');
  if (may.clarify && next?.what !== 'close') actions.push('clarify');
  if (may.act && next?.what !== 'close') actions.push('act');
  if (may.report) actions.push('report');
  if (may.revoke) actions.push('revoke');
  return actions;
}

export function CaseActions({ detail }: { detail: CaseDetail }) {
  const { t } = useTranslation();
  const [doing, setDoing] = useState<ActionName | null>(null);
  const actions = actionsFor(detail);
  if (actions.length === 0) return null;
  return (
    <div className={styles.buttons}>
      {actions.map((name, index) => (
        <Button
          key={name}
          variant={index === 0 && name !== 'report' && name !== 'revoke' ? 'filled' : 'default'}
          onClick={() => setDoing(name)}
          data-testid={`do-${name}`}
        >
          {t(`case.${name as 'accept'}`)}
        </Button>
      ))}
      {doing !== null && (
        <ActionDialog key={doing} name={doing} step="" detail={detail} onClose={() => setDoing(null)} />
      )}
    </div>
  );
}
