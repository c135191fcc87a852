import { Button, Modal, Select, Stack, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { answerOf } from '../api/answer-of.ts';
import { fieldErrors } from '../api/field-errors.ts';
import { useHub } from '../api/hub-context.ts';
import { FormTrouble } from '../look/FormTrouble.tsx';
import { NewOpdForm } from './NewOpdForm.tsx';
import { useOpds } from './use-units.ts';

interface NewDoorDialogProps {
  opened: boolean;
  onClose(): void;
  /** The new door wants a unit next. */
  onAdded(door: string): void;
}

/** A door belongs to an agency; where the agency is missing, it is added on the way. */
export function NewDoorDialog({ opened, onClose, onAdded }: NewDoorDialogProps) {
  const { t } = useTranslation();
  const hub = useHub();
  const queries = useQueryClient();
  const opds = useOpds();
  const [addingOpd, setAddingOpd] = useState(false);
  const form = useForm({
    initialValues: { opd: '', name: '' },
    validate: {
      opd: (value) => (value === '' ? t('form.chooseOpd') : null),
      name: (value) => (value.trim() === '' ? t('form.nameMissing') : null),
    },
  });
  const close = () => {
    form.reset();
    add.reset();
    setAddingOpd(false);
    onClose();
  };
  const add = useMutation({
    mutationFn: (body: typeof form.values) => answerOf(hub.POST('/api/doors', { body })),
    onSuccess: async (door) => {
      await queries.invalidateQueries({ queryKey: ['doors'] });
      close();
      onAdded(door.id);
    },
    onError: (error) => form.setErrors(fieldErrors(error, ['opd', 'name'])),
  });
  return (
    <Modal
      opened={opened}
      onClose={close}
      title={t(addingOpd ? 'form.newOpd' : 'units.addDoor')}
      closeButtonProps={{ 'aria-label': t('dialog.close') }}
    >
      {addingOpd ? (
        <NewOpdForm
          onCancel={() => setAddingOpd(false)}
          onAdded={(opd) => {
            setAddingOpd(false);
            form.setFieldValue('opd', opd);
          }}
        />
      ) : (
        <form onSubmit={form.onSubmit((values) => add.mutate(values))}>
          <Stack>
            <FormTrouble error={add.error} saidByFields={Object.keys(form.errors).length > 0} />
            <Select
              label={t('opds.opd')}
              searchable
              limit={100}
              data={opds.data?.map(({ id, name }) => ({ value: id, label: name })) ?? []}
              nothingFoundMessage={t('opds.none')}
              {...form.getInputProps('opd')}
            />
            <Button variant="subtle" size="xs" onClick={() => setAddingOpd(true)}>
              {t('form.opdMissing')}
            </Button>
            <TextInput
              label={t('form.doorName')}
              description={t('form.doorNameHint')}
              maxLength={100}
              {...form.getInputProps('name')}
            />
            <Button type="submit" loading={add.isPending}>
              {t('form.saveDoor')}
            </Button>
          </Stack>
        </form>
      )}
    </Modal>
  );
}
