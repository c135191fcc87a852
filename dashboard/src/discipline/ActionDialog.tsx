import type { CaseDetail } from '@hadir/shared/api/discipline';
import { Button, Group, Modal, Select, Stack, Text, Textarea, TextInput } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { FormTrouble } from '../look/FormTrouble.tsx';
import { type ActionInput, type ActionName, callAction } from './case-calls.ts';
import { SanctionFields } from './SanctionFields.tsx';
import { useCaseAction } from './use-cases.ts';

/** What each way to act asks for. */
const ASKS: Record<ActionName, { readonly note: 0 | 10 | null; readonly on: boolean }> = {
  accept: { note: 10, on: false },
  reject: { note: 10, on: false },
  merge: { note: 10, on: false },
  step: { note: 0, on: true },
  skip: { note: 10, on: false },
  undo: { note: 10, on: false },
  clarify: { note: 10, on: true },
  act: { note: 10, on: true },
  report: { note: 10, on: true },
  decide: { note: null, on: true },
  deliver: { note: null, on: true },
  revoke: { note: 10, on: true },
  close: { note: 10, on: false },
};

const isFilled = (text: string) => text.trim().length >= 3;

interface ActionDialogProps {
  name: ActionName;
  /** Code of the step, where one is recorded or skipped. */
  step: string;
  detail: CaseDetail;
  onClose(): void;
}

/** One thing to do about a case: what it means, what it needs, and then it is done. */
export function ActionDialog({ name, step, detail, onClose }: ActionDialogProps) {
  const { t } = useTranslation();
  const action = useCaseAction(detail.id, (hub, id, given: ActionInput) => callAction(name, hub, id, given));
  const today = new Intl.DateTimeFormat('en-CA').format(new Date());
  const [given, setGiven] = useState<ActionInput>({
    note: '',
    on: today,
    step,
    into: detail.mergeInto[0]?.id ?? '',
    sanction: detail.ladder.some(({ code }) => code === detail.proposed?.code) ? (detail.proposed?.code ?? null) : null,
    number: '',
    official: '',
    fromMonth: '',
    unlistedName: '',
    unlistedClause: '',
  });
  const set = (change: Partial<ActionInput>) => setGiven({ ...given, ...change });
  const asks = ASKS[name];
  const decrees = name === 'decide' || name === 'revoke';
  const ready =
    given.note.trim().length >= (asks.note ?? 0) &&
    (!asks.on || given.on !== '') &&
    (!decrees || [given.number, given.official].every(isFilled)) &&
    (given.unlistedName === '' || [given.unlistedName, given.unlistedClause].every(isFilled));
  const stepName = detail.steps.find(({ code }) => code === step)?.name;
  const title = stepName === undefined || name === 'undo' ? t(`case.${name as 'accept'}`) : stepName;
  return (
    <Modal opened onClose={onClose} title={title} closeButtonProps={{ 'aria-label': t('dialog.close') }}>
      <Stack data-testid="action-dialog">
        <FormTrouble error={action.error} />
        {name !== 'step' && <Text size="sm">{t(`case.${name as 'accept'}Explain`)}</Text>}
        {name === 'merge' && (
          <Select
            label={t('case.mergeInto')}
            allowDeselect={false}
            value={given.into}
            data={detail.mergeInto.map(({ id, label }) => ({ value: id, label }))}
            onChange={(into) => set({ into: into ?? given.into })}
          />
        )}
        {name === 'decide' && <SanctionFields detail={detail} given={given} onChange={set} />}
        {decrees && (
          <>
            <TextInput
              label={t(name === 'revoke' ? 'case.revokeNumber' : 'case.number')}
              maxLength={300}
              value={given.number}
              onChange={(event) => set({ number: event.currentTarget.value })}
              data-testid="action-number"
            />
            <TextInput
              label={t('case.official')}
              maxLength={300}
              value={given.official}
              onChange={(event) => set({ official: event.currentTarget.value })}
              data-testid="action-official"
            />
          </>
        )}
        {asks.on && (
          <TextInput
            type="date"
            label={t('case.on')}
            max={today}
            value={given.on}
            onChange={(event) => set({ on: event.currentTarget.value })}
          />
        )}
        {name === 'deliver' && (
          <TextInput
            type="month"
            label={t('case.fromMonth')}
            value={given.fromMonth}
            onChange={(event) => set({ fromMonth: event.currentTarget.value })}
          />
        )}
        {asks.note !== null && (
          <Textarea
            label={t('case.note')}
            description={asks.note > 0 ? t('case.noteHint') : undefined}
            rows={3}
            maxLength={asks.note > 0 ? 2000 : 300}
            value={given.note}
            onChange={(event) => set({ note: event.currentTarget.value })}
            data-testid="action-note"
          />
        )}
        <Group>
          <Button
            disabled={!ready}
            loading={action.isPending}
            onClick={() => action.mutate({ ...given, note: given.note.trim() }, { onSuccess: onClose })}
            data-testid="action-confirm"
          >
            {t('case.confirm')}
          </Button>
          <Button variant="default" onClick={onClose}>
            {t('case.back')}
          </Button>
        </Group>
      </Stack>
    </Modal>
  );
}
