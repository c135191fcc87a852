import type { ReportTable } from '@hadir/shared/api/reports';
import type { SheetLine } from '@hadir/shared/api/tpp';
import { momentWords, monthWords } from './indonesian-date.ts';
import { personLines } from './person-lines.ts';
import type { ReportSurroundings } from './recap-facts.ts';
import { NUMBER_COLUMN, PERSON_COLUMN, reportColumn } from './report-column.ts';
import { headingOf, signatureBlock } from './signature-block.ts';
import { sumColumns } from './sum-columns.ts';
import { terbilang } from './terbilang.ts';

export interface TppListFacts extends ReportSurroundings {
  readonly opdName: string;
  readonly month: string;
  readonly state: ReportTable['state'];
  readonly lines: readonly SheetLine[];
}

const money = (key: string, title: string, group: string | null = null) =>
  reportColumn(key, title, 'money', 27, { summed: true, group });

const columns = [
  NUMBER_COLUMN,
  { ...PERSON_COLUMN, width: 66 },
  money('base', 'Dasar TPP'),
  reportColumn('percent', '% potongan kehadiran', 'percent', 20),
  money('performance', 'Kinerja', 'TPP diterima'),
  money('attendance', 'Kehadiran', 'TPP diterima'),
  money('cut', 'Potongan'),
  money('corrected', 'Koreksi'),
  money('total', 'Jumlah'),
  reportColumn('remark', 'Ket.', 'text', 30, { grows: true }),
];

/** What an OPD's people are to be paid for a month, for the treasurer. Taxes and dues are not Hadir's business. */
export function buildTppList(facts: TppListFacts): ReportTable {
  const { letterhead, opdName, month, state, lines, zone, now } = facts;
  const rows = lines.map(
    (
      { name, nip, rank, position, base, performance, attendance, total, attendancePercent, corrected, open },
      index,
    ) => [
      index + 1,
      personLines({ name, nip, rank, position }),
      base,
      attendancePercent,
      performance,
      attendance,
      base - total,
      corrected,
      total + corrected,
      open.length > 0 ? `Belum lengkap: ${open.length} hal` : null,
    ],
  );
  const sum = lines.reduce((total, line) => total + line.total + line.corrected, 0);
  return {
    kind: 'tpp-list',
    heading: headingOf(letterhead),
    title: 'DAFTAR TAMBAHAN PENGHASILAN PEGAWAI (TPP)',
    facts: [
      { name: 'OPD', value: opdName },
      { name: 'Bulan', value: monthWords(month) },
    ],
    state,
    columns,
    rows,
    totals: sumColumns(columns, rows),
    letters: [],
    notes: [
      `Terbilang: ${sum < 0 ? 'minus ' : ''}${terbilang(Math.abs(sum))} rupiah.`,
      'Sebelum pajak dan potongan lain. Rupiah penuh; % potongan menurut perhitungan yang dibekukan; Koreksi adalah selisih yang disetujui sesudahnya.',
    ],
    signatures: signatureBlock(letterhead, now, zone),
    madeAt: now.toISOString(),
    madeAtWords: momentWords(now, zone),
  };
}
