import { Button, Select, TextInput } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { fieldErrors } from '../api/field-errors.ts';
import { useFormat } from '../format/use-format.ts';
import { Card } from '../look/Card.tsx';
import { FormTrouble } from '../look/FormTrouble.tsx';
import styles from './organisation.module.css';
import { useAddWorkUnit, useWorkUnits } from './use-organisation.ts';

/** The parts of an office: divisions, schools, health centres. */
export function WorkUnitsCard({ opd, admin }: { opd: string; admin: boolean }) {
  const { t } = useTranslation();
  const format = useFormat();
  const units = useWorkUnits(opd);
  const add = useAddWorkUnit(opd);
  const [name, setName] = useState('');
  const [parent, setParent] = useState<string | null>(null);
  const errors = fieldErrors(add.error, ['name', 'parent']);
  const all = units.data ?? [];
  const under = (above: string | null, depth: number): { id: string; name: string; people: number; depth: number }[] =>
    depth > 8
      ? []
      : all
          .filter((unit) => unit.parent === above)
          .flatMap((unit) => [{ ...unit, depth }, ...under(unit.id, depth + 1)]);
  return (
    <Card title={t('organisation.units')} note={format.number(all.length)}>
      {units.isSuccess && all.length === 0 && <p className={styles.quiet}>{t('organisation.noUnits')}</p>}
      <ul className={styles.rows} data-testid="work-units">
        {under(null, 0).map((unit) => (
          <li key={unit.id} className={styles.unit} style={{ paddingInlineStart: unit.depth * 20 }}>
            <span>{unit.name}</span>
            <b>{format.number(unit.people)}</b>
          </li>
        ))}
      </ul>
      {admin && (
        <form
          className={styles.tools}
          onSubmit={(event) => {
            event.preventDefault();
            add.mutate({ name: name.trim(), parent }, { onSuccess: () => setName('') });
          }}
        >
          <FormTrouble error={add.error} saidByFields={Object.keys(errors).length > 0} />
          <TextInput
            label={t('organisation.unitName')}
            maxLength={200}
            value={name}
            error={errors.name}
            onChange={(event) => setName(event.currentTarget.value)}
            data-testid="unit-name"
          />
          <Select
            label={t('organisation.parent')}
            clearable
            searchable
            value={parent}
            data={all.map((unit) => ({ value: unit.id, label: unit.name }))}
            onChange={setParent}
          />
          <Button type="submit" variant="default" disabled={name.trim().length < 2} loading={add.isPending}>
            {t('organisation.addUnit')}
          </Button>
        </form>
      )}
    </Card>
  );
}
