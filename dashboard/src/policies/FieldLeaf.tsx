import { isUnchecked } from '@hadir/shared/api/policies/unchecked';
import { Button, NumberInput, Select, Switch, Textarea, TextInput } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { choicesOf } from './field-choices.ts';
import { useFieldError } from './field-errors-context.ts';
import { beginningOf, decimalPoint } from './field-forms.ts';
import { fieldWord, helpWord } from './field-words.ts';
import styles from './policies.module.css';

interface FieldLeafProps {
  name: string;
  /** The list or group that has it. */
  within: string;
  path: string;
  value: unknown;
  onChange(value: unknown): void;
}

const LONG = 110;

/** One value of a document, with what it means and what the hub said of it. */
export function FieldLeaf({ name, within, path, value, onChange }: FieldLeafProps) {
  const { t } = useTranslation();
  const error = useFieldError(path);
  const unchecked = typeof value === 'string' && isUnchecked(value);
  const common = {
    label: (
      <>
        {fieldWord(t, name)}
        {unchecked && <span className={styles.unchecked}>{t('policyCheck.mark')}</span>}
      </>
    ),
    description: helpWord(t, within, name),
    error,
  };
  const beginning = beginningOf(within, name);
  if (value === null)
    return (
      <div className={styles.unset}>
        <b>{common.label}</b>
        <small>{common.description}</small>
        {error !== undefined && <small role="alert">{error}</small>}
        <div>
          <span>{t('policies.form.notSet')}</span>
          {beginning !== undefined && (
            <Button size="compact-xs" variant="default" onClick={() => onChange(beginning)}>
              {t('policies.form.set')}
            </Button>
          )}
        </div>
      </div>
    );
  const clear =
    beginning === undefined ? null : (
      <Button size="compact-xs" variant="subtle" mt={4} onClick={() => onChange(null)}>
        {t('policies.form.clear')}
      </Button>
    );
  if (typeof value === 'boolean')
    return <Switch {...common} checked={value} onChange={(event) => onChange(event.currentTarget.checked)} />;
  if (typeof value === 'number')
    return (
      <div>
        {/* A field that is being emptied stays one for numbers; sent, it is nothing, and the hub says so. */}
        <NumberInput
          {...common}
          allowDecimal={false}
          value={Number.isNaN(value) ? '' : value}
          onChange={(next) => onChange(next === '' ? Number.NaN : Number(next))}
        />
        {clear}
      </div>
    );
  const text = String(value);
  const choices = choicesOf(name, text);
  if (choices !== null)
    return (
      <Select
        {...common}
        allowDeselect={false}
        value={text}
        data={choices.map((choice) => ({ value: choice, label: t(`policies.choice.${choice}`) }))}
        onChange={onChange}
      />
    );
  if (text.length > LONG || name === 'note')
    return (
      <Textarea
        {...common}
        className={styles.wide ?? ''}
        rows={3}
        value={text}
        onChange={(event) => onChange(event.currentTarget.value)}
      />
    );
  return (
    <div>
      <TextInput
        {...common}
        value={text}
        onChange={(event) => onChange(decimalPoint(text, event.currentTarget.value))}
      />
      {clear}
    </div>
  );
}
