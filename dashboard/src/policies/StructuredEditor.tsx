import { Button, NumberInput, Select, Switch, Textarea, TextInput } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { choicesOf } from './field-choices.ts';
import { fieldWord } from './field-words.ts';
import styles from './policies.module.css';

interface StructuredEditorProps {
  value: unknown;
  onChange(value: unknown): void;
}

/** Any document field by field, by what its values are; the hub says which ones it cannot take. */
export function StructuredEditor({ value, onChange }: StructuredEditorProps) {
  const entries = Object.entries(value as Record<string, unknown>);
  const put = (name: string, next: unknown) =>
    onChange(Object.fromEntries(entries.map(([key, old]) => [key, key === name ? next : old])));
  const simple = entries.filter(([, inner]) => !isNested(inner));
  const nested = entries.filter(([, inner]) => isNested(inner));
  return (
    <>
      <div className={styles.fields}>
        {simple.map(([name, inner]) => (
          <Leaf key={name} name={name} value={inner} onChange={(next) => put(name, next)} />
        ))}
      </div>
      {nested.map(([name, inner]) => (
        <Nested key={name} name={name} value={inner} onChange={(next) => put(name, next)} />
      ))}
    </>
  );
}

function isNested(value: unknown): boolean {
  return typeof value === 'object' && value !== null;
}

interface FieldProps extends StructuredEditorProps {
  name: string;
}

function Leaf({ name, value, onChange }: FieldProps) {
  const { t } = useTranslation();
  const label = fieldWord(t, name);
  if (typeof value === 'boolean')
    return <Switch label={label} checked={value} onChange={(event) => onChange(event.currentTarget.checked)} />;
  if (typeof value === 'number')
    return (
      <NumberInput
        label={label}
        allowDecimal={false}
        value={value}
        onChange={(next) => onChange(next === '' ? null : Number(next))}
      />
    );
  const choices = typeof value === 'string' ? choicesOf(name, value) : null;
  if (choices !== null)
    return (
      <Select
        label={label}
        allowDeselect={false}
        value={String(value)}
        data={choices.map((choice) => ({ value: choice, label: t(`policies.choice.${choice}`) }))}
        onChange={onChange}
      />
    );
  if (typeof value === 'string' && value.length > 110)
    return (
      <Textarea
        className={styles.wide ?? ''}
        label={label}
        rows={3}
        value={value}
        onChange={(event) => onChange(event.currentTarget.value)}
      />
    );
  if (typeof value === 'string')
    return <TextInput label={label} value={value} onChange={(event) => onChange(event.currentTarget.value)} />;
  // A figure that no regulation sets: whole numbers are counts, anything else is text.
  return (
    <TextInput
      label={label}
      placeholder={t('policies.form.notSet')}
      value=""
      onChange={(event) => {
        const text = event.currentTarget.value;
        onChange(/^\d+$/.test(text) ? Number(text) : text);
      }}
    />
  );
}

function Nested({ name, value, onChange }: FieldProps) {
  const { t } = useTranslation();
  const list = Array.isArray(value);
  const entries: [string, unknown][] = list
    ? value.map((entry, index) => [String(index), entry])
    : Object.entries(value as Record<string, unknown>);
  const putAll = (next: [string, unknown][]) =>
    onChange(list ? next.map(([, entry]) => entry) : Object.fromEntries(next));
  const nested = entries.some(([, entry]) => isNested(entry));
  const last = entries.at(-1);
  const open = list && last !== undefined;
  return (
    <details className={styles.entry} data-testid={`field-${name}`}>
      <summary>
        {fieldWord(t, name)} <small>{t('policies.form.count', { n: entries.length })}</small>
      </summary>
      {!nested && !list ? (
        <StructuredEditor value={value} onChange={onChange} />
      ) : (
        entries.map(([key, entry], index) => {
          const put = (next: unknown) => putAll(entries.map((old, at) => (at === index ? [key, next] : old)));
          return (
            // Entries keep their place while their code is being changed.
            // biome-ignore lint/suspicious/noArrayIndexKey: see above
            <div key={index} className={styles.entry}>
              <b className={styles.group}>{titleOf(list, key, entry, (word) => fieldWord(t, word))}</b>
              {isNested(entry) ? (
                <StructuredEditor value={entry} onChange={put} />
              ) : (
                <Leaf name={name} value={entry} onChange={put} />
              )}
              {list && entries.length > 1 && (
                <Button
                  size="compact-xs"
                  variant="subtle"
                  color="red"
                  mt="sm"
                  onClick={() => putAll(entries.filter((_, at) => at !== index))}
                >
                  {t('policies.form.remove')}
                </Button>
              )}
            </div>
          );
        })
      )}
      {open && (
        <div className={styles.tools}>
          <Button
            size="xs"
            variant="default"
            onClick={() => putAll([...entries, [String(entries.length), structuredClone(last[1])]])}
          >
            {t('policies.form.add')}
          </Button>
        </div>
      )}
      {isRates(name) && <AddKey onAdd={(key) => putAll([...entries, [key, structuredClone(last?.[1] ?? '0')]])} />}
    </details>
  );
}

/** Tables whose keys are codes that the region makes up. */
function isRates(name: string): boolean {
  return name === 'rates' || name === 'leaveRates' || name === 'ratings';
}

function AddKey({ onAdd }: { onAdd(key: string): void }) {
  const { t } = useTranslation();
  return (
    <TextInput
      mt="sm"
      w={240}
      label={`${t('policies.form.add')}: ${t('policies.form.key')}`}
      maxLength={40}
      onKeyDown={(event) => {
        const key = event.currentTarget.value.trim();
        if (event.key !== 'Enter' || key === '') return;
        event.preventDefault();
        event.currentTarget.value = '';
        onAdd(key);
      }}
    />
  );
}

function titleOf(list: boolean, key: string, entry: unknown, word: (name: string) => string): string {
  if (!list) return word(key);
  const named = entry as { name?: unknown; code?: unknown } | null;
  if (typeof named?.name === 'string' && named.name !== '') return named.name;
  return typeof named?.code === 'string' ? named.code : String(Number(key) + 1);
}
