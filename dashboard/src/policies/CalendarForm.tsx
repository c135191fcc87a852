import type { CalendarDay, CalendarDocument } from '@hadir/shared/api/policies/calendar-policy';
import { Button, NumberInput, Select, TextInput } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { CalendarFileButton } from './CalendarFileButton.tsx';
import styles from './policies.module.css';
import { REGION_SCOPE } from './region-scope.ts';
import { scopeWords } from './scope-words.ts';

interface CalendarFormProps {
  document: CalendarDocument;
  legalBasis: string;
  editable: boolean;
  onChange(document: CalendarDocument): void;
}

const KINDS = ['national', 'regional', 'collective_leave'] as const;

/** One year's days off with their decrees, and the time of Ramadan. */
export function CalendarForm({ document, legalBasis, editable, onChange }: CalendarFormProps) {
  const { t } = useTranslation();
  const { days, ramadan } = document;
  const put = (index: number, change: Partial<CalendarDay>) =>
    onChange({ ...document, days: days.map((day, at) => (at === index ? { ...day, ...change } : day)) });
  const putRamadan = (index: number, change: Partial<CalendarDocument['ramadan'][number]>) =>
    onChange({ ...document, ramadan: ramadan.map((range, at) => (at === index ? { ...range, ...change } : range)) });
  const scopes = [...new Set(['national', REGION_SCOPE, document.scope])];
  const count = (kind: CalendarDay['kind']) => days.filter((day) => day.kind === kind).length;
  const takeDays = (taken: readonly CalendarDay[]) => {
    const all = new Map([...days, ...taken].map((day) => [day.day, day]));
    onChange({ ...document, days: [...all.values()].sort((a, b) => (a.day < b.day ? -1 : 1)) });
  };
  const text = (name: 'name' | 'decree', index: number) => (
    <TextInput
      size="xs"
      aria-label={t(`policies.form.${name}`)}
      miw={160}
      value={days[index]?.[name] ?? ''}
      onChange={(event) => put(index, { [name]: event.currentTarget.value })}
    />
  );
  return (
    <>
      <div className={styles.fields}>
        <NumberInput
          label={t('policies.form.year')}
          min={2000}
          max={2100}
          allowDecimal={false}
          thousandSeparator=""
          value={document.year}
          onChange={(year) => onChange({ ...document, year: Number(year) })}
        />
        <Select
          label={t('policies.form.scope')}
          allowDeselect={false}
          value={document.scope}
          data={scopes.map((scope) => ({ value: scope, label: scopeWords(t, scope) }))}
          onChange={(scope) => scope !== null && onChange({ ...document, scope })}
        />
      </div>
      {editable && <CalendarFileButton year={document.year} decree={legalBasis} onDays={takeDays} />}
      <p className={styles.about} data-testid="calendar-total">
        {t('calendarNew.total', {
          n: days.length,
          national: count('national'),
          regional: count('regional'),
          collective: count('collective_leave'),
        })}
      </p>
      <div className={styles.scroll}>
        <table className={styles.table} data-testid="calendar-days">
          <thead>
            <tr>
              <th>{t('policies.form.day')}</th>
              <th>{t('policies.form.dayKind')}</th>
              <th>{t('policies.form.name')}</th>
              <th>{t('policies.form.decree')}</th>
              <th />
            </tr>
          </thead>
          <tbody>
            {days.map((day, index) => (
              // A day off keeps its line while its date is being changed.
              // biome-ignore lint/suspicious/noArrayIndexKey: see above
              <tr key={index}>
                <td>
                  <TextInput
                    type="date"
                    size="xs"
                    aria-label={t('policies.form.day')}
                    value={day.day}
                    onChange={(event) => put(index, { day: event.currentTarget.value })}
                  />
                </td>
                <td>
                  <Select
                    size="xs"
                    w={150}
                    aria-label={t('policies.form.dayKind')}
                    allowDeselect={false}
                    value={day.kind}
                    data={KINDS.map((kind) => ({ value: kind, label: t(`policies.form.${kind}`) }))}
                    onChange={(kind) => put(index, { kind: kind as CalendarDay['kind'] })}
                  />
                </td>
                <td>{text('name', index)}</td>
                <td>{text('decree', index)}</td>
                <td>
                  <Button
                    size="compact-xs"
                    variant="subtle"
                    color="red"
                    onClick={() => onChange({ ...document, days: days.filter((_, at) => at !== index) })}
                  >
                    {t('policies.form.remove')}
                  </Button>
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      <div className={styles.tools}>
        <Button
          size="xs"
          variant="default"
          data-testid="add-day"
          onClick={() => {
            const kind = document.scope === 'national' ? 'national' : 'regional';
            const decree = days.findLast((day) => day.kind === kind)?.decree ?? (days.length === 0 ? legalBasis : '');
            onChange({ ...document, days: [...days, { day: '', kind, name: '', decree }] });
          }}
        >
          {t('policies.form.add')}
        </Button>
      </div>
      <h3 className={styles.group}>{t('policies.form.ramadanRange')}</h3>
      {ramadan.map((range, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: at most two ranges, without a name of their own
        <div key={index} className={styles.fields}>
          {(['from', 'to'] as const).map((end) => (
            <TextInput
              key={end}
              type="date"
              label={t(`policies.form.${end}`)}
              value={range[end]}
              onChange={(event) => putRamadan(index, { [end]: event.currentTarget.value })}
            />
          ))}
          <TextInput
            label={t('policies.form.decree')}
            value={range.legalBasis}
            onChange={(event) => putRamadan(index, { legalBasis: event.currentTarget.value })}
          />
          <Button
            variant="subtle"
            color="red"
            onClick={() => onChange({ ...document, ramadan: ramadan.filter((_, at) => at !== index) })}
          >
            {t('policies.form.remove')}
          </Button>
        </div>
      ))}
      {ramadan.length < 2 && (
        <Button
          size="xs"
          variant="default"
          mt="sm"
          onClick={() => {
            onChange({ ...document, ramadan: [...ramadan, { from: '', to: '', legalBasis: '', note: '' }] });
          }}
        >
          {t('policies.form.add')}
        </Button>
      )}
    </>
  );
}
