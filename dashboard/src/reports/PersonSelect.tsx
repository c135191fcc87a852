import { Select } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { answerOf } from '../api/answer-of.ts';
import { useHub } from '../api/hub-context.ts';

interface PersonSelectProps {
  value: string | null;
  onChange(employee: string | null): void;
}

/** Finds one employee among many: the hub searches while the reader types. */
export function PersonSelect({ value, onChange }: PersonSelectProps) {
  const { t } = useTranslation();
  const hub = useHub();
  const [typed, setTyped] = useState('');
  const [search] = useDebouncedValue(typed.trim(), 250);
  const { data } = useQuery({
    queryKey: ['employees', 'select', search],
    queryFn: async ({ signal }) =>
      (
        await answerOf(
          hub.GET('/api/employees', { params: { query: { limit: 20, ...(search !== '' && { q: search }) } }, signal }),
        )
      ).employees,
    placeholderData: keepPreviousData,
  });
  const chosen = useQuery({
    queryKey: ['employee', value],
    enabled: value !== null,
    queryFn: ({ signal }) =>
      answerOf(hub.GET('/api/employees/{id}', { params: { path: { id: value ?? '' } }, signal })),
  });
  const people = new Map([...(data ?? []), ...(chosen.data ? [chosen.data] : [])].map((each) => [each.id, each]));
  return (
    <Select
      label={t('reports.person')}
      placeholder={t('reports.personHint')}
      searchable
      clearable
      data={[...people.values()].map(({ id, name, nip }) => ({ value: id, label: `${name} · ${nip}` }))}
      filter={({ options }) => options}
      nothingFoundMessage={t('reports.noPerson')}
      value={value}
      onChange={onChange}
      onSearchChange={(text) => setTyped(text.split(' · ')[0] ?? '')}
      data-testid="report-person"
    />
  );
}
