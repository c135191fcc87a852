import type { Target } from '@hadir/shared/api/policies/policy-terms';
import { Select } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { answerOf } from '../api/answer-of.ts';
import { useHub } from '../api/hub-context.ts';
import { useOpds } from '../units/use-units.ts';

interface TargetFieldProps {
  target: Target;
  onChange(target: Target): void;
}

const KINDS = ['everybody', 'opd', 'work_unit', 'employee'] as const;

/** Whom a rule is for: everybody, an office, a part of one, or a person. */
export function TargetField({ target, onChange }: TargetFieldProps) {
  const { t } = useTranslation();
  return (
    <div style={{ display: 'grid', gap: 6, minWidth: 210 }}>
      <Select
        size="xs"
        aria-label={t('policies.form.target')}
        allowDeselect={false}
        value={target.kind}
        data={KINDS.map((kind) => ({ value: kind, label: t(`policies.form.${kind}`) }))}
        onChange={(kind) => onChange(emptyTarget(kind))}
      />
      {target.kind === 'opd' && <OpdSelect value={target.opd} onChange={(opd) => onChange({ kind: 'opd', opd })} />}
      {target.kind === 'work_unit' && (
        <WorkUnitSelect value={target.workUnit} onChange={(workUnit) => onChange({ kind: 'work_unit', workUnit })} />
      )}
      {target.kind === 'employee' && (
        <PersonSelect value={target.employee} onChange={(employee) => onChange({ kind: 'employee', employee })} />
      )}
    </div>
  );
}

function emptyTarget(kind: string | null): Target {
  if (kind === 'opd') return { kind, opd: '' };
  if (kind === 'work_unit') return { kind, workUnit: '' };
  return kind === 'employee' ? { kind, employee: '' } : { kind: 'everybody' };
}

interface ChoiceProps {
  value: string;
  onChange(value: string): void;
}

function OpdSelect({ value, onChange }: ChoiceProps) {
  const { t } = useTranslation();
  const opds = useOpds();
  return (
    <Select
      size="xs"
      searchable
      aria-label={t('policies.form.chooseOpd')}
      placeholder={t('policies.form.chooseOpd')}
      value={value || null}
      data={(opds.data ?? []).map(({ id, name }) => ({ value: id, label: name }))}
      onChange={(next) => onChange(next ?? '')}
    />
  );
}

function WorkUnitSelect({ value, onChange }: ChoiceProps) {
  const { t } = useTranslation();
  const hub = useHub();
  const opds = useOpds();
  const units = useQuery({
    queryKey: ['work-units', 'all'],
    queryFn: ({ signal }) => answerOf(hub.GET('/api/work-units', { signal })),
  });
  const nameOf = (opd: string) => opds.data?.find(({ id }) => id === opd)?.name ?? '';
  return (
    <Select
      size="xs"
      searchable
      aria-label={t('policies.form.chooseUnit')}
      placeholder={t('policies.form.chooseUnit')}
      value={value || null}
      data={(units.data?.workUnits ?? []).map(({ id, name, opd }) => ({
        value: id,
        label: `${name} · ${nameOf(opd)}`,
      }))}
      onChange={(next) => onChange(next ?? '')}
    />
  );
}

function PersonSelect({ value, onChange }: ChoiceProps) {
  const { t } = useTranslation();
  const hub = useHub();
  const [words, setWords] = useState('');
  const chosen = useQuery({
    queryKey: ['employee-name', value],
    enabled: value !== '',
    queryFn: ({ signal }) => answerOf(hub.GET('/api/employees/{id}', { params: { path: { id: value } }, signal })),
  });
  const found = useQuery({
    queryKey: ['find-employee', words],
    enabled: words.trim().length >= 2,
    queryFn: ({ signal }) =>
      answerOf(hub.GET('/api/employees', { params: { query: { q: words.trim(), limit: 20 } }, signal })),
  });
  const people = [...(chosen.data ? [chosen.data] : []), ...(found.data?.employees ?? [])];
  const options = [
    ...new Map(people.map(({ id, name, nip }) => [id, { value: id, label: `${name} · ${nip}` }])).values(),
  ];
  return (
    <Select
      size="xs"
      searchable
      aria-label={t('policies.form.employee')}
      placeholder={t('policies.form.findPerson')}
      value={value || null}
      data={options}
      filter={({ options: all }) => all}
      onSearchChange={setWords}
      onChange={(next) => onChange(next ?? '')}
    />
  );
}
