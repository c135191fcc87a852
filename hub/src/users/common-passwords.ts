/**
 * Words that people build passwords from, without digits and signs: the ones at the top of every published list of
 * leaked passwords, their Indonesian counterparts, and what the work of an office suggests.
 */
export const COMMON_WORDS: ReadonlySet<string> = new Set(
  `password passwd pass passcode secret letmein welcome login signin admin administrator root user username guest test
  testing default changeme master access system server computer internet google facebook instagram whatsapp youtube
  android samsung iphone windows qwerty qwertyuiop qwert asdf asdfgh asdfghjkl zxcvbn zxcvbnm qazwsx qazwsxedc qweasd
  qweasdzxc wasd abc abcd abcde abcdef abcdefgh abcdefghij aaa iloveyou love lover baby angel princess sunshine monkey
  dragon football soccer superman batman pokemon naruto starwars shadow michael jordan charlie freedom whatever trustno
  hello hallo halo
  kata sandi katasandi katakunci kunci rahasia sandi masuk baru ganti lupa coba contoh percobaan
  sayang sayangku cinta cintaku kamu aku kita rindu kangen bunda mama papa ayah ibu bapak anak anakku keluarga suami
  istri bahagia senyum manis cantik ganteng cinta selamanya
  bismillah alhamdulillah subhanallah allah allahuakbar assalamualaikum insyaallah islam muhammad yesus tuhan amin
  haleluya puji syukur
  indonesia indonesiaku indonesiaraya nusantara merdeka pancasila garuda bhinneka bangsa negara republik jakarta bandung
  surabaya medan makassar jayapura papua maluku ternate sofifi jember kutai kartanegara tenggarong sumatera utara
  kalimantan jawa bali sulawesi
  asn pns pppk pegawai pegawainegeri negeri honorer korpri dinas badan kantor instansi pemda pemkab pemkot pemprov
  pemerintah kabupaten provinsi kota kecamatan kelurahan desa bkd bkpsdm bkpp opd skpd setda setwan inspektorat sekda
  bupati gubernur walikota camat lurah kepala kadis operator bendahara pimpinan staf staff atasan hadir presensi absensi
  absen kehadiran tpp gaji tunjangan
  senin selasa rabu kamis jumat sabtu minggu januari februari maret april mei juni juli agustus september oktober
  november desember satu dua tiga empat lima`
    .split(/\s+/)
    .filter((word) => word !== ''),
);
