import { Button, Group, Modal, Select, Stack, Text } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { answerOf } from '../api/answer-of.ts';
import { fieldErrors } from '../api/field-errors.ts';
import { useHub } from '../api/hub-context.ts';
import { FormTrouble } from '../look/FormTrouble.tsx';
import { useSupervisorChange } from './use-assistance.ts';

const FOUND = 20;

/** Names an employee for the doors of his OPD. */
export function NameSupervisorDialog({ opened, onClose }: { opened: boolean; onClose(): void }) {
  const { t } = useTranslation();
  const hub = useHub();
  const [typed, setTyped] = useState('');
  const [search] = useDebouncedValue(typed.trim(), 250);
  const [employee, setEmployee] = useState<string | null>(null);
  const found = useQuery({
    queryKey: ['employees', 'to-name', search],
    enabled: opened,
    queryFn: async ({ signal }) =>
      (
        await answerOf(
          hub.GET('/api/employees', {
            params: { query: { ...(search !== '' && { q: search }), limit: FOUND } },
            signal,
          }),
        )
      ).employees,
    placeholderData: keepPreviousData,
  });
  const close = () => {
    setTyped('');
    setEmployee(null);
    name.reset();
    onClose();
  };
  const name = useSupervisorChange(
    (client, chosen: string) => answerOf(client.POST('/api/assistance/supervisors', { body: { employee: chosen } })),
    () => close(),
  );
  const said = fieldErrors(name.error, ['employee']);
  const chosen = found.data?.find(({ id }) => id === employee);
  return (
    <Modal
      opened={opened}
      onClose={close}
      title={t('supervisors.nameTitle')}
      closeButtonProps={{ 'aria-label': t('dialog.close') }}
    >
      <Stack data-testid="new-supervisor">
        <FormTrouble error={name.error} saidByFields={Object.keys(said).length > 0} />
        <Text size="sm">{t('supervisors.nameExplain')}</Text>
        <Select
          label={t('supervisors.employee')}
          placeholder={t('supervisors.search')}
          searchable
          data-autofocus
          nothingFoundMessage={t('supervisors.notFound')}
          value={employee}
          searchValue={typed}
          onSearchChange={setTyped}
          onChange={setEmployee}
          // The hub has searched already, by NIP as well.
          filter={({ options }) => options}
          data={found.data?.map(({ id, name: label, nip }) => ({ value: id, label: `${label} · ${nip}` })) ?? []}
          error={said.employee}
          comboboxProps={{ withinPortal: true }}
        />
        {chosen?.templates === 0 && (
          <Text size="sm" c="orange">
            {t('supervisors.noFace')}
          </Text>
        )}
        <Group>
          <Button
            disabled={employee === null}
            loading={name.isPending}
            onClick={() => employee !== null && name.mutate(employee)}
            data-testid="name-it"
          >
            {t('supervisors.name')}
          </Button>
          <Button variant="default" onClick={close}>
            {t('assistance.cancel')}
          </Button>
        </Group>
      </Stack>
    </Modal>
  );
}
