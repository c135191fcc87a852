import type { ImportColumn } from '../imports/import-spec.ts';
import { monthValue, nipValue, textValue } from '../imports/read-values.ts';

const DAYS = Array.from({ length: 31 }, (_, index) => index + 1);

/** A duty list as hospitals write it: a line for each person and month, a column for each day of it. */
export const dutyColumns: readonly ImportColumn[] = [
  {
    key: 'nip',
    title: 'NIP',
    aliases: ['nip baru'],
    required: true,
    read: nipValue,
    help: '18 angka; format kolom harus Teks.',
    examples: ['19850312 201001 1 001', '199001012015032002'],
  },
  {
    key: 'name',
    title: 'Nama',
    aliases: ['nama pegawai'],
    required: false,
    read: textValue(200),
    help: 'Untuk memudahkan membaca; yang menentukan NIP.',
    examples: ['Contoh Satu', 'Contoh Dua'],
  },
  {
    key: 'month',
    title: 'Bulan',
    aliases: ['periode'],
    required: true,
    read: monthValue,
    help: 'Bulan daftar jaga.',
    examples: ['07/2026', '07/2026'],
  },
  ...DAYS.map(
    (day): ImportColumn => ({
      key: dayKey(day),
      title: String(day),
      aliases: [`0${day}`, `tgl ${day}`, `tanggal ${day}`, `h${day}`],
      required: false,
      read: textValue(40),
      help: 'Kode sif pada tanggal itu, atau huruf awalnya; L untuk libur. Kosong: tidak diubah.',
      examples: [['pagi', 'sore', 'malam', 'L'][day % 4] ?? 'L', ['P', 'P', 'M', 'L'][day % 4] ?? 'L'],
    }),
  ),
];

export function dayKey(day: number): string {
  return `day${day}`;
}
