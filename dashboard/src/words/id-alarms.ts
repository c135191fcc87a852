/** The words about alarms at the doors, in Bahasa Indonesia. */
export const idAlarms = {
  alarms: {
    title: 'Alarm pintu',
    sub: 'Percobaan mengelabui atau mengganggu alat presensi',
    show: 'Alarm yang ditampilkan',
    waiting: 'Belum ditangani',
    all: 'Semua',
    noneWaiting: 'Tidak ada alarm yang belum ditangani',
    never: 'Belum pernah ada alarm',
    empty:
      'Pintu memberi tahu di sini bila foto atau layar berkali-kali ditunjukkan ke kamera, atau kamera tidak dapat melihat.',
    older: 'Tampilkan yang lebih lama',
    period: '{{from}} sampai {{to}}',
    what: {
      'presentation-attacks': 'Wajah tiruan ditunjukkan {{n}} kali',
      'camera-covered': 'Kamera tertutup atau gelap',
      'camera-moved': 'Kamera bergeser',
      'second-factor-guessed': 'PIN atau kartu pendamping dicoba {{n}} kali',
    },
    advice: {
      'presentation-attacks':
        'Tidak ada presensi yang tercatat dari wajah tiruan itu. Periksa pintu dan tanyakan kepada petugas siapa yang berada di sana pada waktu itu.',
      'camera-covered':
        'Selama kamera tidak melihat, tidak ada yang dapat dikenali di pintu ini. Periksa lensa dan lampu ruangan.',
      'camera-moved': 'Periksa kedudukan kamera, lalu arahkan kembali dengan telepon.',
      'second-factor-guessed':
        'Bantuan presensi di pintu ini ditutup sementara. Tanyakan kepada pendamping, dan ganti PIN-nya bila perlu.',
    },
    see: 'Tandai sudah ditangani',
    note: 'Apa yang Anda temukan?',
    noteHint: 'Misalnya: sudah diperiksa petugas jaga, lensa tertutup debu dan sudah dibersihkan.',
    noteMissing: 'Tulis paling sedikit 3 huruf.',
    means:
      'Catatan ini disimpan dengan nama Anda dan dapat dibaca BKD, Inspektorat, dan pimpinan. Bukti dari pintu tidak berubah.',
    save: 'Simpan',
    cancel: 'Batal',
    seenBy: 'Ditangani {{name}}',
  },
};
