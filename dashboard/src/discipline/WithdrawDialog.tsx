import { Button, Group, Modal, Stack, Text, Textarea } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { FormTrouble } from '../look/FormTrouble.tsx';
import { callWithdraw } from './case-calls.ts';
import { useCaseAction } from './use-cases.ts';

interface WithdrawDialogProps {
  /** The case. */
  of: string;
  letter: string;
  onClose(): void;
}

/** Takes a letter back, with the reason. */
export function WithdrawDialog({ of, letter, onClose }: WithdrawDialogProps) {
  const { t } = useTranslation();
  const [note, setNote] = useState('');
  const withdraw = useCaseAction(of, (hub, _, reason: string) => callWithdraw(hub, letter, reason));
  return (
    <Modal opened onClose={onClose} title={t('letter.withdraw')} closeButtonProps={{ 'aria-label': t('dialog.close') }}>
      <Stack data-testid="withdraw-dialog">
        <Text size="sm">{t('letter.withdrawExplain')}</Text>
        <Textarea
          label={t('case.note')}
          description={t('case.noteHint')}
          rows={3}
          maxLength={2000}
          value={note}
          onChange={(event) => setNote(event.currentTarget.value)}
          data-testid="withdraw-note"
        />
        <FormTrouble error={withdraw.error} />
        <Group>
          <Button
            disabled={note.trim().length < 10}
            loading={withdraw.isPending}
            onClick={() => withdraw.mutate(note.trim(), { onSuccess: onClose })}
            data-testid="withdraw-confirm"
          >
            {t('letter.withdraw')}
          </Button>
          <Button variant="default" onClick={onClose}>
            {t('case.back')}
          </Button>
        </Group>
      </Stack>
    </Modal>
  );
}
