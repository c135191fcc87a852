import type { NipProblem } from '@hadir/shared/people/nip';

/** What is wrong with a NIP and what to look at, for the one who typed it. */
export const nipMessages: Record<NipProblem, string> = {
  'not-18-digits': 'NIP harus terdiri dari 18 angka; spasi dan titik boleh dipakai sebagai pemisah.',
  'no-such-birth-date': 'Delapan angka pertama NIP harus tanggal lahir yang benar: tahun, bulan, tanggal.',
  'sex-not-1-or-2': 'Angka ke-15 NIP harus 1 (laki-laki) atau 2 (perempuan).',
  'serial-000': 'Tiga angka terakhir NIP adalah nomor urut dan tidak boleh 000.',
};

/** The warnings of `parseNip` in the reader's language: the number is accepted, but someone should look at it. */
export function nipWarnings(kind: 'PNS' | 'PPPK' | 'unknown', nip: string): string[] {
  if (kind !== 'unknown') return [];
  return [
    `Angka ke-13 dan 14 NIP (${nip.slice(12, 14)}) bukan bulan pengangkatan PNS dan bukan nomor perjanjian PPPK.`,
  ];
}
