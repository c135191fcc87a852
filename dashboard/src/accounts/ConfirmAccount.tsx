import { Button, Group, Modal, Stack, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { FormTrouble } from '../look/FormTrouble.tsx';

interface ConfirmAccountProps {
  readonly title: string;
  /** What will happen. */
  readonly means: string;
  readonly yes: string;
  readonly color?: string;
  readonly error: unknown;
  readonly isPending: boolean;
  onYes(): void;
  onClose(): void;
}

/** Says what will happen before it does. */
export function ConfirmAccount({ title, means, yes, color, error, isPending, onYes, onClose }: ConfirmAccountProps) {
  const { t } = useTranslation();
  return (
    <Modal opened onClose={onClose} title={title} closeButtonProps={{ 'aria-label': t('dialog.close') }}>
      <Stack>
        <FormTrouble error={error} />
        <Text size="sm">{means}</Text>
        <Group>
          <Button {...(color !== undefined && { color })} loading={isPending} onClick={onYes} data-testid="confirm">
            {yes}
          </Button>
          <Button variant="default" onClick={onClose}>
            {t('dialog.back')}
          </Button>
        </Group>
      </Stack>
    </Modal>
  );
}
