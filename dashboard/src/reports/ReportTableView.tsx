import { reportCellText } from '@hadir/shared/api/report-cell-text';
import type { ReportCell, ReportColumn, ReportLetter, ReportTable } from '@hadir/shared/api/reports';
import { Button } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../format/use-format.ts';
import styles from './reports.module.css';

/** More than these are shown when somebody asks for them: a browser on a phone lays out no 20,000 cells in passing. */
const AT_FIRST = 60;

/** The table of a report; the column of names stays in view. */
export function ReportTableView({ table }: { table: ReportTable }) {
  const { t } = useTranslation();
  const format = useFormat();
  const [all, setAll] = useState(false);
  const { columns, rows, totals } = table;
  const tones = new Map(table.letters.map(({ letter, tone }) => [letter, tone]));
  const shown = all ? rows : rows.slice(0, AT_FIRST);
  const stays = columns.findIndex(({ key }) => key === 'person' || key === 'day');
  const hasGroups = columns.some(({ group }) => group !== null);
  return (
    <>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls has to be reached by the keyboard. */}
      <section className={styles.scroll} tabIndex={0} aria-label={table.title}>
        <table className={styles.table} data-testid="report-table">
          <thead>
            {hasGroups && (
              <tr>
                {groupsOf(columns).map(({ title, span, key }) => (
                  <th key={key} colSpan={span} scope={title === '' ? undefined : 'colgroup'}>
                    {title}
                  </th>
                ))}
              </tr>
            )}
            <tr>
              {columns.map(({ key, title, kind }, index) => (
                <th key={key} scope="col" data-kind={kind} data-stays={index === stays}>
                  {title}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {shown.map((row, number) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: the lines of a report have no other name, and never move.
              <tr key={number} data-testid="report-row">
                {row.map((cell, index) => (
                  <ReportTableCell
                    key={columns[index]?.key}
                    column={columns[index]}
                    cell={cell}
                    stays={index === stays}
                    tone={typeof cell === 'string' ? tones.get(cell) : undefined}
                  />
                ))}
              </tr>
            ))}
          </tbody>
          {totals !== null && (
            <tfoot>
              <tr data-testid="report-totals">
                {totals.map((cell, index) => (
                  <ReportTableCell
                    key={columns[index]?.key}
                    column={columns[index]}
                    cell={cell}
                    stays={index === stays}
                    tone={undefined}
                  />
                ))}
              </tr>
            </tfoot>
          )}
        </table>
      </section>
      {rows.length > shown.length && (
        <p className={styles.notes}>
          {t('reports.shown', { shown: format.number(shown.length), n: format.number(rows.length) })}{' '}
          <Button variant="subtle" size="compact-sm" onClick={() => setAll(true)}>
            {t('reports.showAll')}
          </Button>
        </p>
      )}
    </>
  );
}

interface CellProps {
  column: ReportColumn | undefined;
  cell: ReportCell;
  stays: boolean;
  tone: ReportLetter['tone'] | undefined;
}

function ReportTableCell({ column, cell, stays, tone }: CellProps) {
  if (column === undefined) return null;
  const text = reportCellText(column, cell);
  const [name, ...rest] = column.lines.length > 0 ? text.split('\n') : [];
  return (
    <td data-kind={column.kind} data-stays={stays} data-tone={column.kind === 'letter' ? tone : undefined}>
      {name === undefined ? (
        text
      ) : (
        <>
          <b>{name}</b>
          {rest[0] !== undefined && <small>{rest[0]}</small>}
          {rest.length > 1 && <small>{rest.slice(1).join(' · ')}</small>}
        </>
      )}
    </td>
  );
}

/** Neighbours of one group share a heading. */
function groupsOf(columns: readonly ReportColumn[]): { title: string; span: number; key: string }[] {
  const groups: { title: string; span: number; key: string }[] = [];
  for (const { group, key } of columns) {
    const last = groups.at(-1);
    if (last !== undefined && last.title === (group ?? '')) last.span += 1;
    else groups.push({ title: group ?? '', span: 1, key });
  }
  return groups;
}
