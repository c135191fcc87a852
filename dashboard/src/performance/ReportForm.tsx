import type { NewWorkReport, WorkReport } from '@hadir/shared/api/performance';
import type { EvidenceFile } from '@hadir/shared/api/requests';
import { localDay } from '@hadir/shared/time/local-day';
import { Button, Group, NumberInput, SegmentedControl, Textarea, TextInput } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { fieldErrors } from '../api/field-errors.ts';
import { FormTrouble } from '../look/FormTrouble.tsx';
import { FilesField } from '../requests/FilesField.tsx';
import styles from '../requests/requests.module.css';
import { useWriteReport } from './use-performance.ts';

interface ReportFormProps {
  month: string;
  /** One that is changed; null for a new one. */
  report: WorkReport | null;
  onClose(): void;
}

/** What was done, on a day or in the month. */
export function ReportForm({ month, report, onClose }: ReportFormProps) {
  const { t } = useTranslation();
  const today = localDay(new Date(), 'Asia/Jakarta');
  const [draft, setDraft] = useState<Omit<NewWorkReport, 'files'>>(
    report ?? {
      span: 'day',
      day: today.startsWith(month) ? today : `${month}-01`,
      text: '',
      quantity: null,
      unit: null,
      minutes: null,
    },
  );
  const [files, setFiles] = useState<readonly EvidenceFile[]>(report?.files ?? []);
  const write = useWriteReport(report?.id ?? null);
  const change = (part: Partial<typeof draft>) => setDraft((before) => ({ ...before, ...part }));
  const errors = fieldErrors(write.error, ['day', 'text', 'quantity', 'unit', 'minutes', 'files']);
  const numberOf = (value: string | number) => (value === '' ? null : Number(value));
  const { span, day, text, quantity, unit, minutes } = draft;
  const body = { span, day, text: text.trim(), quantity, unit, minutes, files: files.map(({ id }) => id) };
  return (
    <form
      className={styles.form}
      data-testid="report-form"
      onSubmit={(event) => {
        event.preventDefault();
        write.mutate(body, { onSuccess: onClose });
      }}
    >
      <FormTrouble error={write.error} saidByFields={Object.keys(errors).length > 0} />
      <div className={styles.pair}>
        {report === null && (
          <SegmentedControl
            aria-label={t('performance.span')}
            value={span}
            onChange={(next) => change({ span: next === 'month' ? 'month' : 'day' })}
            data={(['day', 'month'] as const).map((each) => ({ value: each, label: t(`performance.spans.${each}`) }))}
          />
        )}
        {span === 'day' && (
          <TextInput
            type="date"
            label={t('performance.day')}
            value={day}
            max={today}
            error={errors.day}
            onChange={(event) => change({ day: event.currentTarget.value })}
          />
        )}
      </div>
      <Textarea
        label={t('performance.text')}
        rows={3}
        maxLength={4000}
        value={text}
        error={errors.text}
        data-testid="report-text"
        onChange={(event) => change({ text: event.currentTarget.value })}
      />
      <div className={styles.pair}>
        <NumberInput
          label={t('performance.quantity')}
          min={0}
          decimalScale={2}
          value={quantity ?? ''}
          error={errors.quantity}
          onChange={(value) => change({ quantity: numberOf(value) })}
        />
        <TextInput
          label={t('performance.unit')}
          placeholder={t('performance.unitHint')}
          maxLength={50}
          value={unit ?? ''}
          error={errors.unit}
          onChange={(event) => change({ unit: event.currentTarget.value === '' ? null : event.currentTarget.value })}
        />
        <NumberInput
          label={t('performance.minutes')}
          min={1}
          max={1440}
          allowDecimal={false}
          value={minutes ?? ''}
          error={errors.minutes}
          onChange={(value) => change({ minutes: numberOf(value) })}
        />
      </div>
      <FilesField label={t('files.title')} files={files} most={5} onChange={setFiles} />
      <Group>
        <Button type="submit" loading={write.isPending} disabled={text.trim().length < 3} data-testid="send-report">
          {t('performance.send')}
        </Button>
        <Button variant="default" onClick={onClose}>
          {t('dialog.close')}
        </Button>
      </Group>
    </form>
  );
}
