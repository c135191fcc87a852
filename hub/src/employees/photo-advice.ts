import type { PhotoOutcome } from '@hadir/shared/face/describe-photo';
import type { QualityProblem } from '@hadir/shared/face/measure-quality';

/** What to do about a photo's quality, for the one who takes the next one. */
const qualityAdvice: Record<QualityProblem, string> = {
  'too-small': 'Wajah terlalu kecil. Ambil foto lebih dekat.',
  blurred: 'Foto buram. Tahan kamera diam dan ambil lagi.',
  'too-dark': 'Wajah terlalu gelap. Tambah cahaya dari depan.',
  'too-bright': 'Wajah terlalu terang. Kurangi cahaya yang langsung mengenai wajah.',
  'turned-away': 'Wajah menoleh. Minta menghadap lurus ke kamera.',
  'cut-off': 'Sebagian wajah terpotong. Seluruh wajah harus masuk ke dalam foto.',
};

/** @returns advice for a photo that could not be described. */
export function photoAdvice(outcome: Exclude<PhotoOutcome, { kind: 'described' }>): string {
  switch (outcome.kind) {
    case 'unreadable':
      return 'Berkas ini bukan foto yang dapat dibaca. Kirim foto JPEG, PNG atau WebP yang utuh.';
    case 'no-face':
      return 'Tidak ada wajah yang terlihat. Ambil foto wajah dari depan dengan cahaya cukup.';
    case 'several-faces':
      return `Ada ${outcome.count} wajah. Kirim foto yang hanya memuat pegawai ini.`;
    case 'poor-quality':
      return qualityAdvice[outcome.problem];
  }
}

export const DIFFERS_ADVICE = 'Wajah ini berbeda dari foto pegawai ini yang lain. Periksa apakah fotonya tertukar.';
export const BELONGS_ADVICE = (holder: { name: string; nip: string }) =>
  `Wajah ini sudah terdaftar atas nama ${holder.name}, NIP ${holder.nip}. Periksa apakah pegawai terdaftar dua kali atau fotonya tertukar.`;
