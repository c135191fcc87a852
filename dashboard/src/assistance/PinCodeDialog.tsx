import type { PinCode } from '@hadir/shared/api/assistance';
import { Button, Modal, Stack, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { CopyLine } from '../look/CopyLine.tsx';

/** The code that BKD hands over, shown once. */
export function PinCodeDialog({ name, code, onClose }: { name: string; code: PinCode; onClose(): void }) {
  const { t } = useTranslation();
  return (
    <Modal
      opened
      onClose={onClose}
      title={t('supervisors.codeTitle')}
      closeButtonProps={{ 'aria-label': t('dialog.close') }}
    >
      <Stack data-testid="pin-code">
        <Text size="sm">{t('supervisors.codeExplain', { name })}</Text>
        <CopyLine label={t('supervisors.code')} value={code.code.replace(/^(....)/, '$1 ')} large />
        <CopyLine label={t('supervisors.address')} value={`${location.origin}/pin-petugas`} />
        <Button onClick={onClose}>{t('supervisors.done')}</Button>
      </Stack>
    </Modal>
  );
}
