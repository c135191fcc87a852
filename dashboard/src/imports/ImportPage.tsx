import type { Import, ImportReport } from '@hadir/shared/api/imports';
import { Alert, Button, Group, Progress, Skeleton } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useNavigate, useParams } from 'react-router';
import { useFormat } from '../format/use-format.ts';
import { Card } from '../look/Card.tsx';
import { FormTrouble } from '../look/FormTrouble.tsx';
import { PageHead } from '../look/PageHead.tsx';
import { Trouble } from '../look/Trouble.tsx';
import { ApplyDialog } from './ApplyDialog.tsx';
import { ImportReportView } from './ImportReportView.tsx';
import { ImportState } from './ImportState.tsx';
import styles from './imports.module.css';
import { UndoDialog } from './UndoDialog.tsx';
import { isBusy, useDecideImport, useImport } from './use-imports.ts';

/** One file: what it would do, what is wrong with it, and the decision. */
export function ImportPage() {
  const { t } = useTranslation();
  const format = useFormat();
  const { import: id = '' } = useParams();
  const { data, error, refetch, isFetching } = useImport(id);
  return (
    <>
      <Link to="/impor" className={styles.back}>
        {t('imports.back')}
      </Link>
      <PageHead
        title={data ? t(`imports.kind.${data.kind}`) : t('imports.title')}
        sub={
          data &&
          `${data.fileName} · ${t('imports.by', { name: data.uploadedBy, at: format.recentMoment(data.uploadedAt, 'Asia/Jakarta') })}`
        }
      >
        {data && <ImportState state={data.state} />}
      </PageHead>
      {error && !data && (
        <Card>
          <Trouble error={error} onRetry={() => void refetch()} retrying={isFetching} />
        </Card>
      )}
      {!error && !data && <Skeleton height={320} radius={14} aria-busy="true" />}
      {data && (
        <div className={styles.sections}>
          {data.problem !== null && (
            <Alert color={data.state === 'checked' ? 'yellow' : 'red'} role="alert" data-testid="import-problem">
              {data.problem}
            </Alert>
          )}
          {isBusy(data) && <Working each={data} />}
          {data.report !== null && <Summary each={data} report={data.report} />}
          {data.report !== null && (
            <ImportReportView id={data.id} report={data.report} isDone={data.state === 'applied'} />
          )}
          {data.report === null && !isBusy(data) && <DiscardButton id={data.id} />}
        </div>
      )}
    </>
  );
}

function Working({ each: { state, done, of } }: { each: Import }) {
  const { t } = useTranslation();
  const format = useFormat();
  return (
    <Card>
      <div role="status" data-testid="import-progress">
        <b>{t(`imports.state.${state}`)}</b>
        {of > 0 && ` · ${t('imports.progress', { done: format.number(done), of: format.number(of) })}`}
        <Progress value={of === 0 ? 100 : (100 * done) / of} animated mt={8} aria-label={t(`imports.state.${state}`)} />
      </div>
    </Card>
  );
}

function Summary({ each, report }: { each: Import; report: ImportReport }) {
  const { t } = useTranslation();
  const format = useFormat();
  const [applying, setApplying] = useState(false);
  const [undoing, setUndoing] = useState(false);
  const { added, changed, same, bad } = report;
  const todo = added + changed;
  const waits = each.state === 'checked';
  return (
    <Card>
      <dl className={styles.counts}>
        {(['added', 'changed', 'same', 'bad'] as const).map((name) => (
          <div key={name} data-name={name} data-any={{ added, changed, same, bad }[name] > 0}>
            <dd data-testid={`count-${name}`}>{format.number({ added, changed, same, bad }[name])}</dd>
            <dt>{t(`imports.${name}`)}</dt>
          </div>
        ))}
      </dl>
      {report.notes.map((note) => (
        <p key={note} className={styles.hint}>
          {note}
        </p>
      ))}
      {waits && todo === 0 && bad === 0 && <p className={styles.hint}>{t('imports.nothing')}</p>}
      {waits && bad > 0 && <p className={styles.hint}>{t('imports.fixFirst')}</p>}
      <Group mt={14}>
        {waits && todo > 0 && (
          <Button onClick={() => setApplying(true)} data-testid="apply">
            {t('imports.apply', { n: format.number(todo) })}
          </Button>
        )}
        {waits && <DiscardButton id={each.id} />}
        {each.mayUndo && (
          <Button variant="default" color="red" onClick={() => setUndoing(true)} data-testid="undo">
            {t('imports.undo')}
          </Button>
        )}
      </Group>
      {applying && <ApplyDialog id={each.id} report={report} onClose={() => setApplying(false)} />}
      {undoing && <UndoDialog id={each.id} onClose={() => setUndoing(false)} />}
    </Card>
  );
}

function DiscardButton({ id }: { id: string }) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const { discard } = useDecideImport(id);
  return (
    <div>
      <Button
        variant="subtle"
        loading={discard.isPending}
        onClick={() => discard.mutate(undefined, { onSuccess: () => void navigate('/impor') })}
        data-testid="discard"
      >
        {t('imports.discard')}
      </Button>
      <FormTrouble error={discard.error} />
    </div>
  );
}
