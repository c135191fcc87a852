import type { FaceGrounds } from '@hadir/shared/api/enrolment';
import { Button, Modal, Radio, Stack, Text, TextInput } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { answerOf } from '../api/answer-of.ts';
import { useHub } from '../api/hub-context.ts';
import { useConsentTexts } from '../enrolment/use-enrolment.ts';
import { FormTrouble } from '../look/FormTrouble.tsx';

interface RecordGroundDialogProps {
  employee: string;
  onRecorded(grounds: FaceGrounds): void;
  onClose(): void;
}

/** That somebody agreed, or which regulation allows his face to be kept. */
export function RecordGroundDialog({ employee, onRecorded, onClose }: RecordGroundDialogProps) {
  const { t } = useTranslation();
  const hub = useHub();
  const texts = useConsentTexts();
  const [kind, setKind] = useState<'consent' | 'legal-basis'>('consent');
  const [basis, setBasis] = useState('');
  const newest = texts.data?.[0];
  const record = useMutation({
    mutationFn: () =>
      answerOf(
        hub.POST('/api/employees/{id}/face-grounds', {
          params: { path: { id: employee } },
          body:
            kind === 'legal-basis'
              ? { kind, legalBasis: basis.trim() }
              : { kind, ...(newest && { consentText: newest.version }) },
        }),
      ),
    onSuccess: (grounds) => {
      onRecorded(grounds);
      onClose();
    },
  });
  return (
    <Modal
      opened
      onClose={onClose}
      title={t('ground.recordTitle')}
      closeButtonProps={{ 'aria-label': t('dialog.close') }}
    >
      <Stack>
        <Radio
          label={t('ground.recordConsent')}
          checked={kind === 'consent'}
          onChange={() => setKind('consent')}
          name="ground"
        />
        {kind === 'consent' && newest && (
          <Text size="sm" c="dimmed">
            {t('ground.version', { n: newest.version })}: {newest.body}
          </Text>
        )}
        <Radio
          label={t('ground.recordBasis')}
          checked={kind === 'legal-basis'}
          onChange={() => setKind('legal-basis')}
          name="ground"
        />
        {kind === 'legal-basis' && (
          <TextInput
            label={t('ground.basis')}
            maxLength={500}
            value={basis}
            onChange={(event) => setBasis(event.currentTarget.value)}
          />
        )}
        <FormTrouble error={record.error} />
        <Button
          disabled={kind === 'legal-basis' && basis.trim().length < 3}
          loading={record.isPending}
          onClick={() => record.mutate()}
          data-testid="record-now"
        >
          {t('ground.save')}
        </Button>
      </Stack>
    </Modal>
  );
}
