import { Button, Group, Modal, Stack } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { FormTrouble } from '../look/FormTrouble.tsx';
import { useDecideImport } from './use-imports.ts';

export function UndoDialog({ id, onClose }: { id: string; onClose(): void }) {
  const { t } = useTranslation();
  const { undo } = useDecideImport(id);
  return (
    <Modal
      opened
      onClose={onClose}
      title={t('imports.undoTitle')}
      closeButtonProps={{ 'aria-label': t('dialog.close') }}
    >
      <Stack data-testid="undo-dialog">
        <p>{t('imports.undoText')}</p>
        <FormTrouble error={undo.error} />
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose}>
            {t('imports.cancel')}
          </Button>
          <Button
            color="red"
            loading={undo.isPending}
            onClick={() => undo.mutate(undefined, { onSuccess: onClose })}
            data-testid="undo-yes"
          >
            {t('imports.undoYes')}
          </Button>
        </Group>
      </Stack>
    </Modal>
  );
}
