import type { WorkReport } from '@hadir/shared/api/performance';
import { Button, Group, Skeleton, Text, Textarea } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ConfirmDialog } from '../enrolment/ConfirmDialog.tsx';
import { useFormat } from '../format/use-format.ts';
import { Card } from '../look/Card.tsx';
import { Empty } from '../look/Empty.tsx';
import { FormTrouble } from '../look/FormTrouble.tsx';
import { Trouble } from '../look/Trouble.tsx';
import { FileList } from '../requests/FileList.tsx';
import styles from '../requests/requests.module.css';
import { ReportForm } from './ReportForm.tsx';
import { useDecideReports, useRemoveReport, useWorkReports } from './use-performance.ts';

/** The reports of one person in a month: to be changed by himself, to be found right by whoever is above him. */
export function ReportList({ month, employee }: { month: string; employee: string }) {
  const { t } = useTranslation();
  const format = useFormat();
  const { data, error, refetch, isFetching } = useWorkReports(month, employee);
  const decide = useDecideReports();
  const waiting = data?.filter(({ mayDecide }) => mayDecide) ?? [];
  const problem = decide.data?.outcomes.find(({ done }) => !done)?.problem ?? null;
  return (
    <Card>
      {error && !data && <Trouble error={error} onRetry={() => void refetch()} retrying={isFetching} />}
      {!error && !data && <Skeleton height={200} radius={10} aria-busy="true" />}
      {data?.length === 0 && <Empty title={t('performance.noneTitle')}>{t('performance.none')}</Empty>}
      <FormTrouble error={decide.error} />
      {problem !== null && (
        <Text size="sm" role="alert">
          {problem}
        </Text>
      )}
      {waiting.length > 1 && (
        <Button
          size="xs"
          variant="light"
          loading={decide.isPending}
          onClick={() => decide.mutate({ reports: waiting.map(({ id }) => id), verdict: 'validate' })}
          data-testid="validate-all"
        >
          {t('performance.validateAll', { n: format.number(waiting.length) })}
        </Button>
      )}
      <ul className={styles.rows} data-testid="reports">
        {data?.map((report) => (
          <li key={report.id} className={styles.item}>
            <ReportRow report={report} month={month} />
          </li>
        ))}
      </ul>
    </Card>
  );
}

function ReportRow({ report, month }: { report: WorkReport; month: string }) {
  const { t } = useTranslation();
  const format = useFormat();
  const [editing, setEditing] = useState(false);
  const [removing, setRemoving] = useState(false);
  const remove = useRemoveReport();
  const { id, span, day, text, quantity, unit, minutes, state, note, decidedBy, files, mayDecide, mayEdit } = report;
  const amount = [
    quantity !== null && `${format.decimal(quantity, Number.isInteger(quantity) ? 0 : 2)} ${unit ?? ''}`.trim(),
    minutes !== null && format.minutes(minutes),
  ].filter((part) => part !== false);
  if (editing)
    return (
      <div style={{ padding: '12px 0' }}>
        <ReportForm month={month} report={report} onClose={() => setEditing(false)} />
      </div>
    );
  return (
    <div className={styles.letter} data-testid="report" data-state={state}>
      <Group justify="space-between" align="start" wrap="nowrap">
        <b>{span === 'month' ? t('performance.monthly') : format.day(day)}</b>
        <span className={styles.state} data-state={state === 'validated' ? 'verified' : state}>
          {t(`performance.state.${state}`)}
        </span>
      </Group>
      <Text size="sm" my={4} style={{ whiteSpace: 'pre-line', overflowWrap: 'anywhere' }}>
        {text}
      </Text>
      <small className={styles.small}>
        {[...amount, decidedBy !== null && t('performance.validatedBy', { name: decidedBy })]
          .filter((part) => part !== false)
          .join(' · ')}
      </small>
      {note !== null && state === 'returned' && (
        <p className={styles.said}>{t('performance.returnedNote', { note })}</p>
      )}
      <FileList files={files} />
      <ConfirmDialog
        opened={removing}
        title={t('performance.removeTitle', { day: span === 'month' ? t('performance.monthly') : format.day(day) })}
        means={t('performance.removeExplain')}
        confirm={t('performance.remove')}
        working={remove.isPending}
        error={remove.error}
        onConfirm={() => remove.mutate(id)}
        onClose={() => {
          setRemoving(false);
          remove.reset();
        }}
      />
      {mayEdit && (
        <Group mt="xs">
          <Button size="xs" variant="default" onClick={() => setEditing(true)}>
            {t('performance.edit')}
          </Button>
          <Button size="xs" variant="subtle" color="red" onClick={() => setRemoving(true)}>
            {t('performance.remove')}
          </Button>
        </Group>
      )}
      {mayDecide && <DecideReport id={id} />}
    </div>
  );
}

function DecideReport({ id }: { id: string }) {
  const { t } = useTranslation();
  const [note, setNote] = useState<string | null>(null);
  const decide = useDecideReports();
  const problem = decide.data?.outcomes[0]?.problem ?? null;
  return (
    <div>
      <FormTrouble error={decide.error} />
      {problem !== null && (
        <Text size="sm" role="alert">
          {problem}
        </Text>
      )}
      {note !== null && (
        <Textarea
          mt="xs"
          label={t('performance.giveBackNote')}
          rows={2}
          maxLength={1000}
          value={note}
          onChange={(event) => setNote(event.currentTarget.value)}
        />
      )}
      <Group mt="xs">
        {note === null && (
          <Button
            size="xs"
            loading={decide.isPending}
            onClick={() => decide.mutate({ reports: [id], verdict: 'validate' })}
            data-testid="validate"
          >
            {t('performance.validate')}
          </Button>
        )}
        <Button
          size="xs"
          variant="default"
          loading={decide.isPending && note !== null}
          disabled={note !== null && note.trim().length < 3}
          onClick={() =>
            note === null ? setNote('') : decide.mutate({ reports: [id], verdict: 'return', note: note.trim() })
          }
        >
          {t('performance.giveBack')}
        </Button>
      </Group>
    </div>
  );
}
