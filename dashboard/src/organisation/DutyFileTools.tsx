import type { DutyChange, DutyList } from '@hadir/shared/api/duty';
import { Alert, Button, FileButton } from '@mantine/core';
import { IconDownload, IconFileImport } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { FormTrouble } from '../look/FormTrouble.tsx';
import { downloadFile } from '../reports/download-file.ts';
import styles from './organisation.module.css';
import { dutyAsCsv, useDutyFile } from './use-organisation.ts';

interface DutyFileToolsProps {
  list: DutyList;
  opd: string;
  month: string;
  editable: boolean;
  onChanges(changes: readonly DutyChange[]): void;
}

const MOST_PROBLEMS = 10;

/** The sheet as a file to fill in elsewhere, and back again: what the file changes is shown before it is saved. */
export function DutyFileTools({ list, opd, month, editable, onChanges }: DutyFileToolsProps) {
  const { t } = useTranslation();
  const read = useDutyFile({ opd, month });
  const problems = read.data?.problems ?? [];
  return (
    <>
      <div className={styles.tools}>
        {editable && (
          <FileButton
            accept=".csv,.xlsx,.txt,text/csv"
            onChange={(file) => file !== null && read.mutate(file, { onSuccess: ({ changes }) => onChanges(changes) })}
            inputProps={{ 'aria-label': t('duty.file') }}
          >
            {(props) => (
              <Button
                {...props}
                size="xs"
                variant="default"
                loading={read.isPending}
                leftSection={<IconFileImport size={15} aria-hidden />}
                data-testid="duty-file"
              >
                {t('duty.file')}
              </Button>
            )}
          </FileButton>
        )}
        <Button
          size="xs"
          variant="subtle"
          leftSection={<IconDownload size={15} aria-hidden />}
          onClick={() => downloadFile(new Blob([dutyAsCsv(list)], { type: 'text/csv' }), `daftar-jaga-${month}.csv`)}
          data-testid="duty-download"
        >
          {t('duty.download')}
        </Button>
      </div>
      {editable && <p className={styles.quiet}>{t('duty.fileHelp')}</p>}
      <FormTrouble error={read.error} />
      {read.data && (
        <p role="status" className={styles.quiet} data-testid="duty-file-taken">
          {t('duty.taken', { n: read.data.changes.length, name: read.variables.name })} {read.data.notes.join(' ')}
        </p>
      )}
      {problems.length > 0 && (
        <Alert color="red" title={t('duty.problems', { n: new Set(problems.map(({ row }) => row)).size })} mb="sm">
          <ul data-testid="duty-file-problems">
            {problems.slice(0, MOST_PROBLEMS).map(({ row, column, value, message }) => (
              <li key={`${row} ${column}`}>
                {t('duty.problem', { row, column: column ?? '–', value: value ?? '', message })}
              </li>
            ))}
          </ul>
        </Alert>
      )}
    </>
  );
}
