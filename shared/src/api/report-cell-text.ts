import type { ReportCell, ReportColumn } from './reports.ts';

/** How a cell reads on screen and on paper, in Bahasa Indonesia: one place, so that both say the same. */
export function reportCellText({ kind }: Pick<ReportColumn, 'kind'>, cell: ReportCell): string {
  if (cell === null) return '';
  switch (kind) {
    case 'text':
    case 'letter':
      return String(cell);
    case 'whole':
    case 'money':
      return groupThousands(String(cell));
    case 'half':
    case 'percent':
      return groupThousands(String(cell).replace('.', ','));
  }
}

/** Without `Intl`, whose thousands differ between versions and whose speed does not fit a sheet of 20,000 cells. */
function groupThousands(number: string): string {
  const [whole = '', fraction] = number.split(',');
  const grouped = whole.replace(/(?<=\d)(?=(\d{3})+$)/g, '.');
  return fraction === undefined ? grouped : `${grouped},${fraction}`;
}
