import type { ReportFormat, ReportTable } from '@hadir/shared/api/reports';
import { Badge, Button, Group } from '@mantine/core';
import { IconFileSpreadsheet, IconFileText, IconFileTypePdf } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { Empty } from '../look/Empty.tsx';
import { FormTrouble } from '../look/FormTrouble.tsx';
import { ReportTableView } from './ReportTableView.tsx';
import type { ReportChoice } from './report-choice.ts';
import styles from './reports.module.css';
import { useDownloadReport } from './use-reports.ts';

const FORMATS = [
  { format: 'pdf', Icon: IconFileTypePdf },
  { format: 'xlsx', Icon: IconFileSpreadsheet },
  { format: 'csv', Icon: IconFileText },
] as const satisfies readonly { format: ReportFormat; Icon: typeof IconFileText }[];

/** A report as it stands, the state of its figures, and the ways to take it away. */
export function ReportPreview({ table, choice }: { table: ReportTable; choice: ReportChoice }) {
  const { t } = useTranslation();
  const download = useDownloadReport(choice);
  const { state } = table;
  return (
    <div data-testid="report" data-kind={table.kind}>
      <div className={styles.reportHead}>
        <div>
          <h2 className={styles.reportTitle}>{table.title}</h2>
          <p className={styles.facts}>
            {table.facts.map(({ name, value }) => (
              <span key={name}>
                {name}: <b>{value}</b>
              </span>
            ))}
          </p>
          {state.kind === 'provisional' && (
            <div className={styles.state} data-testid="report-state" data-state="provisional">
              <Badge color="yellow" variant="light">
                {t('reports.provisional')}
              </Badge>
              {t('reports.provisionalHint')}
            </div>
          )}
          {state.kind === 'frozen' && (
            <div className={styles.state} data-testid="report-state" data-state="frozen">
              <Badge color="teal" variant="light">
                {t('reports.frozen', { at: state.atWords })}
              </Badge>
              <span className={styles.hash}>{t('reports.frozenHint', { hash: state.hash })}</span>
            </div>
          )}
        </div>
        <Group gap="xs">
          {FORMATS.map(({ format, Icon }) => (
            <Button
              key={format}
              variant="default"
              size="sm"
              leftSection={<Icon size={16} aria-hidden />}
              loading={download.isPending && download.variables === format}
              disabled={download.isPending}
              onClick={() => download.mutate(format)}
              aria-label={t('reports.downloadAs', { format: t(`reports.download.${format}`) })}
              data-testid={`download-${format}`}
            >
              {t(`reports.download.${format}`)}
            </Button>
          ))}
        </Group>
      </div>
      <FormTrouble error={download.error} />
      {table.rows.length === 0 ? (
        <Empty title={t('reports.none')}>{t('reports.noneHint')}</Empty>
      ) : (
        <ReportTableView table={table} />
      )}
      {table.letters.length > 0 && (
        <p className={styles.notes}>
          {t('reports.legend')}: {table.letters.map(({ letter, name }) => `${letter} = ${name}`).join('; ')}.
        </p>
      )}
      {table.notes.map((note) => (
        <p key={note} className={styles.notes}>
          {note}
        </p>
      ))}
      <p className={styles.notes}>{t('reports.made', { at: table.madeAtWords })}</p>
    </div>
  );
}
