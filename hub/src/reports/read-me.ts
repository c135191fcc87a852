/** What lies beside the signed manifest, for whoever gets the archive. */
export const READ_ME = `EKSPOR MCSP – HADIR

kebijakan/      kebijakan yang berlaku pada masa ini, dengan dasar hukumnya (JSON)
rekap/          rekapitulasi kehadiran setiap OPD dan bulan (PDF dan XLSX)
tindak-lanjut/  perkara disiplin, temuan manipulasi, dan koreksi TPP (CSV)
audit/          kutipan log audit (CSV)
manifest.json   daftar semua berkas dengan ukuran dan SHA-256-nya
manifest.jws    isi yang sama, ditandatangani kunci hub (JWS ringkas, EdDSA/Ed25519)

Cara memeriksa
1. Ambil kunci publik hub dari sumber yang Anda percayai: jawaban GET /api/report-key,
   atau dari pejabat BKD. Jangan memakai kunci yang dikirim bersama berkas ini.
2. Periksa tanda tangan manifest.jws dengan pustaka JOSE mana pun
   (RFC 7515, alg EdDSA, typ hadir-export+jws, kid sama dengan sidik RFC 7638 kunci itu).
3. Hitung SHA-256 setiap berkas dan bandingkan dengan daftar "files" di dalamnya.
   Berkas yang tidak ada di daftar, selain manifest.json dan manifest.jws, bukan bagian ekspor.
Program pendek untuk ketiganya ada di docs/laporan-dan-impor.md pada kode sumber Hadir;
dasbor Hadir memeriksanya juga (Laporan, Periksa ekspor MCSP).
`;
