import type { RejectReason } from '../ingest/message.ts';

/** Why entries out of quarantine cannot be stored, for the person who wanted to accept them. */
export function whyNotStored(reason: RejectReason | 'fork' | 'gap', seq = 0, binding = 0): string {
  switch (reason) {
    case 'fork':
      return `Hub sudah memegang entri lain dengan nomor ${seq}. Entri yang sudah dipegang tidak pernah diganti; bandingkan kedua riwayat lalu tolak pesan ini.`;
    case 'gap':
      return `Entri sebelum pesan ini belum dipegang hub: berikutnya ditunggu nomor ${seq} dari penugasan ${binding}. Terima dulu pesan yang memuatnya.`;
    case 'wrong-binding':
      return 'Unit ini tidak pernah mempunyai penugasan yang disebut entri ini.';
    case 'wrong-door':
      return 'Entri menyebut pintu lain daripada pintu penugasannya.';
    case 'wrong-prev':
    case 'broken-chain':
    case 'not-bound':
    case 'mixed-bindings':
      return 'Rantai entri tidak utuh: entri tidak menyambung dengan yang sebelumnya.';
    case 'bad-signature':
    case 'foreign-header':
    case 'not-a-jws':
      return 'Tanda tangan entri bukan dari kunci unit ini.';
    case 'unknown-unit':
      return 'Unit ini tidak dikenal hub.';
    default:
      return 'Isi pesan ini bukan entri jurnal yang dapat disimpan.';
  }
}
