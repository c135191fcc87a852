import type { EmployeeDetail } from '@hadir/shared/api/people';
import { Button, Checkbox, Group, Modal, Stack, Text, TextInput } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { answerOf } from '../api/answer-of.ts';
import { useHub } from '../api/hub-context.ts';
import { FormTrouble } from '../look/FormTrouble.tsx';

interface EditPersonDialogProps {
  employee: EmployeeDetail;
  opened: boolean;
  onClose(): void;
}

type Change = { name?: string; position?: string | null; active?: boolean; eraseFaces?: boolean };

/** Name and position, and that somebody has left or come back. */
export function EditPersonDialog({ employee, opened, onClose }: EditPersonDialogProps) {
  const { t } = useTranslation();
  const hub = useHub();
  const queries = useQueryClient();
  const [name, setName] = useState(employee.name);
  const [position, setPosition] = useState(employee.position ?? '');
  const [erase, setErase] = useState(true);
  const change = useMutation({
    mutationFn: (body: Change) =>
      answerOf(hub.PATCH('/api/employees/{id}', { params: { path: { id: employee.id } }, body })),
    onSuccess: (changed) => {
      queries.setQueryData(['employee', employee.id], changed);
      for (const key of ['employees', 'face-grounds', 'today']) void queries.invalidateQueries({ queryKey: [key] });
      onClose();
    },
  });
  return (
    <Modal
      opened={opened}
      onClose={onClose}
      title={t('editPerson.title')}
      closeButtonProps={{ 'aria-label': t('dialog.close') }}
    >
      <Stack>
        <FormTrouble error={change.error} />
        <TextInput
          label={t('editPerson.name')}
          maxLength={200}
          value={name}
          onChange={(event) => setName(event.currentTarget.value)}
          data-testid="edit-name"
        />
        <TextInput
          label={t('editPerson.position')}
          maxLength={200}
          value={position}
          onChange={(event) => setPosition(event.currentTarget.value)}
        />
        <Button
          disabled={name.trim() === ''}
          loading={change.isPending && change.variables.active === undefined}
          onClick={() => change.mutate({ name: name.trim(), position: position.trim() || null })}
          data-testid="save-person"
        >
          {t('editPerson.save')}
        </Button>
        {employee.active && (
          <>
            <Text size="sm">{t('editPerson.leaveMeans')}</Text>
            <Checkbox
              label={t('editPerson.leaveErase')}
              checked={erase}
              onChange={(event) => setErase(event.currentTarget.checked)}
            />
            <Group>
              <Button
                variant="default"
                loading={change.isPending && change.variables.active === false}
                onClick={() => change.mutate({ active: false, eraseFaces: erase })}
                data-testid="person-left"
              >
                {t('editPerson.leave')}
              </Button>
            </Group>
          </>
        )}
      </Stack>
    </Modal>
  );
}
