import type { AttendanceRequest, RequestDecision } from '@hadir/shared/api/requests';
import { Button, Group, Textarea } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Card } from '../look/Card.tsx';
import { FormTrouble } from '../look/FormTrouble.tsx';
import styles from './requests.module.css';
import { useDecideRequest } from './use-requests.ts';

/** The decision that is this reader's to take; nothing where there is none. */
export function RequestDecisionForm({ request }: { request: AttendanceRequest }) {
  const { t } = useTranslation();
  const [note, setNote] = useState('');
  const [missing, setMissing] = useState(false);
  const decide = useDecideRequest(request.id);
  const { mayDecide, mayVerify, mayOverride } = request;
  if (!mayDecide && !mayVerify && !mayOverride) return null;
  const override = !mayDecide && mayOverride;
  const send = (verdict: RequestDecision['verdict']) => {
    const tooShort = note.trim().length < 3 && (verdict === 'refuse' || override);
    setMissing(tooShort);
    if (tooShort) return;
    decide.mutate({
      stage: mayVerify ? 'verification' : 'superior',
      verdict,
      ...(note.trim() !== '' && { note: note.trim() }),
      ...(override && { override }),
    });
  };
  const explain = mayVerify ? 'request.verifyExplain' : override ? 'request.overrideExplain' : 'request.endorseExplain';
  return (
    <Card title={t('request.decide')}>
      <p className={styles.text}>{t(explain)}</p>
      <FormTrouble error={decide.error} />
      <Textarea
        mt="sm"
        label={t(override ? 'request.noteWhy' : 'request.note')}
        rows={2}
        maxLength={1000}
        value={note}
        error={missing ? t('request.refuseNeedsNote') : null}
        data-testid="decision-note"
        onChange={(event) => setNote(event.currentTarget.value)}
      />
      <Group mt="md">
        <Button
          loading={decide.isPending && decide.variables.verdict === 'approve'}
          disabled={decide.isPending}
          onClick={() => send('approve')}
          data-testid="approve"
        >
          {t(mayVerify ? 'request.verify' : 'request.approve')}
        </Button>
        <Button
          variant="default"
          loading={decide.isPending && decide.variables.verdict === 'refuse'}
          disabled={decide.isPending}
          onClick={() => send('refuse')}
          data-testid="refuse"
        >
          {t('request.refuse')}
        </Button>
      </Group>
    </Card>
  );
}
