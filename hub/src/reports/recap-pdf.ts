import type { ReportTable } from '@hadir/shared/api/reports';
import { renderPdf } from './render-pdf.ts';

/** The monthly recap on paper. */
export function renderRecapPdf(table: ReportTable): Promise<Buffer> {
  return renderPdf(table);
}
