import type { Procedure } from '@hadir/shared/api/procedures';
import { Button, Group, Modal, Stack, Text, Textarea } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { FormTrouble } from '../look/FormTrouble.tsx';
import { useDecide } from './use-procedures.ts';

/** The way out of a procedure that is under way, after saying what it leaves behind. */
export function CancelProcedure({ procedure }: { procedure: Procedure }) {
  const { t } = useTranslation();
  const [opened, setOpened] = useState(false);
  const [note, setNote] = useState('');
  const decide = useDecide(procedure.id);
  const close = () => {
    setOpened(false);
    decide.reset();
  };
  return (
    <>
      <Button variant="default" onClick={() => setOpened(true)} data-testid="cancel-procedure">
        {t('procedure.cancel')}
      </Button>
      <Modal
        opened={opened}
        onClose={close}
        title={t('procedure.cancel')}
        closeButtonProps={{ 'aria-label': t('dialog.close') }}
      >
        <Stack>
          <FormTrouble error={decide.error} />
          <Text size="sm">{t('procedure.cancelExplain')}</Text>
          <Textarea
            label={t('procedure.note')}
            rows={2}
            maxLength={500}
            value={note}
            onChange={(event) => setNote(event.currentTarget.value)}
          />
          <Group>
            <Button
              color="red"
              loading={decide.isPending}
              onClick={() => decide.mutate({ verdict: 'cancel', note }, { onSuccess: close })}
              data-testid="confirm-cancel"
            >
              {t('procedure.cancel')}
            </Button>
            <Button variant="default" onClick={close}>
              {t('procedure.keep')}
            </Button>
          </Group>
        </Stack>
      </Modal>
    </>
  );
}
