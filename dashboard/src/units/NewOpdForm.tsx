import { ZONES, type Zone } from '@hadir/shared/time/local-day';
import { Button, Group, Select, Stack, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { answerOf } from '../api/answer-of.ts';
import { fieldErrors } from '../api/field-errors.ts';
import { useHub } from '../api/hub-context.ts';
import { FormTrouble } from '../look/FormTrouble.tsx';

interface NewOpdFormProps {
  onAdded(opd: string): void;
  onCancel(): void;
}

const zones = Object.entries(ZONES).map(([value, label]) => ({ value, label: `${label} (${value})` }));

export function NewOpdForm({ onAdded, onCancel }: NewOpdFormProps) {
  const { t } = useTranslation();
  const hub = useHub();
  const queries = useQueryClient();
  const form = useForm<{ name: string; zone: Zone }>({
    initialValues: { name: '', zone: 'Asia/Jayapura' },
    validate: { name: (value) => (value.trim().length < 2 ? t('form.nameMissing') : null) },
  });
  const add = useMutation({
    mutationFn: (body: typeof form.values) => answerOf(hub.POST('/api/opds', { body })),
    onSuccess: async (opd) => {
      await queries.invalidateQueries({ queryKey: ['opds'] });
      onAdded(opd.id);
    },
    onError: (error) => form.setErrors(fieldErrors(error, ['name', 'zone'])),
  });
  return (
    <form onSubmit={form.onSubmit((values) => add.mutate(values))}>
      <Stack>
        <FormTrouble error={add.error} saidByFields={Object.keys(form.errors).length > 0} />
        <TextInput label={t('form.opdName')} maxLength={200} {...form.getInputProps('name')} />
        <Select label={t('form.zone')} data={zones} allowDeselect={false} {...form.getInputProps('zone')} />
        <Group grow>
          <Button variant="default" onClick={onCancel}>
            {t('dialog.back')}
          </Button>
          <Button type="submit" loading={add.isPending}>
            {t('form.saveOpd')}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
