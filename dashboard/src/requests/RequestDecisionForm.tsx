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
  const [missing, setMissing] = useState<'refuseNeedsNote' | 'deniedNeedsNote' | null>(null);
  const decide = useDecideRequest(request.id);
  const { mayDecide, mayVerify, mayOverride } = request;
  if (!mayDecide && !mayVerify && !mayOverride) return null;
  const override = !mayDecide && mayOverride;
  const denied = request.witness?.word === 'denied';
  const send = (verdict: RequestDecision['verdict']) => {
    const needed = verdict === 'refuse' || override ? 'refuseNeedsNote' : denied ? 'deniedNeedsNote' : null;
    const missed = note.trim().length < 3 ? needed : null;
    setMissing(missed);
    if (missed !== null) return;
    decide.mutate({
      stage: mayVerify ? 'verification' : 'superior',
      verdict,
      ...(note.trim() !== '' && { note: note.trim() }),
      ...(override && { override }),
    });
  };
  const endorse = request.superiorSuffices ? 'request.sufficesExplain' : 'request.endorseExplain';
  const explain = mayVerify ? 'request.verifyExplain' : override ? 'request.overrideExplain' : endorse;
  return (
    <Card title={t('request.decide')}>
      <p className={styles.text}>{t(explain)}</p>
      {denied && <p className={`${styles.text} ${styles.late}`}>{t('request.deniedExplain')}</p>}
      <FormTrouble error={decide.error} />
      <Textarea
        mt="sm"
        label={t(override ? 'request.noteWhy' : 'request.note')}
        rows={2}
        maxLength={1000}
        value={note}
        error={missing !== null ? t(`request.${missing}`) : null}
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
