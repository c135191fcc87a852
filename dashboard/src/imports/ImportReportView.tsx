import type { ImportReport } from '@hadir/shared/api/imports';
import { Button, Tabs } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../format/use-format.ts';
import { Card } from '../look/Card.tsx';
import { FormTrouble } from '../look/FormTrouble.tsx';
import styles from './imports.module.css';
import { useProblems } from './use-imports.ts';

const AT_FIRST = 100;

interface ImportReportViewProps {
  id: string;
  report: ImportReport;
  isDone: boolean;
}

/** Every bad cell with its line and column, and what the good lines do. */
export function ImportReportView({ id, report, isDone }: ImportReportViewProps) {
  const { t } = useTranslation();
  const format = useFormat();
  const take = useProblems();
  const { bad, problems, lines, added, changed } = report;
  const todo = added + changed;
  if (bad === 0 && todo === 0) return null;
  return (
    <Card>
      <Tabs defaultValue={bad > 0 ? 'bad' : 'lines'} keepMounted={false}>
        <Tabs.List>
          {bad > 0 && <Tabs.Tab value="bad">{t('imports.tabBad', { n: format.number(bad) })}</Tabs.Tab>}
          {todo > 0 && <Tabs.Tab value="lines">{t('imports.tabLines', { n: format.number(todo) })}</Tabs.Tab>}
        </Tabs.List>
        <Tabs.Panel value="bad" pt={14}>
          <Button
            variant="default"
            size="sm"
            mb={10}
            loading={take.isPending}
            onClick={() => take.mutate(id)}
            data-testid="take-problems"
          >
            {t('imports.takeProblems')}
          </Button>
          <FormTrouble error={take.error} />
          <Rows
            name="problems"
            heads={[t('imports.row'), t('imports.column'), t('imports.value'), t('imports.message')]}
            rows={problems.map(({ row, column, value, message }) => [
              format.number(row),
              column ?? '–',
              value ?? '–',
              message,
            ])}
          />
        </Tabs.Panel>
        <Tabs.Panel value="lines" pt={14}>
          <Rows
            name="lines"
            heads={[t('imports.row'), '', t('imports.subject'), t(isDone ? 'imports.linesDone' : 'imports.lines')]}
            rows={lines.map(({ row, action, subject, text }) => [
              format.number(row),
              t(`imports.action.${action}`),
              subject,
              text,
            ])}
          />
        </Tabs.Panel>
      </Tabs>
    </Card>
  );
}

interface RowsProps {
  name: string;
  heads: readonly string[];
  rows: readonly (readonly string[])[];
}

function Rows({ name, heads, rows }: RowsProps) {
  const { t } = useTranslation();
  const format = useFormat();
  const [shown, setShown] = useState(AT_FIRST);
  return (
    <>
      <table className={styles.table} data-testid={name}>
        <thead>
          <tr>
            {heads.map((head, index) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: headings never move.
              <th key={index} scope="col">
                {head}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.slice(0, shown).map((cells, number) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: one line of the file may have several problems; none moves.
            <tr key={number}>
              {cells.map((cell, index) => (
                // biome-ignore lint/suspicious/noArrayIndexKey: cells have the order of the headings.
                <td key={index} data-label={heads[index]} data-wide={index === cells.length - 1}>
                  {cell}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
      {rows.length > shown && (
        <p className={styles.hint}>
          {t('imports.cut', { shown: format.number(shown), n: format.number(rows.length) })}{' '}
          <Button variant="subtle" size="compact-sm" onClick={() => setShown(shown + 500)}>
            {t('imports.more')}
          </Button>
        </p>
      )}
    </>
  );
}
