import { type NipProblem, parseNip } from '@hadir/shared/people/nip';
import { Button, Modal, Select, Stack, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { answerOf } from '../api/answer-of.ts';
import { fieldErrors } from '../api/field-errors.ts';
import { useHub } from '../api/hub-context.ts';
import { FormTrouble } from '../look/FormTrouble.tsx';
import { useOpds } from '../units/use-units.ts';

interface NewEmployeeDialogProps {
  opened: boolean;
  onClose(): void;
  onAdded(employee: string): void;
}

const NIP_WORDS = {
  'not-18-digits': 'nip.notEighteen',
  'no-such-birth-date': 'nip.noSuchDate',
  'sex-not-1-or-2': 'nip.sex',
  'serial-000': 'nip.serial',
} as const satisfies Record<NipProblem, string>;

export function NewEmployeeDialog({ opened, onClose, onAdded }: NewEmployeeDialogProps) {
  const { t } = useTranslation();
  const hub = useHub();
  const queries = useQueryClient();
  const opds = useOpds();
  const form = useForm({
    initialValues: { nip: '', name: '', opd: '', position: '' },
    validate: {
      nip: (value) => {
        const outcome = parseNip(value);
        return outcome.ok ? null : t(NIP_WORDS[outcome.problem]);
      },
      name: (value) => (value.trim() === '' ? t('form.nameMissing') : null),
      opd: (value) => (value === '' ? t('form.chooseOpd') : null),
    },
    validateInputOnBlur: ['nip'],
  });
  const close = () => {
    form.reset();
    add.reset();
    onClose();
  };
  const add = useMutation({
    mutationFn: ({ nip, name, opd, position }: typeof form.values) =>
      answerOf(
        hub.POST('/api/employees', {
          body: { nip, name: name.trim(), opd, ...(position.trim() !== '' && { position: position.trim() }) },
        }),
      ),
    onSuccess: (employee) => {
      void queries.invalidateQueries({ queryKey: ['employees'] });
      void queries.invalidateQueries({ queryKey: ['today'] });
      close();
      onAdded(employee.id);
    },
    onError: (error) => form.setErrors(fieldErrors(error, ['nip', 'name', 'opd', 'position'])),
  });
  const nip = parseNip(form.values.nip);
  const nipHint = nip.ok
    ? t('nip.reads', { kind: t(`nip.kind.${nip.value.kind}`), born: nip.value.bornOn })
    : t('nip.hint');
  return (
    <Modal
      opened={opened}
      onClose={close}
      title={t('people.add')}
      closeButtonProps={{ 'aria-label': t('dialog.close') }}
    >
      <form onSubmit={form.onSubmit((values) => add.mutate(values))} data-testid="new-employee">
        <Stack>
          <FormTrouble error={add.error} saidByFields={Object.keys(form.errors).length > 0} />
          <TextInput
            label="NIP"
            description={nipHint}
            inputMode="numeric"
            maxLength={40}
            autoComplete="off"
            {...form.getInputProps('nip')}
          />
          <TextInput label={t('form.fullName')} maxLength={200} autoComplete="off" {...form.getInputProps('name')} />
          <Select
            label={t('opds.opd')}
            searchable
            limit={100}
            data={opds.data?.map(({ id, name }) => ({ value: id, label: name })) ?? []}
            nothingFoundMessage={t('opds.none')}
            {...form.getInputProps('opd')}
          />
          <TextInput label={t('form.position')} maxLength={200} {...form.getInputProps('position')} />
          <Button type="submit" loading={add.isPending}>
            {t('form.saveEmployee')}
          </Button>
        </Stack>
      </form>
    </Modal>
  );
}
