import type { ReportTable } from '@hadir/shared/api/reports';

/**
 * A report as PDF or XLSX. The libraries for both take 60 MB together, so each is loaded when it is first wanted: most
 * hours of most hubs need neither.
 */
export async function renderDocument(table: ReportTable, format: 'pdf' | 'xlsx'): Promise<Buffer> {
  if (format === 'pdf') return (await import('./render-pdf.ts')).renderPdf(table);
  return (await import('./render-xlsx.ts')).renderXlsx(table);
}
