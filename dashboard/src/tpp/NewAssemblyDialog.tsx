import { Button, Modal, Radio, Select, Stack, Text, TextInput } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { answerOf } from '../api/answer-of.ts';
import { useHub } from '../api/hub-context.ts';
import { useFormat } from '../format/use-format.ts';
import { FormTrouble } from '../look/FormTrouble.tsx';
import { useSession } from '../session/session-context.ts';
import { useOpds } from '../units/use-units.ts';
import { EmployeesPicker } from './EmployeePicker.tsx';

/** Who missed an assembly: by naming them, or by naming those who came. */
export function NewAssemblyDialog({ opened, onClose }: { opened: boolean; onClose(): void }) {
  const { t } = useTranslation();
  const hub = useHub();
  const format = useFormat();
  const queries = useQueryClient();
  const { user } = useSession();
  const opds = useOpds();
  const [opd, setOpd] = useState<string | null>(user.opd);
  const [day, setDay] = useState('');
  const [kind, setKind] = useState<'apel' | 'upacara'>('apel');
  const [name, setName] = useState('');
  const [naming, setNaming] = useState<'missed' | 'present'>('missed');
  const [employees, setEmployees] = useState<string[]>([]);
  const [staff, setStaff] = useState<number | null>(null);
  const save = useMutation({
    mutationFn: (office: string) =>
      answerOf(hub.POST('/api/assemblies', { body: { opd: office, day, kind, name: name.trim(), naming, employees } })),
    onSuccess: () => {
      void queries.invalidateQueries({ queryKey: ['assemblies'] });
      setEmployees([]);
      setName('');
      onClose();
    },
  });
  const missed = naming === 'missed' ? employees.length : Math.max(0, (staff ?? 0) - employees.length);
  const ready = opd !== null && day !== '' && name.trim().length >= 3 && (naming === 'missed' || employees.length > 0);
  return (
    <Modal
      opened={opened}
      onClose={onClose}
      title={t('assembly.add')}
      closeButtonProps={{ 'aria-label': t('dialog.close') }}
    >
      <Stack>
        <FormTrouble error={save.error} />
        {user.role === 'admin_bkd' && (
          <Select
            label={t('opds.opd')}
            searchable
            limit={100}
            value={opd}
            data={opds.data?.map(({ id, name: office }) => ({ value: id, label: office })) ?? []}
            onChange={(value) => {
              setOpd(value);
              setEmployees([]);
              setStaff(null);
            }}
          />
        )}
        <TextInput
          type="date"
          label={t('assembly.day')}
          max={today(new Date())}
          value={day}
          onChange={(event) => setDay(event.currentTarget.value)}
        />
        <Select
          label={t('assembly.kindLabel')}
          allowDeselect={false}
          value={kind}
          data={(['apel', 'upacara'] as const).map((value) => ({ value, label: t(`assembly.kind.${value}`) }))}
          onChange={(value) => setKind(value === 'upacara' ? 'upacara' : 'apel')}
        />
        <TextInput
          label={t('assembly.name')}
          description={t('assembly.nameHint')}
          maxLength={200}
          value={name}
          onChange={(event) => setName(event.currentTarget.value)}
        />
        <Radio.Group
          label={t('assembly.naming')}
          value={naming}
          onChange={(value) => setNaming(value === 'present' ? 'present' : 'missed')}
        >
          <Stack gap={6} mt={6}>
            <Radio value="missed" label={t('assembly.missed')} />
            <Radio value="present" label={t('assembly.present')} />
          </Stack>
        </Radio.Group>
        <EmployeesPicker
          label={t('assembly.people')}
          opd={opd ?? undefined}
          value={employees}
          onChange={setEmployees}
          onTotal={setStaff}
        />
        {staff !== null && (
          <Text size="sm" fw={600} role="status">
            {t('assembly.preview', { missed: format.number(missed), all: format.number(staff) })}
          </Text>
        )}
        <Text size="sm" c="dimmed">
          {t('assembly.excused')}
        </Text>
        <Button
          disabled={!ready}
          loading={save.isPending}
          onClick={() => opd !== null && save.mutate(opd)}
          data-testid="save-assembly"
        >
          {t('assembly.save')}
        </Button>
      </Stack>
    </Modal>
  );
}

/** @returns the day by the reader's own clock; the hub knows the office's. */
function today(now: Date): string {
  return new Date(now.getTime() - now.getTimezoneOffset() * 60_000).toISOString().slice(0, 10);
}
