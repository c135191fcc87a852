import type { EvidencePolicy } from '@hadir/shared/api/pictures';
import { Button, Group, Modal, NumberInput, Stack, Switch, Text, Textarea } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { FormTrouble } from '../look/FormTrouble.tsx';
import styles from './privacy.module.css';
import { useSetEvidencePolicy } from './use-evidence.ts';

const SHORTEST_BASIS = 5;

/** Switches evidence pictures on or off for the whole region, after saying what that means. */
export function EvidencePolicyForm({ policy, mayChange }: { policy: EvidencePolicy; mayChange: boolean }) {
  const { t } = useTranslation();
  const set = useSetEvidencePolicy();
  const [draft, setDraft] = useState(policy);
  const [asking, setAsking] = useState(false);
  const changed = draft.on !== policy.on || draft.days !== policy.days || draft.legalBasis.trim() !== policy.legalBasis;
  const basisMissing = draft.on && draft.legalBasis.trim().length < SHORTEST_BASIS;
  const kind = draft.on === policy.on ? 'keep' : draft.on ? 'on' : 'off';
  const deletesNothing = kind === 'keep' && draft.days >= policy.days;
  const save = () =>
    set.mutate({ ...draft, legalBasis: draft.legalBasis.trim() }, { onSettled: () => setAsking(false) });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (deletesNothing) save();
    else setAsking(true);
  };
  return (
    <form onSubmit={submit} className={styles.form}>
      <p className={styles.text}>{t('privacy.explain')}</p>
      <FormTrouble error={set.error} />
      <Switch
        size="md"
        label={t('privacy.turnOn')}
        checked={draft.on}
        disabled={!mayChange}
        onChange={(event) => setDraft({ ...draft, on: event.currentTarget.checked })}
        data-testid="evidence-on"
      />
      <Textarea
        label={t('privacy.legalBasis')}
        description={t('privacy.legalBasisHelp')}
        error={basisMissing && changed ? t('privacy.legalBasisMissing') : null}
        rows={2}
        maxLength={500}
        value={draft.legalBasis}
        disabled={!mayChange}
        onChange={(event) => setDraft({ ...draft, legalBasis: event.currentTarget.value })}
        data-testid="evidence-basis"
      />
      <NumberInput
        label={t('privacy.days')}
        description={t('privacy.daysHelp')}
        min={1}
        max={365}
        allowDecimal={false}
        clampBehavior="strict"
        value={draft.days}
        disabled={!mayChange}
        onChange={(value) => setDraft({ ...draft, days: Number(value) || 1 })}
        data-testid="evidence-days"
      />
      {mayChange && (
        <Group>
          <Button type="submit" disabled={!changed || basisMissing} loading={set.isPending} data-testid="save-evidence">
            {t('privacy.save')}
          </Button>
          {set.isSuccess && !changed && (
            <Text size="sm" role="status">
              {t('privacy.saved')}
            </Text>
          )}
        </Group>
      )}
      <Modal
        opened={asking}
        onClose={() => setAsking(false)}
        title={t(`privacy.confirmTitle.${kind}`)}
        closeButtonProps={{ 'aria-label': t('dialog.close') }}
      >
        <Stack>
          <Text size="sm">{t(`privacy.confirm.${kind}`)}</Text>
          <Group>
            <Button onClick={save} loading={set.isPending} data-testid="confirm-evidence">
              {t(`privacy.confirmYes.${kind}`)}
            </Button>
            <Button variant="default" onClick={() => setAsking(false)}>
              {t('dialog.back')}
            </Button>
          </Group>
        </Stack>
      </Modal>
    </form>
  );
}
