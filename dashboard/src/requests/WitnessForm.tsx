import type { AttendanceRequest, NewWitnessWord } from '@hadir/shared/api/requests';
import { Button, Group, Textarea } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../format/use-format.ts';
import { Card } from '../look/Card.tsx';
import { FormTrouble } from '../look/FormTrouble.tsx';
import styles from './requests.module.css';
import { useRequestWords } from './use-request-words.ts';
import { useWitness } from './use-requests.ts';

/** What the witness is asked, and his answer; nothing for anybody else. */
export function WitnessForm({ request }: { request: AttendanceRequest }) {
  const { t } = useTranslation();
  const format = useFormat();
  const words = useRequestWords();
  const { witness, mayWitness, subject, employee, from } = request;
  const [note, setNote] = useState(witness?.note ?? '');
  const [missing, setMissing] = useState(false);
  const say = useWitness(request.id);
  if (!mayWitness || witness === null) return null;
  const send = (word: NewWitnessWord['word']) => {
    const tooShort = word === 'denied' && note.trim().length < 3;
    setMissing(tooShort);
    if (!tooShort) say.mutate({ word, ...(note.trim() !== '' && { note: note.trim() }) });
  };
  const times = 'arrival' in subject ? words.times(subject) : '';
  return (
    <Card title={t('witness.title')}>
      <p className={styles.text} data-testid="witness-question">
        {t('witness.ask', { name: employee.name, day: format.day(from), times })}
      </p>
      {witness.word !== null && (
        <p className={styles.said} role="status">
          {t('witness.mayChange')}
        </p>
      )}
      <FormTrouble error={say.error} />
      <Textarea
        mt="sm"
        label={t('witness.note')}
        description={t('witness.noteHint')}
        rows={2}
        maxLength={1000}
        value={note}
        error={missing ? t('witness.needsNote') : null}
        data-testid="witness-note"
        onChange={(event) => setNote(event.currentTarget.value)}
      />
      <Group mt="md">
        {(['confirmed', 'denied'] as const).map((word) => (
          <Button
            key={word}
            variant={witness.word === word ? 'filled' : 'default'}
            loading={say.isPending && say.variables.word === word}
            disabled={say.isPending}
            onClick={() => send(word)}
            data-testid={`witness-${word}`}
          >
            {t(word === 'confirmed' ? 'witness.confirm' : 'witness.deny')}
          </Button>
        ))}
      </Group>
    </Card>
  );
}
