import type { Week, WorkingTime, WorkPattern } from '@hadir/shared/api/policies/schedules-policy';
import { Button, Switch, TextInput } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../format/use-format.ts';
import { HoursTable } from './HoursTable.tsx';
import styles from './policies.module.css';

interface PatternFieldsProps {
  pattern: WorkPattern;
  onChange(pattern: WorkPattern): void;
}

/** Monday to Sunday of some week, to take the names of its days from. */
const DAYS = {
  mon: '2026-01-05',
  tue: '2026-01-06',
  wed: '2026-01-07',
  thu: '2026-01-08',
  fri: '2026-01-09',
  sat: '2026-01-10',
  sun: '2026-01-11',
} as const satisfies Record<keyof Week, string>;
const WEEKDAYS = Object.keys(DAYS) as (keyof Week)[];

/** When people work: by weekday, in turns, or in shifts of a duty list. */
export function PatternFields({ pattern, onChange }: PatternFieldsProps) {
  const { t } = useTranslation();
  const format = useFormat();
  const weekRows = (week: Week, put: (week: Week) => void) => (
    <HoursTable
      rows={WEEKDAYS.map((name) => ({
        key: name,
        label: format.weekday(DAYS[name]),
        hours: week[name],
        onChange: (hours: WorkingTime | null) => put({ ...week, [name]: hours }),
      }))}
    />
  );
  switch (pattern.kind) {
    case 'week':
      return (
        <>
          {weekRows(pattern.week, (week) => onChange({ ...pattern, week }))}
          <Switch
            mt="md"
            label={t('policies.form.ramadanOn')}
            checked={pattern.ramadan !== null}
            onChange={(event) => onChange({ ...pattern, ramadan: event.currentTarget.checked ? pattern.week : null })}
          />
          {pattern.ramadan !== null && (
            <>
              <h4 className={styles.group}>{t('policies.form.ramadan')}</h4>
              {weekRows(pattern.ramadan, (ramadan) => onChange({ ...pattern, ramadan }))}
            </>
          )}
        </>
      );
    case 'cycle':
      return (
        <>
          <TextInput
            type="date"
            label={t('policies.form.anchor')}
            value={pattern.anchor}
            onChange={(event) => onChange({ ...pattern, anchor: event.currentTarget.value })}
            w={230}
          />
          <HoursTable
            rows={pattern.days.map((hours, index) => ({
              key: String(index),
              label: t('policies.form.turn', { n: index + 1 }),
              hours,
              onChange: (next: WorkingTime | null) =>
                onChange({ ...pattern, days: pattern.days.map((old, at) => (at === index ? next : old)) }),
              onRemove:
                pattern.days.length > 1
                  ? () => onChange({ ...pattern, days: pattern.days.filter((_, at) => at !== index) })
                  : undefined,
            }))}
          />
          <Button
            size="xs"
            variant="default"
            mt="sm"
            onClick={() => onChange({ ...pattern, days: [...pattern.days, null] })}
          >
            {t('policies.form.add')}
          </Button>
        </>
      );
    case 'rota': {
      const shifts = Object.entries(pattern.shifts);
      const put = (next: [string, WorkingTime][]) => onChange({ ...pattern, shifts: Object.fromEntries(next) });
      return (
        <>
          <HoursTable
            rows={shifts.map(([code, hours], index) => ({
              key: String(index),
              label: code,
              onRename: (name: string) => put(shifts.map((shift, at) => (at === index ? [name, shift[1]] : shift))),
              hours,
              onChange: (next: WorkingTime | null) =>
                next !== null && put(shifts.map((shift, at) => (at === index ? [shift[0], next] : shift))),
              onRemove: shifts.length > 1 ? () => put(shifts.filter((_, at) => at !== index)) : undefined,
              always: true,
            }))}
          />
          <Button
            size="xs"
            variant="default"
            mt="sm"
            onClick={() =>
              put([
                ...shifts,
                [`sif-${shifts.length + 1}`, { start: '14:00', end: '21:00', breakMinutes: 0, middle: null }],
              ])
            }
          >
            {t('policies.form.add')}
          </Button>
        </>
      );
    }
  }
}
