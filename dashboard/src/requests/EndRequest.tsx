import type { AttendanceRequest } from '@hadir/shared/api/requests';
import { Button, Group, Modal, Stack, Text, Textarea } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { FormTrouble } from '../look/FormTrouble.tsx';
import { useEndRequest } from './use-requests.ts';

/** Takes a request back: by the employee before it holds, by BKD after that; first it says what that means. */
export function EndRequest({ request }: { request: AttendanceRequest }) {
  const how = request.mayRevoke ? 'revoke' : 'withdraw';
  const draft = request.state === 'draft';
  const { t } = useTranslation();
  const [opened, setOpened] = useState(false);
  const [note, setNote] = useState('');
  const end = useEndRequest(request.id, how);
  if (!request.mayRevoke && !request.mayWithdraw) return null;
  const title = t(draft ? 'newRequest.discard' : `request.${how}`);
  const close = () => {
    setOpened(false);
    end.reset();
  };
  return (
    <div>
      <Button variant="default" onClick={() => setOpened(true)} data-testid="end-request">
        {title}
      </Button>
      <Modal opened={opened} onClose={close} title={title} closeButtonProps={{ 'aria-label': t('dialog.close') }}>
        <Stack>
          <FormTrouble error={end.error} />
          <Text size="sm">{t(draft ? 'newRequest.discardExplain' : `request.${how}Explain`)}</Text>
          {!draft && (
            <Textarea
              label={t(how === 'revoke' ? 'request.noteWhy' : 'request.note')}
              rows={2}
              maxLength={1000}
              value={note}
              data-testid="end-note"
              onChange={(event) => setNote(event.currentTarget.value)}
            />
          )}
          <Group>
            <Button
              color="red"
              loading={end.isPending}
              disabled={how === 'revoke' && note.trim().length < 3}
              onClick={() => end.mutate(note, { onSuccess: close })}
              data-testid="confirm-end"
            >
              {title}
            </Button>
            <Button variant="default" onClick={close}>
              {t('request.keep')}
            </Button>
          </Group>
        </Stack>
      </Modal>
    </div>
  );
}
