import { fieldProblem, HttpProblem } from '../http/http-problem.ts';
import type { EnrolmentOutcome } from './enrol-unit.ts';
import type { RenewalOutcome } from './renew-certificate.ts';

type Refusal = Exclude<EnrolmentOutcome, { kind: 'enrolled' }> | Exclude<RenewalOutcome, { kind: 'renewed' }>;

/** Why no certificate was given, in words for whoever stands before the unit. */
export function enrolmentProblem(refusal: Refusal): HttpProblem {
  switch (refusal.kind) {
    case 'claim-mistyped':
      return fieldProblem(
        refusal.kind,
        'claim',
        'Kode klaim salah ketik: simbol pemeriksanya tidak cocok. Periksa lagi huruf demi huruf.',
      );
    case 'claim-unknown':
      return fieldProblem(refusal.kind, 'claim', 'Kode klaim ini tidak dikenal hub ini. Buat kode klaim baru.');
    case 'claim-expired':
      return fieldProblem(refusal.kind, 'claim', 'Kode klaim ini sudah kedaluwarsa. Buat kode klaim baru.');
    case 'claim-used':
      return fieldProblem(refusal.kind, 'claim', 'Kode klaim ini sudah dipakai unit lain. Buat kode klaim baru.', 409);
    case 'procedure-over':
      return fieldProblem(
        refusal.kind,
        'claim',
        'Prosedur untuk kode klaim ini sudah selesai, dibatalkan, atau belum disetujui. Periksa prosedurnya di dasbor.',
        409,
      );
    case 'proof-invalid':
      return fieldProblem(
        refusal.kind,
        'proof',
        'Bukti tidak ditandatangani oleh kunci jurnal ini untuk kode klaim dan CSR ini.',
      );
    case 'csr-invalid':
      return fieldProblem(refusal.kind, 'csr', csrMessages[refusal.problem]);
    case 'door-occupied':
      return new HttpProblem(
        409,
        refusal.kind,
        `Pintu ini masih dilayani ${refusal.unit}. Lepaskan unit itu lebih dahulu, lalu pakai kode klaim ini lagi.`,
      );
    case 'key-known':
      return fieldProblem(
        refusal.kind,
        'journalKey',
        'Kunci jurnal ini sudah terdaftar sebagai unit lain. Hapus folder data unit agar ia membuat kunci baru.',
        409,
      );
    case 'certificate-expired':
      return new HttpProblem(
        403,
        refusal.kind,
        'Sertifikat unit ini habis terlalu lama. Buat prosedur aktivasi ulang, lalu klaim unit ini lagi.',
      );
    case 'unit-revoked':
      return new HttpProblem(403, refusal.kind, 'Unit ini sudah dicabut. Hubungi BKD untuk klaim baru.');
  }
}

const csrMessages: Record<Extract<Refusal, { kind: 'csr-invalid' }>['problem'], string> = {
  'unreadable-csr': 'CSR tidak dapat dibaca. Kirim PKCS #10: DER dalam base64.',
  'bad-csr-signature': 'Tanda tangan CSR tidak cocok dengan kuncinya.',
  'weak-key': 'Kunci CSR terlalu lemah. Pakai ECDSA P-256 atau yang lebih kuat.',
};
