import { Button, Checkbox, TextInput } from '@mantine/core';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { FieldLeaf } from './FieldLeaf.tsx';
import { useErrorWithin, useFieldError } from './field-errors-context.ts';
import { beginningOf, isByCode, mayLoseEntry, newEntry } from './field-forms.ts';
import { fieldWord, helpWord } from './field-words.ts';
import styles from './policies.module.css';

interface StructuredEditorProps {
  value: unknown;
  onChange(value: unknown): void;
  /** The list or group that has these fields. */
  within?: string;
  path?: string;
}

/** Any document field by field, by what its values are; the hub says which ones it cannot take. */
export function StructuredEditor({ value, onChange, within = '', path = 'document' }: StructuredEditorProps) {
  const entries = Object.entries(value as Record<string, unknown>);
  const put = (name: string, next: unknown) =>
    onChange(Object.fromEntries(entries.map(([key, old]) => [key, key === name ? next : old])));
  const simple = entries.filter(([, inner]) => !isNested(inner));
  const nested = entries.filter(([, inner]) => isNested(inner));
  const fieldOf = ([name, inner]: [string, unknown]) => ({
    ...{ name, within, path: `${path}.${name}`, value: inner },
    onChange: (next: unknown) => put(name, next),
  });
  return (
    <>
      <div className={styles.fields}>
        {simple.map((entry) => (
          <FieldLeaf key={entry[0]} {...fieldOf(entry)} />
        ))}
      </div>
      {nested.map((entry) =>
        entry[0] === 'forKinds' ? (
          <EmployeeKinds key={entry[0]} {...fieldOf(entry)} />
        ) : (
          <Nested key={entry[0]} {...fieldOf(entry)} />
        ),
      )}
    </>
  );
}

function isNested(value: unknown): boolean {
  return typeof value === 'object' && value !== null;
}

interface FieldProps {
  name: string;
  within: string;
  path: string;
  value: unknown;
  onChange(value: unknown): void;
}

function Nested({ name, within, path, value, onChange }: FieldProps) {
  const { t } = useTranslation();
  const wrong = useErrorWithin(path);
  const error = useFieldError(path);
  const list = Array.isArray(value);
  const entries: [string, unknown][] = list
    ? value.map((entry, index) => [String(index), entry])
    : Object.entries(value as Record<string, unknown>);
  const putAll = (next: [string, unknown][]) =>
    onChange(list ? next.map(([, entry]) => entry) : Object.fromEntries(next));
  // Statuses are short enough to stand below each other; any other group has its fields as the document has.
  const table = list || isByCode(name) || name === 'labels';
  const changing = list || isByCode(name);
  const last = entries.at(-1)?.[1];
  const help = helpWord(t, within, name);
  return (
    <details className={styles.entry} data-testid={`field-${name}`} open={wrong || error !== undefined || undefined}>
      <summary>
        {fieldWord(t, name)} {changing && <small>{t('policies.form.count', { n: entries.length })}</small>}
      </summary>
      {help !== undefined && <p className={styles.about}>{help}</p>}
      {error !== undefined && <p role="alert">{error}</p>}
      {table ? (
        entries.map(([key, entry], index) => {
          const put = (next: unknown) => putAll(entries.map((old, at) => (at === index ? [key, next] : old)));
          return (
            <Entry
              // Entries keep their place while their code is being changed.
              // biome-ignore lint/suspicious/noArrayIndexKey: see above
              key={index}
              title={titleOf(list, key, entry, (word) => fieldWord(t, word))}
              path={`${path}.${key}`}
              long={isNested(entry) && Object.keys(entry as object).length >= LONG_ENTRY}
              begun={(entry as { code?: unknown } | null)?.code === ''}
            >
              {isNested(entry) ? (
                <StructuredEditor value={entry} onChange={put} within={name} path={`${path}.${key}`} />
              ) : (
                <FieldLeaf name={name} within={name} path={`${path}.${key}`} value={entry} onChange={put} />
              )}
              {changing && mayLoseEntry(name, entries.length) && (
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
            </Entry>
          );
        })
      ) : (
        <StructuredEditor value={value} onChange={onChange} within={name} path={path} />
      )}
      <div className={styles.tools}>
        {list && (
          <Button
            size="xs"
            variant="default"
            data-testid={`add-${name}`}
            onClick={() => putAll([...entries, [String(entries.length), newEntry(name, last)]])}
          >
            {t('policies.form.add')}
          </Button>
        )}
        {isByCode(name) && (
          <AddKey
            taken={entries.map(([key]) => key)}
            onAdd={(key) => putAll([...entries, [key, newEntry(name, last)]])}
          />
        )}
        {beginningOf(within, name) !== undefined && (
          <Button size="xs" variant="subtle" color="red" onClick={() => onChange(null)}>
            {t('policies.form.clear')}
          </Button>
        )}
      </div>
    </details>
  );
}

/** Entries with so many fields are closed until somebody wants one. */
const LONG_ENTRY = 5;

interface EntryProps {
  title: string;
  path: string;
  long: boolean;
  /** It has only just been added. */
  begun: boolean;
  children: ReactNode;
}

/** One entry of a list or table. */
function Entry({ title, path, long, begun, children }: EntryProps) {
  const [open, setOpen] = useState(begun);
  const wrong = useErrorWithin(path);
  if (!long)
    return (
      <div className={styles.entry}>
        <b className={styles.group}>{title}</b>
        {children}
      </div>
    );
  return (
    <details
      className={styles.entry}
      open={open || wrong}
      onToggle={(event) => {
        // What is opened within bubbles up to here in some browsers.
        if (event.target === event.currentTarget) setOpen(event.currentTarget.open);
      }}
    >
      <summary>{title}</summary>
      {children}
    </details>
  );
}

const EMPLOYEE_KINDS = ['PNS', 'PPPK'];

/** Who has a kind of leave. */
function EmployeeKinds({ name, within, path, value, onChange }: FieldProps) {
  const { t } = useTranslation();
  return (
    <Checkbox.Group
      mt="md"
      label={fieldWord(t, name)}
      description={helpWord(t, within, name)}
      error={useFieldError(path)}
      value={(value as unknown[]).map(String)}
      onChange={(kinds) => onChange(EMPLOYEE_KINDS.filter((kind) => kinds.includes(kind)))}
    >
      <div className={styles.tools}>
        {EMPLOYEE_KINDS.map((kind) => (
          <Checkbox key={kind} value={kind} label={kind} />
        ))}
      </div>
    </Checkbox.Group>
  );
}

function AddKey({ taken, onAdd }: { taken: readonly string[]; onAdd(key: string): void }) {
  const { t } = useTranslation();
  const [key, setKey] = useState('');
  const wanted = key.trim();
  const problem = taken.includes(wanted)
    ? t('policyCheck.codeTaken')
    : wanted !== '' && !/^[A-Za-z0-9][A-Za-z0-9_-]{0,39}$/.test(wanted)
      ? t('policyCheck.codeForm')
      : undefined;
  const add = () => {
    if (wanted === '' || problem !== undefined) return;
    setKey('');
    onAdd(wanted);
  };
  return (
    <>
      <TextInput
        w={240}
        label={t('policyCheck.newCode')}
        maxLength={40}
        value={key}
        error={problem}
        onChange={(event) => setKey(event.currentTarget.value)}
        onKeyDown={(event) => {
          if (event.key !== 'Enter') return;
          event.preventDefault();
          add();
        }}
      />
      <Button size="xs" variant="default" disabled={wanted === '' || problem !== undefined} onClick={add}>
        {t('policies.form.add')}
      </Button>
    </>
  );
}

function titleOf(list: boolean, key: string, entry: unknown, word: (name: string) => string): string {
  if (!list) return word(key);
  const named = entry as { name?: unknown; code?: unknown } | null;
  if (typeof named?.name === 'string' && named.name !== '') return named.name;
  return typeof named?.code === 'string' && named.code !== '' ? named.code : String(Number(key) + 1);
}
