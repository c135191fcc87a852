import type { Action, Waiting } from './plan-procedure.ts';

/** What a procedure waits for, as BKD reads it. */
export function describeWaiting(waiting: Waiting): string {
  switch (waiting.for) {
    case 'unit-to-connect':
      return 'Menunggu unit terhubung. Perintah dikirim begitu unit itu terhubung, dan sampai saat itu masih dapat dibatalkan.';
    case 'unit-to-erase':
      return 'Unit sudah diberi tahu. Menunggu bukti dalam jurnalnya bahwa daftar pegawai telah dihapus.';
    case 'unit-to-leave':
      return 'Menunggu catatan terakhir unit ini.';
    case 'unit-that-refused':
      return `Unit menolak perintah${waiting.detail === null || waiting.detail === '' ? '' : `: ${waiting.detail}`}. Batalkan, atau cabut unit itu.`;
    case 'unit-in-quarantine':
      return 'Unit sedang dikarantina. Selesaikan karantinanya lebih dahulu, atau cabut unit itu.';
    case 'order-expired':
      return 'Unit tidak menjawab sampai perintahnya kedaluwarsa. Batalkan, atau cabut unit itu.';
    case 'claim':
      return 'Menunggu unit baru diklaim. Buat kode klaim, lalu tunjukkan kode QR-nya kepada kamera unit baru.';
    case 'door':
      return `Pintu ini sedang dilayani ${waiting.occupant}. Lepaskan unit itu, atau batalkan permintaan ini.`;
    case 'unit-to-begin':
      return 'Menunggu unit memulai tugasnya di pintu ini.';
    case 'roster':
      return 'Menunggu unit memuat daftar pegawai pintu ini.';
  }
}

export function describeGivingUp(why: Extract<Action, { do: 'give-up' }>['why']): string {
  return why === 'unit-revoked'
    ? 'Dihentikan: unit ini sudah dicabut.'
    : 'Dihentikan: unit ini tidak lagi melayani pintu ini.';
}
