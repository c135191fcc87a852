import type { AttendanceRequest, RequestDecision } from '@hadir/shared/api/requests';
import { Button, Group, Modal, Stack, Text, Textarea } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../format/use-format.ts';
import { FormTrouble } from '../look/FormTrouble.tsx';
import styles from './requests.module.css';
import { useDecideSeveral } from './use-requests.ts';

interface BulkDecisionProps {
  chosen: readonly AttendanceRequest[];
  stage: RequestDecision['stage'];
  onDone(): void;
}

/** The same decision about several, after saying what that means; what could not be decided is named. */
export function BulkDecision({ chosen, stage, onDone }: BulkDecisionProps) {
  const { t } = useTranslation();
  const format = useFormat();
  const [verdict, setVerdict] = useState<RequestDecision['verdict'] | null>(null);
  const [note, setNote] = useState('');
  const [names, setNames] = useState<ReadonlyMap<string, string>>(new Map());
  const decide = useDecideSeveral();
  const n = format.number(chosen.length);
  const close = () => {
    setVerdict(null);
    setNote('');
  };
  const send = () => {
    if (verdict === null) return;
    setNames(new Map(chosen.map(({ id, employee, title }) => [id, `${employee.name}, ${title}`])));
    const body = {
      stage,
      verdict,
      requests: chosen.map(({ id }) => id),
      ...(note.trim() !== '' && { note: note.trim() }),
    };
    decide.mutate(body, {
      onSuccess: () => {
        close();
        onDone();
      },
    });
  };
  const failed = decide.data?.outcomes.filter(({ done }) => !done) ?? [];
  return (
    <>
      {decide.data && (
        <div className={styles.said} role="status" data-testid="bulk-outcome">
          {t('approvals.outcome', {
            done: format.number(decide.data.outcomes.length - failed.length),
            n: format.number(decide.data.outcomes.length),
          })}
          {failed.map(({ request, problem }) => (
            <small key={request} className={styles.small}>
              {`${names.get(request) ?? ''}: ${problem ?? ''}`}
            </small>
          ))}
        </div>
      )}
      {chosen.length > 0 && (
        <div className={styles.bulk} data-testid="bulk">
          <span>{t('approvals.selected', { n })}</span>
          <Button onClick={() => setVerdict('approve')} data-testid="bulk-approve">
            {t('approvals.approveSelected', { n })}
          </Button>
          <Button variant="default" onClick={() => setVerdict('refuse')}>
            {t('approvals.refuseSelected', { n })}
          </Button>
        </div>
      )}
      <Modal
        opened={verdict !== null}
        onClose={close}
        title={t(verdict === 'refuse' ? 'approvals.confirmRefuse' : 'approvals.confirmApprove', { n })}
        closeButtonProps={{ 'aria-label': t('dialog.close') }}
      >
        <Stack>
          <FormTrouble error={decide.error} />
          <Text size="sm">{t('approvals.confirmApproveText')}</Text>
          <Textarea
            label={t(verdict === 'refuse' ? 'request.noteWhy' : 'request.note')}
            rows={2}
            maxLength={1000}
            value={note}
            onChange={(event) => setNote(event.currentTarget.value)}
          />
          <Group>
            <Button
              loading={decide.isPending}
              disabled={verdict === 'refuse' && note.trim().length < 3}
              onClick={send}
              data-testid="bulk-confirm"
            >
              {t(verdict === 'refuse' ? 'approvals.refuseSelected' : 'approvals.approveSelected', { n })}
            </Button>
            <Button variant="default" onClick={close}>
              {t('dialog.back')}
            </Button>
          </Group>
        </Stack>
      </Modal>
    </>
  );
}
