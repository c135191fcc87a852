import type { DayVerdict, Reason } from '../rules/day/day-verdict.ts';

/** Reasons that a reader of a list has to know; the rest is on the day's own page. */
const remarks: Partial<Record<Reason, string>> = {
  trial: 'uji coba, tidak dihitung',
  'part-excused': 'sebagian hari diizinkan',
  'excuse-kind-unknown': 'jenis izin tidak dikenal kebijakan',
  'day-open': 'hari masih berjalan',
  'door-silent': 'ada pintu yang belum menyerahkan catatannya',
  'no-door': 'tidak ada pintu yang bertugas',
  'clock-favoured': 'jam perangkat dapat meleset, dihitung menguntungkan',
  'clock-unbounded': 'jam perangkat tidak pasti, dihitung menguntungkan',
  'seen-once': 'terlihat sekali',
  'within-tolerance': 'dalam toleransi',
  flexible: 'jam fleksibel',
  'made-up': 'diganti pada akhir hari',
  corrected: 'presensi manual yang disetujui',
  voided: 'ada presensi yang dibatalkan',
  forgiven: 'alasan diterima',
  'outside-window': 'ada presensi di luar rentang',
};

/** Why a day is what it is, in a few words. */
export function dayRemark({ reasons, excuse }: Pick<DayVerdict, 'reasons' | 'excuse'>): string {
  const words = reasons.flatMap((reason) => remarks[reason] ?? []);
  return [...(excuse === null ? [] : [excuse.kind.replaceAll('_', ' ')]), ...words].join('; ');
}
