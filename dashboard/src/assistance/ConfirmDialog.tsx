import { Button, Group, Modal, Stack, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { FormTrouble } from '../look/FormTrouble.tsx';

interface ConfirmDialogProps {
  opened: boolean;
  title: string;
  /** What will happen. */
  explain: string;
  error: unknown;
  pending: boolean;
  onClose(): void;
  onSure(): void;
}

export function ConfirmDialog({ opened, title, explain, error, pending, onClose, onSure }: ConfirmDialogProps) {
  const { t } = useTranslation();
  return (
    <Modal opened={opened} onClose={onClose} title={title} closeButtonProps={{ 'aria-label': t('dialog.close') }}>
      <Stack>
        <FormTrouble error={error} />
        <Text size="sm">{explain}</Text>
        <Group>
          <Button color="red" loading={pending} onClick={onSure}>
            {title}
          </Button>
          <Button variant="default" onClick={onClose}>
            {t('assistance.cancel')}
          </Button>
        </Group>
      </Stack>
    </Modal>
  );
}
