import type { Unit } from '@hadir/shared/api/units';
import type { UnitSettings } from '@hadir/shared/wire/command';
import { Button, NumberInput, Select, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { answerOf } from '../api/answer-of.ts';
import { useHub } from '../api/hub-context.ts';
import { useFormat } from '../format/use-format.ts';
import { Card } from '../look/Card.tsx';
import { FormTrouble } from '../look/FormTrouble.tsx';
import styles from './unit-page.module.css';
import { fromSettings, outOfRange, type SettingsFields, toSettings } from './unit-settings-fields.ts';

/** What an operator may set from afar. The whole of it is sent, so that nothing depends on what was sent before. */
export function UnitSettingsForm({ unit, settings }: { unit: Unit; settings: UnitSettings }) {
  const { t } = useTranslation();
  const format = useFormat();
  const hub = useHub();
  const queries = useQueryClient();
  const range = (field: keyof SettingsFields) => (value: SettingsFields[typeof field]) => {
    const limits = outOfRange(field, value);
    if (limits === null) return null;
    return t('settings.outOfRange', { min: format.number(limits[0]), max: format.number(limits[1]) });
  };
  const form = useForm<SettingsFields>({
    initialValues: fromSettings(settings),
    validate: {
      minimumScore: range('minimumScore'),
      minimumLiveness: range('minimumLiveness'),
      coolDownSeconds: range('coolDownSeconds'),
      volume: range('volume'),
      assistedPerDay: range('assistedPerDay'),
      camera: (value) => (value.trim() !== '' && value.trim().length < 3 ? t('settings.cameraShort') : null),
    },
  });
  const asHeld = JSON.stringify(settings);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the form follows what the hub holds, unless somebody is writing in it.
  useEffect(() => {
    if (form.isDirty()) return;
    form.setInitialValues(fromSettings(settings));
    form.reset();
  }, [asHeld]);
  const send = useMutation({
    mutationFn: (fields: SettingsFields) =>
      answerOf(
        hub.POST('/api/units/{id}/commands', {
          params: { path: { id: unit.id } },
          body: { do: 'settings', settings: toSettings(fields, settings) },
        }),
      ),
    onSuccess: () => {
      form.resetDirty();
      return queries.invalidateQueries({ queryKey: ['unit-history', unit.id] });
    },
  });
  const number = {
    decimalSeparator: format.decimal(0.5, 1).charAt(1),
    hideControls: true,
    autoComplete: 'off',
  };
  return (
    <Card title={t('settings.title')}>
      <form onSubmit={form.onSubmit((fields) => send.mutate(fields))} data-testid="unit-settings">
        <p className={styles.quiet}>{t('settings.explain')}</p>
        <FormTrouble error={send.error} />
        <div className={styles.fields}>
          <NumberInput
            label={t('settings.minimumScore')}
            description={t('settings.minimumScoreHint')}
            {...number}
            decimalScale={3}
            {...form.getInputProps('minimumScore')}
          />
          <NumberInput
            label={t('settings.minimumLiveness')}
            description={t('settings.minimumLivenessHint')}
            {...number}
            decimalScale={3}
            {...form.getInputProps('minimumLiveness')}
          />
          <NumberInput
            label={t('settings.coolDown')}
            description={t('settings.coolDownHint')}
            {...number}
            allowDecimal={false}
            {...form.getInputProps('coolDownSeconds')}
          />
          <NumberInput
            label={t('settings.volume')}
            description={t('settings.volumeHint')}
            {...number}
            allowDecimal={false}
            {...form.getInputProps('volume')}
          />
          <NumberInput
            label={t('settings.assistedPerDay')}
            description={t('settings.assistedPerDayHint')}
            {...number}
            allowDecimal={false}
            {...form.getInputProps('assistedPerDay')}
          />
          <TextInput
            label={t('settings.camera')}
            description={t('settings.cameraHint')}
            maxLength={500}
            autoComplete="off"
            {...form.getInputProps('camera')}
          />
          <Select
            label={t('settings.language')}
            placeholder={t('settings.languageDefault')}
            clearable
            data={[
              { value: 'id', label: 'Bahasa Indonesia' },
              { value: 'en', label: 'English' },
            ]}
            {...form.getInputProps('language')}
          />
          <Select
            label={t('settings.names')}
            placeholder={t('settings.namesDefault')}
            clearable
            data={(['full', 'first', 'initials'] as const).map((value) => ({
              value,
              label: t(`settings.namesShown.${value}`),
            }))}
            {...form.getInputProps('names')}
          />
          <Select
            label={t('settings.challenge')}
            description={t('settings.challengeHint')}
            placeholder={t('settings.challenges.in-doubt')}
            clearable
            data={(['in-doubt', 'always', 'never'] as const).map((value) => ({
              value,
              label: t(`settings.challenges.${value}`),
            }))}
            {...form.getInputProps('challenge')}
          />
        </div>
        <Button type="submit" variant="light" loading={send.isPending} data-testid="send-settings">
          {t('settings.save')}
        </Button>
        {send.isSuccess && !form.isDirty() && (
          <p className={styles.sent} role="status">
            {t(unit.online ? 'settings.sent' : 'settings.sentOffline')}
          </p>
        )}
      </form>
    </Card>
  );
}
