import type { ConsentText, EnrolmentPolicy } from '@hadir/shared/api/enrolment';
import { Button, Group, NumberInput, Skeleton, Stack, Switch, Textarea, TextInput } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../format/use-format.ts';
import { Card } from '../look/Card.tsx';
import { FormTrouble } from '../look/FormTrouble.tsx';
import styles from './enrolment.module.css';
import { useAddConsentText, useConsentTexts, useEnrolmentPolicy, useSetEnrolmentPolicy } from './use-enrolment.ts';

/** What is kept of a photo, why the region may keep a face, and what people are asked to agree to. */
export function EnrolmentRules() {
  const policy = useEnrolmentPolicy();
  const texts = useConsentTexts();
  return (
    <div className={styles.sections}>
      {policy.data ? <PolicyForm policy={policy.data} /> : <Skeleton height={220} radius={14} aria-busy="true" />}
      {texts.data?.[0] && <TextForm text={texts.data[0]} />}
    </div>
  );
}

function PolicyForm({ policy }: { policy: EnrolmentPolicy }) {
  const { t } = useTranslation();
  const save = useSetEnrolmentPolicy();
  const [draft, setDraft] = useState(policy);
  return (
    <Card title={t('enrolRules.photos')}>
      <p className={styles.text}>{t('enrolRules.photosExplain')}</p>
      <Stack>
        <Switch
          label={t('enrolRules.keep')}
          checked={draft.keepPhotos}
          onChange={(event) => setDraft({ ...draft, keepPhotos: event.currentTarget.checked })}
          data-testid="keep-photos"
        />
        {policy.keepPhotos && !draft.keepPhotos && <p className={styles.text}>{t('enrolRules.offMeans')}</p>}
        {draft.keepPhotos && (
          <NumberInput
            label={t('enrolRules.days')}
            description={t('enrolRules.daysHint')}
            min={1}
            max={3_650}
            allowDecimal={false}
            value={draft.photoDays ?? ''}
            onChange={(value) => setDraft({ ...draft, photoDays: typeof value === 'number' ? value : null })}
          />
        )}
        <TextInput
          label={t('enrolRules.basis')}
          description={t('enrolRules.basisHint')}
          maxLength={500}
          value={draft.defaultLegalBasis ?? ''}
          onChange={(event) => setDraft({ ...draft, defaultLegalBasis: event.currentTarget.value || null })}
        />
        <FormTrouble error={save.error} />
        <Group>
          <Button loading={save.isPending} onClick={() => save.mutate(draft)} data-testid="save-policy">
            {t('enrolRules.save')}
          </Button>
          {save.isSuccess && <span role="status">{t('enrolRules.saved')}</span>}
        </Group>
      </Stack>
    </Card>
  );
}

function TextForm({ text }: { text: ConsentText }) {
  const { t } = useTranslation();
  const format = useFormat();
  const add = useAddConsentText();
  const [draft, setDraft] = useState<{ purpose: string; body: string } | null>(null);
  const zone = Intl.DateTimeFormat().resolvedOptions().timeZone;
  return (
    <Card
      title={t('enrolRules.text')}
      note={t('enrolRules.version', { n: text.version, moment: format.moment(text.createdAt, zone) })}
    >
      {draft === null ? (
        <>
          <p className={styles.text}>
            <b>{text.purpose}</b>
          </p>
          <p className={styles.text}>{text.body}</p>
          <Button variant="default" onClick={() => setDraft({ purpose: text.purpose, body: text.body })}>
            {t('enrolRules.newText')}
          </Button>
        </>
      ) : (
        <Stack>
          <TextInput
            label={t('enrolRules.purpose')}
            maxLength={300}
            value={draft.purpose}
            onChange={(event) => setDraft({ ...draft, purpose: event.currentTarget.value })}
          />
          <Textarea
            label={t('enrolRules.body')}
            autosize
            minRows={5}
            maxLength={5_000}
            value={draft.body}
            onChange={(event) => setDraft({ ...draft, body: event.currentTarget.value })}
          />
          <p className={styles.text}>{t('enrolRules.newTextMeans')}</p>
          <FormTrouble error={add.error} />
          <Group>
            <Button
              loading={add.isPending}
              disabled={draft.body.trim().length < 40 || draft.purpose.trim().length < 5}
              onClick={() => add.mutate(draft, { onSuccess: () => setDraft(null) })}
            >
              {t('enrolRules.newText')}
            </Button>
            <Button variant="default" onClick={() => setDraft(null)}>
              {t('dialog.back')}
            </Button>
          </Group>
        </Stack>
      )}
    </Card>
  );
}
