import type { ImportReport } from '@hadir/shared/api/imports';
import { Button, Checkbox, Group, Modal, Stack } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../format/use-format.ts';
import { FormTrouble } from '../look/FormTrouble.tsx';
import { useDecideImport } from './use-imports.ts';

interface ApplyDialogProps {
  id: string;
  report: ImportReport;
  onClose(): void;
}

/** Says what will happen before it does. */
export function ApplyDialog({ id, report, onClose }: ApplyDialogProps) {
  const { t } = useTranslation();
  const format = useFormat();
  const { apply } = useDecideImport(id);
  const [skipBad, setSkipBad] = useState(false);
  const { added, changed, same, bad } = report;
  const numbers = { added: format.number(added), changed: format.number(changed), same: format.number(same) };
  return (
    <Modal
      opened
      onClose={onClose}
      title={t('imports.applyTitle')}
      closeButtonProps={{ 'aria-label': t('dialog.close') }}
    >
      <Stack data-testid="apply-dialog">
        <p>{t('imports.applyText', numbers)}</p>
        {bad > 0 && (
          <Checkbox
            checked={skipBad}
            onChange={({ currentTarget }) => setSkipBad(currentTarget.checked)}
            label={t('imports.skipBad', { n: format.number(bad) })}
            data-testid="skip-bad"
          />
        )}
        <FormTrouble error={apply.error} />
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose}>
            {t('imports.cancel')}
          </Button>
          <Button
            disabled={bad > 0 && !skipBad}
            loading={apply.isPending}
            onClick={() => apply.mutate(skipBad, { onSuccess: onClose })}
            data-testid="apply-yes"
          >
            {t('imports.applyYes')}
          </Button>
        </Group>
      </Stack>
    </Modal>
  );
}
