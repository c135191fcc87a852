import type { Door } from '@hadir/shared/api/people';
import { Button, Modal, Stack, Text, TextInput } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import { nameDoor } from '../format/name-door.ts';
import { FormTrouble } from '../look/FormTrouble.tsx';
import { useStartProcedure } from './use-procedures.ts';

/** Begins the installation of a first unit at a door. */
export function InstallDialog({ door, onClose }: { door: Door | null; onClose(): void }) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const [reason, setReason] = useState<string | null>(null);
  const start = useStartProcedure((procedure) => {
    close();
    void navigate(`/prosedur/${procedure.id}`);
  });
  const close = () => {
    setReason(null);
    start.reset();
    onClose();
  };
  const shown = reason ?? t('install.reason');
  const name = door ? `${door.opdName} · ${nameDoor(door.name, (given) => t('arrivals.door', { door: given }))}` : '';
  return (
    <Modal
      opened={door !== null}
      onClose={close}
      title={t('install.title', { door: name })}
      closeButtonProps={{ 'aria-label': t('dialog.close') }}
    >
      <form
        onSubmit={(event) => {
          event.preventDefault();
          if (door && shown.trim().length >= 3) start.mutate({ kind: 'install', door: door.id, reason: shown.trim() });
        }}
      >
        <Stack>
          <FormTrouble error={start.error} />
          <Text size="sm">{t('install.explain')}</Text>
          <TextInput
            label={t('actions.reason')}
            description={t('actions.reasonHint')}
            maxLength={500}
            value={shown}
            error={shown.trim().length < 3 ? t('actions.reasonMissing') : null}
            data-testid="procedure-reason"
            onChange={(event) => setReason(event.currentTarget.value)}
          />
          <Button type="submit" loading={start.isPending} data-testid="confirm-procedure">
            {t('install.go')}
          </Button>
        </Stack>
      </form>
    </Modal>
  );
}
