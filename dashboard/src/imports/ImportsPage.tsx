import type { Import, ImportKind } from '@hadir/shared/api/imports';
import { Button, Radio, Skeleton } from '@mantine/core';
import { IconDownload, IconFileImport } from '@tabler/icons-react';
import { type DragEvent, useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useNavigate } from 'react-router';
import { useFormat } from '../format/use-format.ts';
import { Card } from '../look/Card.tsx';
import { Empty } from '../look/Empty.tsx';
import { FormTrouble } from '../look/FormTrouble.tsx';
import { PageHead } from '../look/PageHead.tsx';
import { Trouble } from '../look/Trouble.tsx';
import { ImportState } from './ImportState.tsx';
import styles from './imports.module.css';
import { useImports, useTemplate, useUpload } from './use-imports.ts';

const KINDS: readonly ImportKind[] = [
  'opds',
  'employees',
  'work-units',
  'postings',
  'balances',
  'ratings',
  'holidays',
  'assignments',
  'duty',
];

/** Choose what is imported, get its template, send the file; what came of earlier ones. */
export function ImportsPage() {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const [kind, setKind] = useState<ImportKind>('employees');
  const template = useTemplate();
  const upload = useUpload((id) => void navigate(`/impor/${id}`));
  return (
    <>
      <PageHead title={t('imports.title')} sub={t('imports.sub')} />
      <div className={styles.sections}>
        <Card title={t('imports.what')}>
          <Radio.Group value={kind} onChange={(value) => setKind(value as ImportKind)} aria-label={t('imports.what')}>
            <div className={styles.kinds}>
              {KINDS.map((value) => (
                <Radio
                  key={value}
                  value={value}
                  label={t(`imports.kind.${value}`)}
                  description={t(`imports.help.${value}`)}
                  data-testid={`kind-${value}`}
                />
              ))}
            </div>
          </Radio.Group>
          <div className={styles.steps}>
            <div>
              <h3 className={styles.step}>{t('imports.step1')}</h3>
              <Button
                variant="default"
                leftSection={<IconDownload size={16} aria-hidden />}
                loading={template.isPending}
                onClick={() => template.mutate(kind)}
                data-testid="template"
              >
                {t('imports.template')}
              </Button>
              <FormTrouble error={template.error} />
            </div>
            <div>
              <h3 className={styles.step}>{t('imports.step2')}</h3>
              <FileDrop busy={upload.isPending} onFile={(file) => upload.mutate({ kind, file })} />
              <p className={styles.hint}>{t('imports.notChanged')}</p>
              <FormTrouble error={upload.error} />
            </div>
          </div>
        </Card>
        <History />
      </div>
    </>
  );
}

function FileDrop({ busy, onFile }: { busy: boolean; onFile(file: File): void }) {
  const { t } = useTranslation();
  const input = useId();
  const [over, setOver] = useState(false);
  const drop = (event: DragEvent) => {
    event.preventDefault();
    setOver(false);
    const [file] = event.dataTransfer.files;
    if (file && !busy) onFile(file);
  };
  return (
    <label
      htmlFor={input}
      className={styles.drop}
      data-over={over}
      onDragOver={(event) => {
        event.preventDefault();
        setOver(true);
      }}
      onDragLeave={() => setOver(false)}
      onDrop={drop}
    >
      <IconFileImport size={26} aria-hidden />
      <b>{t(busy ? 'imports.uploading' : 'imports.drop')}</b>
      <span>{t('imports.dropHint')}</span>
      <input
        id={input}
        className="only-for-screen-readers"
        type="file"
        accept=".csv,.xlsx,.txt,text/csv"
        disabled={busy}
        data-testid="import-file"
        onChange={({ currentTarget }) => {
          const [file] = currentTarget.files ?? [];
          if (file) onFile(file);
          currentTarget.value = '';
        }}
      />
    </label>
  );
}

function History() {
  const { t } = useTranslation();
  const { data, error, refetch, isFetching } = useImports();
  return (
    <Card title={t('imports.history')}>
      {error && !data && <Trouble error={error} onRetry={() => void refetch()} retrying={isFetching} />}
      {!error && !data && <Skeleton height={120} aria-busy="true" />}
      {data?.length === 0 && <Empty title={t('imports.noHistory')} />}
      {data && data.length > 0 && (
        <ul className={styles.rows} data-testid="imports">
          {data.map((each) => (
            <ImportRow key={each.id} each={each} />
          ))}
        </ul>
      )}
    </Card>
  );
}

function ImportRow({ each }: { each: Import }) {
  const { t } = useTranslation();
  const format = useFormat();
  return (
    <li>
      <Link to={`/impor/${each.id}`} className={styles.rowText}>
        <b>{t(`imports.kind.${each.kind}`)}</b>
        <small>
          {each.fileName} ·{' '}
          {t('imports.by', { name: each.uploadedBy, at: format.recentMoment(each.uploadedAt, 'Asia/Jakarta') })}
        </small>
      </Link>
      <ImportState state={each.state} />
    </li>
  );
}
