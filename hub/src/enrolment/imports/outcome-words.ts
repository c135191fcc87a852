import type { ImportOutcome } from '@hadir/shared/api/enrolment';

/** What came of a line, for the report. */
export const outcomeWords: Record<ImportOutcome, string> = {
  waiting: 'Belum diperiksa',
  ready: 'Siap didaftarkan',
  enrolled: 'Didaftarkan',
  unreadable: 'Foto tidak dapat dibaca',
  'no-face': 'Tidak ada wajah',
  'several-faces': 'Lebih dari satu wajah',
  'poor-quality': 'Kurang jelas',
  'belongs-to-another': 'Wajah orang lain',
  'differs-from-the-others': 'Berbeda dari foto lain',
  'nip-invalid': 'NIP salah',
  'nip-unknown': 'NIP tidak dikenal',
  'file-missing': 'Foto tidak ada',
  'file-refused': 'Berkas ditolak',
  'file-too-large': 'Foto terlalu besar',
  'line-repeated': 'Baris berulang',
  'enough-faces': 'Wajah sudah cukup',
  'ground-missing': 'Belum ada dasar',
};
