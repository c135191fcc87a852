import type { QuarantineDecided, QuarantineDetail } from '@hadir/shared/api/units';
import { Button, Group, Textarea } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Card } from '../look/Card.tsx';
import { FormTrouble } from '../look/FormTrouble.tsx';
import styles from './quarantine.module.css';
import { useDecideQuarantined } from './use-quarantine.ts';

interface QuarantineDecisionFormProps {
  message: QuarantineDetail;
  /** Is given what was stored. */
  onDecided(decided: QuarantineDecided): void;
}

/** Accept or refuse, with the reason; what each of them means is said before. */
export function QuarantineDecisionForm({ message, onDecided }: QuarantineDecisionFormProps) {
  const { t } = useTranslation();
  const [note, setNote] = useState('');
  const [missing, setMissing] = useState(false);
  // What the hub holds is never replaced, so that of two histories only one can be refused.
  const isFork = message.reason === 'fork';
  const decide = useDecideQuarantined(message.id);
  const say = (decision: 'accept' | 'refuse') => {
    const short = note.trim().length < 3;
    setMissing(short);
    if (!short)
      decide.mutate(
        { decision, note: note.trim() },
        { onSuccess: (decided) => decision === 'accept' && onDecided(decided) },
      );
  };
  return (
    <Card title={t('quarantine.decide')}>
      <ul className={styles.means}>
        {!isFork && <li>{t('quarantine.acceptMeans')}</li>}
        <li>{t('quarantine.refuseMeans')}</li>
      </ul>
      <FormTrouble error={decide.error} />
      <Textarea
        label={t('quarantine.note')}
        description={t('quarantine.noteHint')}
        rows={2}
        maxLength={500}
        value={note}
        error={missing && note.trim().length < 3 ? t('actions.reasonMissing') : null}
        data-testid="quarantine-note"
        onChange={(event) => setNote(event.currentTarget.value)}
      />
      <Group mt="md">
        {!isFork && (
          <Button
            loading={decide.isPending && decide.variables.decision === 'accept'}
            disabled={decide.isPending}
            onClick={() => say('accept')}
            data-testid="quarantine-accept"
          >
            {t('quarantine.accept')}
          </Button>
        )}
        <Button
          variant="default"
          loading={decide.isPending && decide.variables.decision === 'refuse'}
          disabled={decide.isPending}
          onClick={() => say('refuse')}
          data-testid="quarantine-refuse"
        >
          {t('quarantine.refuse')}
        </Button>
      </Group>
    </Card>
  );
}
