import { Button, Modal, Select, Stack, Textarea } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { answerOf } from '../api/answer-of.ts';
import { useHub } from '../api/hub-context.ts';
import { FormTrouble } from '../look/FormTrouble.tsx';
import { EmployeePicker } from './EmployeePicker.tsx';
import { pastMonths } from './past-months.ts';
import { useMonthName } from './use-month-name.ts';

const MONTHS_OFFERED = 24;

/** A finding with its evidence; nothing follows from it until another inspector has confirmed it. */
export function NewFindingDialog({ opened, onClose }: { opened: boolean; onClose(): void }) {
  const { t } = useTranslation();
  const hub = useHub();
  const queries = useQueryClient();
  const [employee, setEmployee] = useState<string | null>(null);
  const monthName = useMonthName();
  const months = pastMonths(new Date(), MONTHS_OFFERED);
  const [month, setMonth] = useState(months[0] ?? '');
  const [summary, setSummary] = useState('');
  const [evidence, setEvidence] = useState('');
  const lines = evidence
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '');
  const save = useMutation({
    mutationFn: (who: string) =>
      answerOf(hub.POST('/api/findings', { body: { employee: who, month, summary: summary.trim(), evidence: lines } })),
    onSuccess: () => {
      void queries.invalidateQueries({ queryKey: ['findings'] });
      setEmployee(null);
      setSummary('');
      setEvidence('');
      onClose();
    },
  });
  const ready = employee !== null && summary.trim().length >= 20 && lines.length > 0;
  return (
    <Modal
      opened={opened}
      onClose={onClose}
      title={t('finding.add')}
      closeButtonProps={{ 'aria-label': t('dialog.close') }}
    >
      <Stack>
        <FormTrouble error={save.error} />
        <EmployeePicker label={t('finding.employee')} value={employee} onChange={setEmployee} />
        <Select
          label={t('finding.month')}
          allowDeselect={false}
          value={month}
          data={months.map((value) => ({ value, label: monthName(value) }))}
          onChange={(value) => setMonth(value ?? month)}
        />
        <Textarea
          label={t('finding.summary')}
          description={t('finding.summaryHint')}
          rows={3}
          maxLength={2000}
          value={summary}
          onChange={(event) => setSummary(event.currentTarget.value)}
        />
        <Textarea
          label={t('finding.evidence')}
          description={t('finding.evidenceHint')}
          rows={3}
          value={evidence}
          onChange={(event) => setEvidence(event.currentTarget.value)}
        />
        <Button
          disabled={!ready}
          loading={save.isPending}
          onClick={() => employee !== null && save.mutate(employee)}
          data-testid="save-finding"
        >
          {t('finding.save')}
        </Button>
      </Stack>
    </Modal>
  );
}
