import type { Procedure } from '@hadir/shared/api/procedures';
import { Button, Group, Textarea } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Card } from '../look/Card.tsx';
import { FormTrouble } from '../look/FormTrouble.tsx';
import styles from './procedures.module.css';
import { useDecide } from './use-procedures.ts';

/** Approve or refuse, with a note for the record; or why the reader may not. */
export function DecisionForm({ procedure }: { procedure: Procedure }) {
  const { t } = useTranslation();
  const [note, setNote] = useState('');
  const decide = useDecide(procedure.id);
  if (!procedure.mayApprove)
    return (
      <Card title={t('procedure.decide')}>
        <p className={styles.text}>{t('procedure.notYours')}</p>
      </Card>
    );
  return (
    <Card title={t('procedure.decide')}>
      <p className={styles.text}>{t('procedure.decideExplain')}</p>
      <FormTrouble error={decide.error} />
      <Textarea
        label={t('procedure.note')}
        rows={2}
        maxLength={500}
        value={note}
        data-testid="decision-note"
        onChange={(event) => setNote(event.currentTarget.value)}
      />
      <Group mt="md">
        <Button
          loading={decide.isPending && decide.variables.verdict === 'approve'}
          disabled={decide.isPending}
          onClick={() => decide.mutate({ verdict: 'approve', note })}
          data-testid="approve"
        >
          {t('procedure.approve')}
        </Button>
        <Button
          variant="default"
          loading={decide.isPending && decide.variables.verdict === 'refuse'}
          disabled={decide.isPending}
          onClick={() => decide.mutate({ verdict: 'refuse', note })}
          data-testid="refuse"
        >
          {t('procedure.refuse')}
        </Button>
      </Group>
    </Card>
  );
}
