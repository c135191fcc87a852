import type { CalendarDay } from '@hadir/shared/api/policies/calendar-policy';
import { Alert, Button, FileButton } from '@mantine/core';
import { IconDownload, IconFileImport } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { useTemplate } from '../imports/use-imports.ts';
import { FormTrouble } from '../look/FormTrouble.tsx';
import styles from './policies.module.css';
import { useCalendarFile } from './use-policies.ts';

interface CalendarFileButtonProps {
  year: number;
  decree: string;
  onDays(days: CalendarDay[]): void;
}

const MOST_PROBLEMS = 10;

/** Takes days off from a spreadsheet into the form, and names each line that it could not take. */
export function CalendarFileButton({ year, decree, onDays }: CalendarFileButtonProps) {
  const { t } = useTranslation();
  const read = useCalendarFile();
  const template = useTemplate();
  const problems = read.data?.problems ?? [];
  return (
    <>
      <div className={styles.tools}>
        <FileButton
          accept=".csv,.xlsx,.txt,text/csv"
          onChange={(file) =>
            file !== null && read.mutate({ year, decree, file }, { onSuccess: ({ days }) => onDays(days) })
          }
          inputProps={{ 'aria-label': t('calendarNew.file') }}
        >
          {(props) => (
            <Button
              {...props}
              size="xs"
              variant="default"
              loading={read.isPending}
              leftSection={<IconFileImport size={15} aria-hidden />}
              data-testid="calendar-file"
            >
              {t('calendarNew.file')}
            </Button>
          )}
        </FileButton>
        <Button
          size="xs"
          variant="subtle"
          loading={template.isPending}
          leftSection={<IconDownload size={15} aria-hidden />}
          onClick={() => template.mutate('holidays')}
        >
          {t('calendarNew.template')}
        </Button>
      </div>
      <p className={styles.about}>{t('calendarNew.fileHelp')}</p>
      <FormTrouble error={read.error ?? template.error} />
      {read.data && (
        <p role="status" className={styles.about} data-testid="calendar-file-taken">
          {t('calendarNew.taken', { n: read.data.days.length, name: read.variables.file.name })}
        </p>
      )}
      {problems.length > 0 && (
        <Alert color="red" title={t('calendarNew.problems', { n: new Set(problems.map(({ row }) => row)).size })}>
          <ul className={styles.problems} data-testid="calendar-file-problems">
            {problems.slice(0, MOST_PROBLEMS).map(({ row, column, message }) => (
              <li key={`${row} ${column}`}>
                {column === null
                  ? t('calendarNew.problemLine', { row, message })
                  : t('calendarNew.problem', { row, column, message })}
              </li>
            ))}
          </ul>
        </Alert>
      )}
    </>
  );
}
