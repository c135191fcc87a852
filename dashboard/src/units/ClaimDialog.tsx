import { Button, Modal, Stack, Text } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { answerOf } from '../api/answer-of.ts';
import { useHub } from '../api/hub-context.ts';
import { nameDoor } from '../format/name-door.ts';
import { useFormat } from '../format/use-format.ts';
import { CopyLine } from '../look/CopyLine.tsx';
import { FormTrouble } from '../look/FormTrouble.tsx';

interface ClaimDialogProps {
  door: string | null;
  onClose(): void;
}

/** Makes the one-time claim by which a new unit is let in. It is shown once: the hub keeps only its hash. */
export function ClaimDialog({ door, onClose }: ClaimDialogProps) {
  const { t } = useTranslation();
  const hub = useHub();
  const format = useFormat();
  const make = useMutation({
    mutationFn: (wanted: string) => answerOf(hub.POST('/api/claims', { body: { door: wanted } })),
    // The claim is a secret: it does not stay in memory once the dialog is closed.
    gcTime: 0,
  });
  const close = () => {
    make.reset();
    onClose();
  };
  const claim = make.data;
  return (
    <Modal
      opened={door !== null}
      onClose={close}
      size="lg"
      title={t('claim.title')}
      closeOnClickOutside={claim === undefined}
      closeButtonProps={{ 'aria-label': t('dialog.close') }}
    >
      <Stack>
        <FormTrouble error={make.error} />
        {claim ? (
          <>
            <Text size="sm">
              {t('claim.made', {
                door: nameDoor(claim.doorName, (name) => t('arrivals.door', { door: name })),
                expires: format.moment(claim.expiresAt, Intl.DateTimeFormat().resolvedOptions().timeZone),
              })}
            </Text>
            <CopyLine label={t('claim.claim')} value={claim.claim} large />
            <CopyLine label={t('claim.fingerprint')} value={claim.caFingerprint} />
            <CopyLine label={t('claim.hub')} value={claim.hub} />
            <Text size="sm" c="dimmed">
              {t('claim.once')}
            </Text>
            <Button onClick={close}>{t('claim.done')}</Button>
          </>
        ) : (
          <>
            <Text size="sm">{t('claim.explain')}</Text>
            <Button
              loading={make.isPending}
              onClick={() => door !== null && make.mutate(door)}
              data-testid="confirm-claim"
            >
              {t('claim.make')}
            </Button>
          </>
        )}
      </Stack>
    </Modal>
  );
}
