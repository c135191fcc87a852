import type { WorkUnit } from '@hadir/shared/api/organisation';
import { Button, Modal, Select, Stack, TextInput } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { fieldErrors } from '../api/field-errors.ts';
import { FormTrouble } from '../look/FormTrouble.tsx';
import styles from './organisation.module.css';
import { useChangeWorkUnit } from './use-organisation.ts';

interface WorkUnitDialogProps {
  unit: WorkUnit;
  /** Those that it may be a part of. */
  others: readonly WorkUnit[];
  onClose(): void;
}

/** Another name or another place for a work unit, or its end while nobody ever belonged to it. */
export function WorkUnitDialog({ unit, others, onClose }: WorkUnitDialogProps) {
  const { t } = useTranslation();
  const { change, remove } = useChangeWorkUnit();
  const [name, setName] = useState(unit.name);
  const [parent, setParent] = useState(unit.parent);
  const [sure, setSure] = useState(false);
  const errors = fieldErrors(change.error, ['name', 'parent']);
  return (
    <Modal
      opened
      onClose={onClose}
      title={t('organisation.unitDialog.title', { name: unit.name })}
      closeButtonProps={{ 'aria-label': t('dialog.close') }}
    >
      <form
        data-testid="unit-form"
        onSubmit={(event) => {
          event.preventDefault();
          change.mutate({ id: unit.id, name: name.trim(), parent }, { onSuccess: onClose });
        }}
      >
        <Stack>
          <FormTrouble error={change.error ?? remove.error} saidByFields={Object.keys(errors).length > 0} />
          <TextInput
            label={t('organisation.unitName')}
            maxLength={200}
            value={name}
            error={errors.name}
            onChange={(event) => setName(event.currentTarget.value)}
            data-testid="new-unit-name"
          />
          <Select
            label={t('organisation.parent')}
            clearable
            searchable
            value={parent}
            error={errors.parent}
            data={others.map(({ id, name: label }) => ({ value: id, label }))}
            onChange={setParent}
          />
          <Button type="submit" disabled={name.trim().length < 2} loading={change.isPending} data-testid="save-unit">
            {t('organisation.unitDialog.save')}
          </Button>
          {sure ? (
            <>
              <p className={styles.quiet}>{t('organisation.unitDialog.removeExplain')}</p>
              <Button
                color="red"
                loading={remove.isPending}
                onClick={() => remove.mutate(unit.id, { onSuccess: onClose })}
                data-testid="remove-unit-sure"
              >
                {t('organisation.unitDialog.remove')}
              </Button>
            </>
          ) : (
            <Button variant="subtle" color="red" onClick={() => setSure(true)} data-testid="remove-unit">
              {t('organisation.unitDialog.remove')}
            </Button>
          )}
        </Stack>
      </form>
    </Modal>
  );
}
