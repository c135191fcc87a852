import type { Alarm } from '@hadir/shared/api/alarms';
import { Button, Group, Textarea } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { FormTrouble } from '../look/FormTrouble.tsx';
import styles from './alarms.module.css';
import { useSeeAlarm } from './use-alarms.ts';

const SHORTEST = 3;

interface SeeAlarmFormProps {
  alarm: Alarm;
  onDone(): void;
}

/** What somebody found when he looked after an alarm; it stays with his name. */
export function SeeAlarmForm({ alarm, onDone }: SeeAlarmFormProps) {
  const { t } = useTranslation();
  const [note, setNote] = useState('');
  const [missing, setMissing] = useState(false);
  const see = useSeeAlarm(alarm);
  const short = note.trim().length < SHORTEST;
  const save = () => {
    setMissing(short);
    if (!short) see.mutate(note.trim(), { onSuccess: onDone });
  };
  return (
    <form
      className={styles.form}
      onSubmit={(event) => {
        event.preventDefault();
        save();
      }}
    >
      <FormTrouble error={see.error} />
      <Textarea
        label={t('alarms.note')}
        description={t('alarms.noteHint')}
        rows={2}
        maxLength={500}
        value={note}
        data-autofocus
        error={missing && short ? t('alarms.noteMissing') : null}
        onChange={(event) => setNote(event.currentTarget.value)}
        data-testid="alarm-note"
      />
      <p className={styles.means}>{t('alarms.means')}</p>
      <Group>
        <Button type="submit" loading={see.isPending} data-testid="alarm-save">
          {t('alarms.save')}
        </Button>
        <Button variant="default" disabled={see.isPending} onClick={onDone}>
          {t('alarms.cancel')}
        </Button>
      </Group>
    </form>
  );
}
