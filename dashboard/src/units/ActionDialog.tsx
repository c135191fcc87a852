import type { Unit } from '@hadir/shared/api/units';
import { Button, Checkbox, Group, Modal, Select, Stack, Text, Textarea } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import { answerOf } from '../api/answer-of.ts';
import { fieldErrors } from '../api/field-errors.ts';
import { useHub } from '../api/hub-context.ts';
import { FormTrouble } from '../look/FormTrouble.tsx';
import { useStartProcedure } from '../procedures/use-procedures.ts';
import { type ActionRequest, isFinal, requestFor, type UnitAction } from './unit-actions.ts';
import styles from './unit-page.module.css';
import { useDoors } from './use-units.ts';

interface ActionDialogProps {
  unit: Unit;
  action: UnitAction;
  onClose(): void;
  /** An order was taken that the unit answers later; a procedure leads to its own page instead. */
  onTaken(): void;
}

/** Says what an action will do before it is asked of the hub. */
export function ActionDialog({ unit, action, onClose, onTaken }: ActionDialogProps) {
  const { t } = useTranslation();
  const hub = useHub();
  const queries = useQueryClient();
  const navigate = useNavigate();
  const doors = useDoors();
  const start = useStartProcedure((procedure) => void navigate(`/prosedur/${procedure.id}`));
  const order = useMutation({
    mutationFn: (request: Exclude<ActionRequest, { kind: 'procedure' }>): Promise<unknown> => {
      const params = { path: { id: unit.id } };
      return request.kind === 'revoke'
        ? answerOf(hub.POST('/api/units/{id}/revoke', { params, body: { reason: request.reason } }))
        : answerOf(hub.POST('/api/units/{id}/commands', { params, body: request.body }));
    },
    onSuccess: () => {
      for (const key of ['units', 'unit-history', 'doors']) void queries.invalidateQueries({ queryKey: [key] });
      onTaken();
    },
  });
  const wantsReason = action !== 'restart';
  const final = isFinal(action);
  const form = useForm({
    initialValues: { reason: '', door: '', understood: false },
    validate: {
      reason: (value) => (wantsReason && value.trim().length < 3 ? t('actions.reasonMissing') : null),
      door: (value) => (action === 'move' && value === '' ? t('actions.targetMissing') : null),
      understood: (value) => (final && !value ? t('actions.understoodMissing') : null),
    },
  });
  const confirm = form.onSubmit(({ reason, door }) => {
    const request = requestFor(action, unit.id, reason.trim(), door);
    const onError = (error: unknown) => form.setErrors(fieldErrors(error, ['reason', 'door']));
    if (request.kind === 'procedure') start.mutate(request.body, { onError });
    else order.mutate(request, { onError });
  });
  const free = doors.data?.filter((door) => door.unit === null && door.id !== unit.door) ?? [];
  return (
    <Modal
      opened
      onClose={onClose}
      title={`${t(`actions.${action}.name`)}: ${unit.opdName} · ${unit.doorName}`}
      closeButtonProps={{ 'aria-label': t('dialog.close') }}
    >
      <form onSubmit={confirm} data-testid="action-dialog" data-action={action}>
        <Stack>
          <FormTrouble error={start.error ?? order.error} saidByFields={Object.keys(form.errors).length > 0} />
          <div className={styles.happens} data-final={final}>
            <b>{t('actions.whatHappens')}</b>
            <ul>
              <li>{t(`actions.${action}.first`)}</li>
              <li>{t(`actions.${action}.second`)}</li>
              <li>{t(`actions.${action}.third`)}</li>
            </ul>
          </div>
          {action === 'move' &&
            (doors.data && free.length === 0 ? (
              <Text size="sm">{t('actions.noTarget')}</Text>
            ) : (
              <Select
                label={t('actions.target')}
                description={t('actions.targetHint')}
                searchable
                limit={100}
                data={free.map((door) => ({ value: door.id, label: `${door.opdName} · ${door.name}` }))}
                nothingFoundMessage={t('opds.none')}
                data-testid="move-door"
                {...form.getInputProps('door')}
              />
            ))}
          {wantsReason && (
            <Textarea
              label={t('actions.reason')}
              description={t('actions.reasonHint')}
              rows={2}
              maxLength={500}
              data-testid="procedure-reason"
              {...form.getInputProps('reason')}
            />
          )}
          {final && (
            <Checkbox
              label={t('actions.understood')}
              data-testid="understood"
              {...form.getInputProps('understood', { type: 'checkbox' })}
            />
          )}
          <Group>
            <Button
              type="submit"
              {...(final && { color: 'red' })}
              loading={start.isPending || order.isPending}
              data-testid="confirm-action"
            >
              {t(`actions.${action}.go`)}
            </Button>
            <Button variant="default" onClick={onClose}>
              {t('actions.cancel')}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}
