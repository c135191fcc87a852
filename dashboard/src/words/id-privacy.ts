/** The words about evidence pictures, in Bahasa Indonesia. */
export const idPrivacy = {
  privacy: {
    title: 'Privasi dan foto bukti',
    sub: 'Gambar dari kamera pintu: apa yang dikirim, siapa yang boleh melihat, dan kapan dihapus',
    principle: 'Tanpa foto bukti, presensi tidak menyimpan gambar',
    principleDetail:
      'Kamera di pintu hanya dilihat sesaat di dalam memori perangkat. Yang dicatat adalah siapa, di mana, dan pukul berapa – bukan gambarnya.',
    evidence: 'Foto bukti presensi',
    explain:
      'Bila dinyalakan, setiap presensi disertai potongan kecil wajah (paling besar 160 piksel). Foto disegel di perangkat sehingga hanya hub yang dapat membukanya, terikat pada catatan yang ditandatangani, dan dihapus sendiri setelah masa simpannya.',
    on: 'Menyala',
    off: 'Mati',
    turnOn: 'Kirim foto bukti bersama setiap presensi',
    days: 'Masa simpan (hari)',
    daysHelp:
      'Foto dihapus otomatis setelah sekian hari. Makin pendek makin baik; 30 hari cukup untuk kebanyakan aduan.',
    legalBasis: 'Dasar hukum',
    legalBasisHelp:
      'Nomor dan judul peraturan yang membolehkan, misalnya Perbup Nomor 12 Tahun 2026. Wajib bila dinyalakan.',
    legalBasisMissing: 'Tulis dasar hukumnya sebelum menyalakan.',
    save: 'Simpan',
    confirmTitle: { on: 'Nyalakan foto bukti?', off: 'Matikan foto bukti?', keep: 'Ubah masa simpan?' },
    confirm: {
      on: 'Sejak sekarang semua pintu mengirim foto wajah kecil bersama setiap presensi. Sampaikan hal ini kepada para pegawai. Keputusan ini dicatat atas nama Anda.',
      off: 'Pintu berhenti mengirim foto begitu terhubung. Foto yang sudah ada tetap disimpan sampai masa simpannya habis.',
      keep: 'Foto yang lebih tua dari masa simpan yang baru segera dihapus dan tidak dapat dikembalikan.',
    },
    confirmYes: { on: 'Nyalakan', off: 'Matikan', keep: 'Ubah' },
    saved: 'Tersimpan.',
    changed: 'Terakhir diubah {{moment}} oleh {{name}}.',
    state: 'Keadaan sekarang',
    units: 'Pintu yang sudah mengikuti',
    unitsValue: '{{following}} dari {{all}}',
    unitsWaiting: 'Yang lain mengikuti begitu terhubung.',
    unitsRefusing:
      '{{n}} unit memakai perangkat lunak lama dan belum dapat mengirim foto. Perbarui perangkat lunaknya.',
    kept: 'Foto yang disimpan',
    keptValue: '{{n}} foto, {{size}} MB',
    oldest: 'Foto tertua diambil',
    who: 'Siapa yang boleh melihat',
    whoDetail:
      'Hanya Admin BKD dan Inspektorat, satu per satu, dari halaman hari seorang pegawai, dengan menuliskan alasannya. Siapa yang membuka, kapan, dan mengapa tercatat selamanya.',
  },
  evidencePicture: {
    title: 'Foto bukti',
    awaited: 'Catatan ini menyebut sebuah foto, tetapi fotonya belum tiba. Pintu mengirimnya setelah catatan.',
    removed: 'Foto sudah dihapus pada {{moment}} karena masa simpannya habis.',
    there: 'Ada foto wajah yang disegel. Membukanya dicatat atas nama Anda.',
    reason: 'Alasan melihat foto',
    reasonHelp: 'Misalnya nomor aduan. Paling sedikit 5 huruf.',
    open: 'Buka foto',
    close: 'Tutup foto',
    alt: 'Wajah yang dikenali pada catatan ini',
    opened: 'Pernah dibuka',
    openedBy: '{{moment}} oleh {{name}}: {{reason}}',
    somebody: 'seseorang',
  },
};
