import type { Colleague } from '@hadir/shared/api/requests';
import { Select } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useColleagues } from './use-requests.ts';

interface PersonSelectProps {
  label: string;
  description?: string;
  value: string | null;
  /** Name of whoever `value` is, where he was chosen before this field was shown. */
  known?: string | undefined;
  onChange(person: Colleague | null): void;
  error?: string | undefined;
  clearable?: boolean;
  testId?: string;
}

/** Finds one employee by name or NIP; the hub searches, within the reader's office. */
export function PersonSelect({
  label,
  description,
  value,
  known,
  onChange,
  error,
  clearable,
  testId,
}: PersonSelectProps) {
  const { t } = useTranslation();
  const [chosen, setChosen] = useState<Pick<Colleague, 'id' | 'name'> | null>(
    value !== null && known !== undefined ? { id: value, name: known } : null,
  );
  const [typed, setTyped] = useState(chosen?.name ?? '');
  const [search] = useDebouncedValue(typed === chosen?.name ? '' : typed.trim(), 250);
  const { data } = useColleagues(search);
  const people = data ?? [];
  const names = people.map(({ id, name }) => ({ value: id, label: name }));
  if (chosen !== null && chosen.id === value && !people.some(({ id }) => id === chosen.id))
    names.unshift({ value: chosen.id, label: chosen.name });
  return (
    <Select
      label={label}
      description={description}
      placeholder={t('picker.search')}
      searchable
      clearable={clearable ?? false}
      value={value}
      error={error}
      searchValue={typed}
      onSearchChange={setTyped}
      // The hub has searched already, by the NIP too.
      filter={({ options }) => options}
      nothingFoundMessage={t('picker.none')}
      data={names}
      renderOption={({ option }) => {
        const person = people.find(({ id }) => id === option.value);
        return (
          <span>
            {option.label}
            <small style={{ display: 'block', color: 'var(--ink-3)' }}>
              {[person?.position, person && `NIP ${person.nip}`].filter(Boolean).join(' · ')}
            </small>
          </span>
        );
      }}
      onChange={(id) => {
        const person = people.find((found) => found.id === id) ?? null;
        // Whoever is chosen again stays as he was.
        if (person === null && id !== null) return;
        setChosen(person);
        onChange(person);
      }}
      {...(testId !== undefined && { 'data-testid': testId })}
    />
  );
}
