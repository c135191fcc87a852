import { Button, Group, Modal, Stack, Text, Textarea } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { FormTrouble } from '../look/FormTrouble.tsx';

interface GroundsDialogProps {
  opened: boolean;
  title: string;
  /** What will happen. */
  explain: string;
  action: string;
  error: unknown;
  pending: boolean;
  onClose(): void;
  onSure(reason: string): void;
}

const SHORTEST = 3;

/** Asks for the reason of something that is kept in the audit log, after saying what will happen. */
export function GroundsDialog({ opened, title, explain, action, error, pending, onClose, onSure }: GroundsDialogProps) {
  const { t } = useTranslation();
  const [reason, setReason] = useState('');
  const [tried, setTried] = useState(false);
  const missing = reason.trim().length < SHORTEST;
  const close = () => {
    setReason('');
    setTried(false);
    onClose();
  };
  return (
    <Modal opened={opened} onClose={close} title={title} closeButtonProps={{ 'aria-label': t('dialog.close') }}>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          setTried(true);
          if (!missing) onSure(reason.trim());
        }}
      >
        <Stack>
          <FormTrouble error={error} />
          <Text size="sm">{explain}</Text>
          <Textarea
            label={t('assistance.grounds')}
            description={t('assistance.groundsHint')}
            error={tried && missing ? t('assistance.groundsMissing') : null}
            rows={2}
            maxLength={300}
            value={reason}
            onChange={(event) => setReason(event.currentTarget.value)}
            data-autofocus
            data-testid="grounds"
          />
          <Group>
            <Button type="submit" loading={pending} data-testid="sure">
              {action}
            </Button>
            <Button variant="default" onClick={close}>
              {t('assistance.cancel')}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}
