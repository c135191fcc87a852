import type { WorkPattern, WorkSchedule } from '@hadir/shared/api/policies/schedules-policy';
import { NumberInput, Select, Switch, TextInput } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { PatternFields } from './PatternFields.tsx';
import styles from './policies.module.css';

interface ScheduleFieldsProps {
  schedule: WorkSchedule;
  onChange(schedule: WorkSchedule): void;
}

const HOURS = { start: '07:30', end: '16:00', breakMinutes: 60, middle: null };
const NEW_PATTERNS: Record<WorkPattern['kind'], WorkPattern> = {
  week: {
    kind: 'week',
    week: { mon: HOURS, tue: HOURS, wed: HOURS, thu: HOURS, fri: HOURS, sat: null, sun: null },
    ramadan: null,
  },
  cycle: { kind: 'cycle', anchor: '2026-01-01', days: [HOURS, null] },
  rota: { kind: 'rota', shifts: { pagi: { ...HOURS, start: '07:00', end: '14:00', breakMinutes: 0 } } },
};

/** One schedule: its pattern and what it forgives. */
export function ScheduleFields({ schedule, onChange }: ScheduleFieldsProps) {
  const { t } = useTranslation();
  const number = (
    name: 'toleranceMinutes' | 'flexibleMinutes' | 'earliestArrivalMinutes' | 'latestDepartureMinutes',
    label: string,
    most: number,
    description?: string,
  ) => (
    <NumberInput
      label={label}
      description={description}
      min={0}
      max={most}
      allowDecimal={false}
      value={schedule[name]}
      onChange={(value) => onChange({ ...schedule, [name]: Number(value) || 0 })}
    />
  );
  const { compensation } = schedule;
  return (
    <div className={styles.fields}>
      <TextInput
        label={t('policies.form.name')}
        maxLength={200}
        value={schedule.name}
        onChange={(event) => onChange({ ...schedule, name: event.currentTarget.value })}
      />
      <TextInput
        label={t('policies.form.code')}
        description={t('policyHelp.code')}
        maxLength={40}
        value={schedule.code}
        onChange={(event) => onChange({ ...schedule, code: event.currentTarget.value })}
      />
      <Select
        label={t('policies.form.pattern')}
        allowDeselect={false}
        value={schedule.pattern.kind}
        data={(['week', 'cycle', 'rota'] as const).map((kind) => ({ value: kind, label: t(`policies.form.${kind}`) }))}
        onChange={(kind) =>
          kind !== null && onChange({ ...schedule, pattern: NEW_PATTERNS[kind as WorkPattern['kind']] })
        }
      />
      <div className={styles.wide}>
        {schedule.pattern.kind !== 'week' && <p className={styles.about}>{t(`policyForm.${schedule.pattern.kind}`)}</p>}
        <PatternFields pattern={schedule.pattern} onChange={(pattern) => onChange({ ...schedule, pattern })} />
      </div>
      {number('toleranceMinutes', t('policies.form.tolerance'), 240, t('policyForm.tolerance'))}
      <Select
        label={t('policies.form.lateFrom')}
        description={t('policyForm.lateFrom')}
        allowDeselect={false}
        value={schedule.lateFrom}
        data={[
          { value: 'end_of_tolerance', label: t('policies.form.lateFromEnd') },
          { value: 'start', label: t('policies.form.lateFromStart') },
        ]}
        onChange={(value) => onChange({ ...schedule, lateFrom: value === 'start' ? 'start' : 'end_of_tolerance' })}
      />
      {number('flexibleMinutes', t('policies.form.flexible'), 240, t('policies.form.flexibleHelp'))}
      <Select
        label={t('policies.form.compensation')}
        description={t('policyForm.compensation')}
        allowDeselect={false}
        value={compensation.kind}
        data={[
          { value: 'none', label: t('policies.form.compensationNone') },
          { value: 'exact', label: t('policies.form.compensationExact') },
          { value: 'block30', label: t('policies.form.compensationBlock') },
        ]}
        onChange={(kind) =>
          onChange({
            ...schedule,
            compensation: kind === 'exact' || kind === 'block30' ? { kind, maxLateMinutes: null } : { kind: 'none' },
          })
        }
      />
      {compensation.kind !== 'none' && (
        <NumberInput
          label={t('policies.form.compensationMost')}
          min={0}
          max={1440}
          allowDecimal={false}
          value={compensation.maxLateMinutes ?? ''}
          onChange={(value) =>
            onChange({
              ...schedule,
              compensation: { ...compensation, maxLateMinutes: value === '' ? null : Number(value) },
            })
          }
        />
      )}
      {number('earliestArrivalMinutes', t('policies.form.earliest'), 1440, t('policyForm.earliest'))}
      {number('latestDepartureMinutes', t('policies.form.latest'), 1440, t('policyForm.latest'))}
      <Switch
        label={t('policies.form.holidays')}
        description={t('policyForm.holidays')}
        checked={schedule.worksOnHolidays}
        onChange={(event) => onChange({ ...schedule, worksOnHolidays: event.currentTarget.checked })}
      />
    </div>
  );
}
