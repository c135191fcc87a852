import type { ReportColumn } from '@hadir/shared/api/reports';

type Changes = Partial<Omit<ReportColumn, 'key' | 'title' | 'kind' | 'width'>>;

/** @param width millimetres on paper */
export function reportColumn(
  key: string,
  title: string,
  kind: ReportColumn['kind'],
  width: number,
  changes: Changes = {},
): ReportColumn {
  return { key, title, kind, width, group: null, grows: false, summed: false, lines: [], ...changes };
}

export const NUMBER_COLUMN = reportColumn('no', 'No', 'whole', 6);

/** Who a line is about; the same in every report. */
export const PERSON_COLUMN = reportColumn('person', 'Nama / NIP / Gol. / Jabatan', 'text', 42, {
  lines: ['Nama', 'NIP', 'Gol.', 'Jabatan'],
});
