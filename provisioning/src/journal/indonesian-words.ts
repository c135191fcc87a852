import type { ReportWords } from './report-words.ts';

export const INDONESIAN: ReportWords = {
  title: 'Laporan pemeriksaan jurnal presensi',
  whole: 'UTUH. Setiap entri ditandatangani oleh unit ini, tidak ada yang diubah, dan tidak ada nomor yang hilang.',
  notWhole: 'TIDAK UTUH. Jurnal ini tidak dapat dipakai sebagai bukti yang lengkap; lihat temuan di bawah.',
  empty: 'TIDAK UTUH. Berkas ini tidak berisi satu entri pun yang terbukti.',
  facts: {
    file: 'Berkas',
    sha256: 'SHA-256 berkas',
    unit: 'Unit',
    key: 'Sidik kunci unit',
    exported: 'Diekspor pada',
    checked: 'Diperiksa pada',
    entries: 'Entri terbukti',
  },
  keyFromFile:
    'Kunci diambil dari berkas itu sendiri. Cocokkan sidik kunci di atas dengan yang tercatat di BKD (halaman unit), karena pembuat berkas palsu dapat menyertakan kuncinya sendiri.',
  checks: 'Yang diperiksa',
  inOrder: 'baik',
  found: (count) => `${count} temuan`,
  bindings: 'Masa tugas unit di pintu',
  bindingHead: ['Masa tugas', 'Pintu', 'Entri', 'Presensi', 'Waktu', 'Lengkap sampai'],
  binding: 'masa tugas',
  noCheckpoint: 'tidak ada catatan kelengkapan',
  unknownDoor: 'tidak diketahui',
  ended: 'diakhiri dengan entri penutup',
  open: 'belum ditutup dalam berkas ini',
  followsOther: (unit, binding, seq, hash) =>
    `melanjutkan pintu dari ${unit}, masa tugas ${binding}, entri ${seq}${hash === null ? '' : ` (hash ${hash})`}`,
  firstBad: 'Entri pertama yang bermasalah',
  findings: 'Temuan',
  findingHead: ['Baris', 'Masa tugas/entri', 'Aturan', 'Rincian teknis'],
  line: 'baris',
  more: (count) => `dan ${count} temuan lain; gunakan --json untuk melihat semuanya`,
  method: 'Cara pemeriksaan',
  methodText: [
    'Setiap entri adalah satu JWS (RFC 7515) yang ditandatangani unit dengan kunci Ed25519 (RFC 8037). Kunci itu dibuat di dalam unit dan tidak pernah keluar darinya.',
    'Setiap entri memuat nomor urut dan SHA-256 dari entri sebelumnya. Karena itu entri tidak dapat disisipkan, dihapus, diubah, atau ditukar urutannya tanpa terlihat.',
    'Pemeriksaan ini tidak memerlukan server: siapa pun dapat mengulanginya dengan pustaka JOSE apa pun, berkas ini, dan kunci publik unit.',
    'Entri yang lebih baru daripada entri terakhir dalam berkas tidak terlihat oleh pemeriksaan ini: bandingkan nomor terakhir setiap masa tugas dengan nomor yang dipegang hub.',
    'Pemeriksaan ini membuktikan apa yang dicatat unit. Ia tidak membuktikan bahwa jam unit benar; lihat temuan tentang jam.',
  ],
  rules: {
    format: {
      check: 'Bentuk: setiap baris adalah JWS dengan kunci unit ini',
      meaning: 'Baris ini bukan entri jurnal unit ini. Isinya tidak dapat dipercaya.',
    },
    signature: {
      check: 'Tanda tangan: setiap entri ditandatangani oleh kunci unit',
      meaning:
        'Entri ini diubah setelah ditandatangani, atau tidak dibuat oleh unit ini. Isinya tidak berlaku sebagai bukti.',
    },
    payload: {
      check: 'Isi: setiap entri lengkap dan terbaca',
      meaning: 'Unit menandatangani isi yang tidak dikenal sebagai entri jurnal.',
    },
    unit: {
      check: 'Unit: setiap entri milik unit yang sama',
      meaning: 'Entri ini milik unit lain dan tidak termasuk jurnal ini.',
    },
    gap: {
      check: 'Kelengkapan: tidak ada nomor yang hilang',
      meaning:
        'Ada entri yang tidak disertakan dalam berkas ini. Apa isinya tidak diketahui; mintalah ekspor yang lengkap.',
    },
    chain: {
      check: 'Rantai: setiap entri menyebut hash entri sebelumnya',
      meaning: 'Entri ini ditulis setelah entri yang lain daripada yang ada di sini: sesuatu diganti atau dihapus.',
    },
    fork: {
      check: 'Percabangan: setiap nomor hanya dipakai satu kali',
      meaning:
        'Dua entri berbeda memakai nomor yang sama, keduanya dengan tanda tangan sah. Kunci unit dipakai di dua tempat; kedua riwayat harus diperiksa.',
    },
    bound: {
      check: 'Awal: setiap masa tugas dimulai dengan entri pengikatan',
      meaning: 'Masa tugas tidak dimulai sebagaimana mestinya, sehingga tidak terbukti pintu mana yang dilayani.',
    },
    door: {
      check: 'Pintu: setiap presensi menyebut pintu masa tugasnya',
      meaning: 'Presensi ini menyebut pintu lain daripada pintu masa tugasnya.',
    },
    end: {
      check: 'Akhir: tidak ada entri setelah masa tugas ditutup',
      meaning: 'Unit menulis entri setelah masa tugasnya ditutup.',
    },
    repeated: {
      check: 'Pengulangan: setiap entri hanya sekali',
      meaning: 'Entri yang sama tertulis dua kali. Ini tidak mengubah isi.',
    },
    backwards: {
      check: 'Jam mundur tanpa catatan',
      meaning: 'Jam unit mundur tanpa entri yang mencatatnya. Waktu entri di sekitarnya perlu diperiksa.',
    },
    clock: {
      check: 'Jam yang disetel (tercatat)',
      meaning: 'Jam unit disetel, dan unit mencatatnya. Waktu sebelum penyetelan bergeser sebesar yang disebut.',
    },
  },
};
