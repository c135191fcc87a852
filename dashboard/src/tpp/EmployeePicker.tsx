import { MultiSelect, Select } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { answerOf } from '../api/answer-of.ts';
import { useHub } from '../api/hub-context.ts';

const FOUND_AT_MOST = 30;

interface Found {
  readonly total: number;
  readonly options: { value: string; label: string }[];
}

/** Searches the hub for people by name or NIP, as somebody types. @param opd only people of that office */
function useFoundPeople(search: string, opd: string | undefined, enabled: boolean) {
  const hub = useHub();
  const [words] = useDebouncedValue(search.trim(), 250);
  return useQuery({
    queryKey: ['employees', 'picker', words, opd],
    enabled,
    placeholderData: keepPreviousData,
    queryFn: async ({ signal }): Promise<Found> => {
      const query = { ...(words !== '' && { q: words }), ...(opd !== undefined && { opd }), limit: FOUND_AT_MOST };
      const { employees, total } = await answerOf(hub.GET('/api/employees', { params: { query }, signal }));
      return { total, options: employees.map(({ id, name, nip }) => ({ value: id, label: `${name} · ${nip}` })) };
    },
  });
}

interface EmployeePickerProps {
  label: string;
  value: string | null;
  onChange(employee: string | null): void;
}

export function EmployeePicker({ label, value, onChange }: EmployeePickerProps) {
  const { t } = useTranslation();
  const [search, setSearch] = useState('');
  const { data } = useFoundPeople(search, undefined, true);
  return (
    <Select
      label={label}
      placeholder={t('finding.pick')}
      searchable
      clearable
      filter={({ options }) => options}
      searchValue={search}
      onSearchChange={setSearch}
      nothingFoundMessage={t('people.notFound')}
      data={data?.options ?? []}
      value={value}
      onChange={onChange}
      data-testid="employee-picker"
    />
  );
}

interface EmployeesPickerProps {
  label: string;
  opd: string | undefined;
  value: string[];
  onChange(employees: string[]): void;
  /** Is told how many people the office has. */
  onTotal(total: number): void;
}

/** Several people of one office; those who were chosen stay in the list while others are searched for. */
export function EmployeesPicker({ label, opd, value, onChange, onTotal }: EmployeesPickerProps) {
  const { t } = useTranslation();
  const [search, setSearch] = useState('');
  const [chosen, setChosen] = useState<Found['options']>([]);
  const { data } = useFoundPeople(search, opd, opd !== undefined);
  const found = data?.options ?? [];
  const options = [...chosen, ...found.filter(({ value: id }) => chosen.every((each) => each.value !== id))];
  return (
    <MultiSelect
      label={label}
      placeholder={t('finding.pick')}
      searchable
      disabled={opd === undefined}
      filter={({ options: all }) => all}
      searchValue={search}
      onSearchChange={setSearch}
      nothingFoundMessage={t('people.notFound')}
      data={options}
      value={value}
      onDropdownOpen={() => search === '' && data && onTotal(data.total)}
      onChange={(ids) => {
        setChosen(options.filter(({ value: id }) => ids.includes(id)));
        onChange(ids);
        if (search === '' && data) onTotal(data.total);
      }}
      data-testid="employees-picker"
    />
  );
}
