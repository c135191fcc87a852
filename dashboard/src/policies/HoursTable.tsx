import type { WorkingTime } from '@hadir/shared/api/policies/schedules-policy';
import { Button, NumberInput, Switch, TextInput } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import styles from './policies.module.css';

interface HoursRow {
  key: string;
  label: string;
  hours: WorkingTime | null;
  onChange(hours: WorkingTime | null): void;
  onRename?: ((name: string) => void) | undefined;
  onRemove?: (() => void) | undefined;
  /** It cannot be off. */
  always?: boolean;
}

const USUAL: WorkingTime = { start: '07:30', end: '16:00', breakMinutes: 60, middle: null };

/** Hours of work, a line for each day or shift. */
export function HoursTable({ rows }: { rows: readonly HoursRow[] }) {
  const { t } = useTranslation();
  return (
    <div className={styles.scroll}>
      <table className={styles.table}>
        <thead>
          <tr>
            <th />
            <th>{t('policies.form.start')}</th>
            <th>{t('policies.form.end')}</th>
            <th>{t('policies.form.break')}</th>
            <th />
          </tr>
        </thead>
        <tbody>
          {rows.map(({ key, label, hours, onChange, onRename, onRemove, always }) => (
            <tr key={key}>
              <td>
                {onRename === undefined ? (
                  label
                ) : (
                  <TextInput
                    aria-label={t('policies.form.shift')}
                    size="xs"
                    maxLength={40}
                    value={label}
                    onChange={(event) => onRename(event.currentTarget.value)}
                  />
                )}
              </td>
              {hours === null ? (
                <td colSpan={3}>{t('policies.form.off')}</td>
              ) : (
                <>
                  <td>
                    <TextInput
                      type="time"
                      size="xs"
                      aria-label={`${label}: ${t('policies.form.start')}`}
                      value={hours.start}
                      onChange={(event) => onChange({ ...hours, start: event.currentTarget.value })}
                    />
                  </td>
                  <td>
                    <TextInput
                      type="time"
                      size="xs"
                      aria-label={`${label}: ${t('policies.form.end')}`}
                      description={hours.end <= hours.start ? t('policies.form.nextDay') : undefined}
                      value={hours.end}
                      onChange={(event) => onChange({ ...hours, end: event.currentTarget.value })}
                    />
                  </td>
                  <td>
                    <NumberInput
                      size="xs"
                      aria-label={`${label}: ${t('policies.form.break')}`}
                      min={0}
                      max={240}
                      allowDecimal={false}
                      w={80}
                      value={hours.breakMinutes}
                      onChange={(value) => onChange({ ...hours, breakMinutes: Number(value) || 0 })}
                    />
                  </td>
                </>
              )}
              <td>
                {always !== true && onRemove === undefined && (
                  <Switch
                    size="xs"
                    aria-label={`${label}: ${t('policies.form.off')}`}
                    checked={hours !== null}
                    onChange={(event) => onChange(event.currentTarget.checked ? USUAL : null)}
                  />
                )}
                {onRemove !== undefined && (
                  <Button size="compact-xs" variant="subtle" color="red" onClick={onRemove}>
                    {t('policies.form.remove')}
                  </Button>
                )}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
