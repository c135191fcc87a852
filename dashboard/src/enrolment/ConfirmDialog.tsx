import { Button, Group, Modal, Stack, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { FormTrouble } from '../look/FormTrouble.tsx';

interface ConfirmDialogProps {
  opened: boolean;
  title: string;
  /** What will happen. */
  means: string;
  confirm: string;
  working: boolean;
  error: unknown;
  onConfirm(): void;
  onClose(): void;
}

/** Asks once more before something that others will feel. */
export function ConfirmDialog({
  opened,
  title,
  means,
  confirm,
  working,
  error,
  onConfirm,
  onClose,
}: ConfirmDialogProps) {
  const { t } = useTranslation();
  return (
    <Modal opened={opened} onClose={onClose} title={title} closeButtonProps={{ 'aria-label': t('dialog.close') }}>
      <Stack>
        <Text size="sm">{means}</Text>
        <FormTrouble error={error} />
        <Group grow>
          <Button variant="default" onClick={onClose}>
            {t('dialog.back')}
          </Button>
          <Button loading={working} onClick={onConfirm} data-testid="confirm">
            {confirm}
          </Button>
        </Group>
      </Stack>
    </Modal>
  );
}
