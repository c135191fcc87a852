import type { ReportTable } from '@hadir/shared/api/reports';
import { dayNumbers, momentWords, monthWords } from './indonesian-date.ts';
import type { Completeness } from './load-completeness.ts';
import type { ReportSurroundings } from './recap-facts.ts';
import { NUMBER_COLUMN, reportColumn } from './report-column.ts';
import { headingOf, signatureBlock } from './signature-block.ts';
import { sumColumns } from './sum-columns.ts';

const columns = [
  NUMBER_COLUMN,
  reportColumn('person', 'OPD', 'text', 62),
  reportColumn('door', 'Pintu', 'text', 40),
  reportColumn('unit', 'Unit', 'text', 36),
  reportColumn('through', 'Catatan diterima lengkap sampai', 'text', 44),
  reportColumn('incomplete', 'Hari belum lengkap', 'whole', 22, { summed: true }),
  reportColumn('which', 'Tanggal belum lengkap', 'text', 40, { grows: true }),
  reportColumn('unserved', 'Hari tanpa unit', 'whole', 22, { summed: true }),
];

/** @param opdName null for the whole region; its doors with most to deliver come first. */
export function buildCompleteness(
  { doors, incompletePersonDays }: Completeness,
  opdName: string | null,
  month: string,
  { letterhead, zone, now }: ReportSurroundings,
): ReportTable {
  const sorted = [...doors].sort((a, b) => b.incompleteDays.length - a.incompleteDays.length);
  const rows = sorted.map((door, index) => [
    index + 1,
    door.opdName,
    door.doorName,
    door.unit === null ? 'belum ada unit' : door.unit.slice(0, 12),
    door.completeThrough === null ? 'belum ada catatan' : momentWords(door.completeThrough, door.zone),
    door.incompleteDays.length,
    dayNumbers(door.incompleteDays) || null,
    door.unservedDays.length,
  ]);
  return {
    kind: 'completeness',
    heading: headingOf(letterhead),
    title: 'LAPORAN KELENGKAPAN CATATAN PINTU',
    facts: [
      { name: 'OPD', value: opdName ?? 'Semua OPD' },
      { name: 'Bulan', value: monthWords(month) },
      { name: 'Hari pegawai yang Belum Lengkap', value: String(incompletePersonDays) },
    ],
    state: { kind: 'none' },
    columns,
    rows,
    totals: sumColumns(columns, rows),
    letters: [],
    notes: [
      'Hari belum lengkap: catatan pintu itu belum diterima sampai akhir hari; tidak seorang pun ditetapkan TK karenanya. Hari tanpa unit: tidak ada perangkat yang bertugas di pintu itu.',
    ],
    signatures: signatureBlock(letterhead, now, zone),
    madeAt: now.toISOString(),
    madeAtWords: momentWords(now, zone),
  };
}
