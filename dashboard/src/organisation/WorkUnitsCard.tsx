import type { WorkUnit } from '@hadir/shared/api/organisation';
import { Button, Select, TextInput } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { fieldErrors } from '../api/field-errors.ts';
import { useFormat } from '../format/use-format.ts';
import { Card } from '../look/Card.tsx';
import { FormTrouble } from '../look/FormTrouble.tsx';
import { Trouble } from '../look/Trouble.tsx';
import styles from './organisation.module.css';
import { useAddWorkUnit, useWorkUnits } from './use-organisation.ts';
import { WorkUnitDialog } from './WorkUnitDialog.tsx';

/** The parts of an office: divisions, schools, health centres. */
export function WorkUnitsCard({ opd, admin }: { opd: string; admin: boolean }) {
  const { t } = useTranslation();
  const format = useFormat();
  const units = useWorkUnits(opd);
  const add = useAddWorkUnit(opd);
  const [name, setName] = useState('');
  const [parent, setParent] = useState<string | null>(null);
  const [changed, setChanged] = useState<WorkUnit | null>(null);
  const errors = fieldErrors(add.error, ['name', 'parent']);
  const all = units.data ?? [];
  return (
    <Card title={t('organisation.units')} note={format.number(all.length)}>
      {units.error && !units.data && <Trouble error={units.error} onRetry={() => void units.refetch()} />}
      {units.isSuccess && all.length === 0 && <p className={styles.quiet}>{t('organisation.noUnits')}</p>}
      <ul className={styles.rows} data-testid="work-units">
        {below(all, null, 0).map(({ unit, depth }) => (
          <li key={unit.id} className={styles.unit} style={{ paddingInlineStart: depth * 20 }}>
            <span>{unit.name}</span>
            <b>{format.number(unit.people)}</b>
            {admin && (
              <Button
                size="compact-xs"
                variant="subtle"
                onClick={() => setChanged(unit)}
                data-testid={`change-unit-${unit.id}`}
              >
                {t('organisation.changeUnit')}
              </Button>
            )}
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
            error={errors.parent}
            data={all.map((unit) => ({ value: unit.id, label: unit.name }))}
            onChange={setParent}
          />
          <Button
            type="submit"
            variant="default"
            disabled={name.trim().length < 2}
            loading={add.isPending}
            data-testid="add-unit"
          >
            {t('organisation.addUnit')}
          </Button>
        </form>
      )}
      {changed && (
        <WorkUnitDialog
          key={changed.id}
          unit={changed}
          others={all.filter(({ id }) => id !== changed.id && !isBelow(all, id, changed.id))}
          onClose={() => setChanged(null)}
        />
      )}
    </Card>
  );
}

/** Deeper than any organisation goes; a circle would end here. */
const DEEPEST = 8;

function below(
  all: readonly WorkUnit[],
  above: string | null,
  depth: number,
): { readonly unit: WorkUnit; readonly depth: number }[] {
  if (depth > DEEPEST) return [];
  return all
    .filter(({ parent }) => parent === above)
    .flatMap((unit) => [{ unit, depth }, ...below(all, unit.id, depth + 1)]);
}

function isBelow(all: readonly WorkUnit[], id: string, above: string): boolean {
  return below(all, above, 1).some(({ unit }) => unit.id === id);
}
