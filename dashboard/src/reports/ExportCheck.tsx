import { useMutation } from '@tanstack/react-query';
import { useId } from 'react';
import { useTranslation } from 'react-i18next';
import { answerOf } from '../api/answer-of.ts';
import { useHub } from '../api/hub-context.ts';
import { useFormat } from '../format/use-format.ts';
import { Card } from '../look/Card.tsx';
import { FormTrouble } from '../look/FormTrouble.tsx';
import styles from './reports.module.css';
import { type ExportVerdict, verifyExport } from './verify-export.ts';

const WORDS = {
  'not-zip': 'exportCheck.notZip',
  'no-manifest': 'exportCheck.noManifest',
  'bad-signature': 'exportCheck.badSignature',
} as const;

/** Checks an exported archive in the browser: the hub gives its key and never sees the file. */
export function ExportCheck() {
  const { t } = useTranslation();
  const hub = useHub();
  const input = useId();
  const check = useMutation({
    mutationFn: async (file: File) => {
      const key = await answerOf(hub.GET('/api/report-key'));
      return verifyExport(new Uint8Array(await file.arrayBuffer()), key);
    },
  });
  return (
    <Card title={t('exportCheck.title')}>
      <p className={styles.help}>{t('exportCheck.help')}</p>
      <label htmlFor={input} className={styles.drop}>
        <b>{t('exportCheck.choose')}</b>
        <input
          id={input}
          className="only-for-screen-readers"
          type="file"
          accept=".zip,application/zip"
          data-testid="export-file"
          onChange={({ currentTarget }) => {
            const [file] = currentTarget.files ?? [];
            if (file) check.mutate(file);
            currentTarget.value = '';
          }}
        />
      </label>
      <div role="status">
        {check.isPending && <p className={styles.verdict}>{t('exportCheck.working')}</p>}
        {check.data && <Verdict verdict={check.data} />}
      </div>
      <FormTrouble error={check.error} />
    </Card>
  );
}

function Verdict({ verdict }: { verdict: ExportVerdict }) {
  const { t } = useTranslation();
  const format = useFormat();
  const passed = verdict.kind === 'passed';
  const manifest = 'manifest' in verdict ? verdict.manifest : null;
  return (
    <div className={styles.verdict} data-verdict={passed ? 'passed' : 'failed'} data-testid="export-verdict">
      <b>
        {verdict.kind === 'passed' && t('exportCheck.passed', { n: format.number(verdict.manifest.files.length) })}
        {verdict.kind === 'wrong-files' && t('exportCheck.wrongFiles')}
        {verdict.kind in WORDS && t(WORDS[verdict.kind as keyof typeof WORDS])}
      </b>
      {verdict.kind === 'wrong-files' && (
        <ul>
          {verdict.paths.map((path) => (
            <li key={path}>{path}</li>
          ))}
        </ul>
      )}
      {manifest && (
        <p className={styles.notes}>
          {t('exportCheck.of', {
            from: manifest.from,
            to: manifest.to,
            at: format.moment(manifest.madeAt, 'Asia/Jakarta'),
          })}
        </p>
      )}
    </div>
  );
}
