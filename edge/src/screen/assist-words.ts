import type { LookName, LookProblem, Reason } from '../assistance/dialogue.ts';

interface Instruction {
  readonly title: string;
  readonly note: string;
}

/** Everything that the dialogue with a supervisor says, in one language. */
export interface AssistWords {
  readonly button: string;
  readonly elsewhere: string;
  readonly back: string;
  readonly close: string;
  readonly erase: string;
  readonly space: string;
  readonly face: Instruction;
  readonly notSupervisor: string;
  readonly cardWithoutFace: Instruction;
  readonly pin: (name: string) => string;
  readonly pinNote: Record<'pin' | 'card' | 'both', string>;
  readonly checking: string;
  readonly refused: Record<'wrong-pin' | 'wrong-card' | 'no-pin' | 'no-card', string>;
  readonly locked: (minutes: number) => Instruction;
  readonly menu: (name: string) => Instruction;
  readonly attendance: readonly [label: string, detail: string];
  readonly enrolment: readonly [label: string, detail: string];
  readonly pick: Instruction;
  readonly nobodyFound: string;
  readonly nipEnd: (digits: string) => string;
  readonly withoutFace: string;
  readonly pickRefused: Record<'himself' | 'limit-reached' | 'already-has-face', string>;
  readonly reason: (name: string) => Instruction;
  readonly reasons: Record<Reason, string>;
  readonly note: Instruction;
  readonly go: string;
  readonly confirm: (name: string) => string;
  readonly confirmNote: (reason: string) => string;
  readonly record: string;
  readonly saving: Instruction;
  readonly done: (time: string) => string;
  readonly doneNote: string;
  readonly again: string;
  readonly finish: string;
  readonly looks: Record<LookName, string>;
  readonly lookNote: (taken: number, of: number) => string;
  readonly lookProblems: Record<LookProblem, string>;
  readonly enrolled: Instruction;
}

const id: AssistWords = {
  button: 'Bantuan petugas',
  elsewhere: 'Bantuan sedang dipakai',
  back: 'Kembali',
  close: 'Selesai',
  erase: 'Hapus',
  space: 'spasi',
  face: { title: 'Petugas, hadap kamera', note: 'Wajah petugas bantuan dikenali dahulu.' },
  notSupervisor: 'Anda bukan petugas bantuan di pintu ini. Panggil petugas yang ditunjuk BKD.',
  cardWithoutFace: {
    title: 'Ketik kode kartu petugas',
    note: 'Kamera rusak: kartu dan PIN diperlukan bersama. Kodenya tercetak di bawah QR.',
  },
  pin: (name) => `${name}, masukkan PIN`,
  pinNote: {
    pin: 'Enam angka. Tutupi dengan tangan.',
    card: 'Pegang QR kartu Anda di depan kamera.',
    both: 'Atau pegang QR kartu Anda di depan kamera.',
  },
  checking: 'Memeriksa…',
  refused: {
    'wrong-pin': 'PIN salah. Coba lagi.',
    'wrong-card': 'Kartu ini tidak cocok.',
    'no-pin': 'Belum ada PIN. Pakai kartu, atau atur PIN di dasbor.',
    'no-card': 'Belum ada kartu. Pakai PIN.',
  },
  locked: (minutes) => ({
    title: 'PIN dikunci sementara',
    note: `Terlalu banyak PIN salah. Coba lagi dalam ${minutes} menit. BKD diberi tahu.`,
  }),
  menu: (name) => ({ title: `${name}, bantu apa?`, note: 'Setiap bantuan tercatat atas nama Anda.' }),
  attendance: ['Catat kehadiran', 'Wajahnya tidak terbaca kamera'],
  enrolment: ['Daftarkan wajah', 'Pegawai yang belum punya wajah'],
  pick: { title: 'Siapa pegawainya?', note: 'Ketik awal nama, atau angka terakhir NIP.' },
  nobodyFound: 'Tidak ada yang cocok di OPD ini.',
  nipEnd: (digits) => `NIP …${digits}`,
  withoutFace: 'belum punya wajah',
  pickRefused: {
    himself: 'Petugas tidak dapat membantu dirinya sendiri. Minta petugas lain.',
    'limit-reached': 'Batas bantuan Anda hari ini sudah tercapai. Minta petugas lain atau hubungi BKD.',
    'already-has-face': 'Pegawai ini sudah punya wajah. Perubahan dilakukan BKD.',
  },
  reason: (name) => ({ title: `Mengapa ${name} dibantu?`, note: 'Pilih satu.' }),
  reasons: {
    'face-covered': 'Wajah tertutup',
    'face-changed': 'Wajah berubah',
    'not-enrolled': 'Belum terdaftar',
    'camera-broken': 'Kamera rusak',
    other: 'Lainnya',
  },
  note: { title: 'Apa alasannya?', note: 'Beberapa kata saja; dibaca BKD.' },
  go: 'Lanjut',
  confirm: (name) => `Catat ${name} hadir?`,
  confirmNote: (reason) => `${reason}. Anda bertanggung jawab bahwa orangnya ada di sini.`,
  record: 'Catat hadir',
  saving: { title: 'Menyimpan…', note: 'Bila penyimpanan penuh, catatan ditulis begitu ada ruang.' },
  done: (time) => `Hadir ${time}`,
  doneNote: 'Tersimpan di perangkat. BKD melihat bantuan ini.',
  again: 'Bantu yang lain',
  finish: 'Selesai',
  looks: { front: 'Hadap kamera', left: 'Putar sedikit ke kiri', right: 'Putar sedikit ke kanan' },
  lookNote: (taken, of) => `Foto ${taken + 1} dari ${of}. Pegawai berdiri sendiri di depan kamera.`,
  lookProblems: {
    nobody: 'Belum ada wajah di depan kamera.',
    known: 'Wajah ini sudah dikenal sebagai pegawai lain.',
    'not-live': 'Tunjukkan wajah langsung, tanpa layar atau foto.',
    changed: 'Wajahnya berganti. Ketuk Kembali dan ulangi.',
    'not-kept': 'Foto tidak dapat disimpan di perangkat ini. Daftarkan lewat dasbor.',
    'too-small': 'Maju satu langkah.',
    'cut-off': 'Geser ke tengah.',
    'turned-away': 'Terlalu menoleh.',
    'too-dark': 'Cari cahaya.',
    'too-bright': 'Terlalu silau.',
    blurred: 'Diam sejenak.',
  },
  enrolled: {
    title: 'Foto tersimpan',
    note: 'BKD memeriksa dan memastikan dahulu. Sesudah itu pintu mengenali wajah ini.',
  },
};

const en: AssistWords = {
  button: 'Supervisor',
  elsewhere: 'Assistance is in use',
  back: 'Back',
  close: 'Close',
  erase: 'Erase',
  space: 'space',
  face: { title: 'Supervisor, face the camera', note: 'Your face is recognised first.' },
  notSupervisor: 'You may not assist at this door. Call a supervisor whom BKD has named.',
  cardWithoutFace: {
    title: "Type the code on the supervisor's card",
    note: 'The camera is broken: the card and the PIN are needed together. The code is under the QR.',
  },
  pin: (name) => `${name}, enter your PIN`,
  pinNote: {
    pin: 'Six digits. Cover them with your hand.',
    card: "Hold your card's QR before the camera.",
    both: "Or hold your card's QR before the camera.",
  },
  checking: 'Checking…',
  refused: {
    'wrong-pin': 'Wrong PIN. Try again.',
    'wrong-card': 'This card does not fit.',
    'no-pin': 'There is no PIN yet. Use your card, or set a PIN in the dashboard.',
    'no-card': 'There is no card yet. Use your PIN.',
  },
  locked: (minutes) => ({
    title: 'The PIN is locked for now',
    note: `Too many wrong PINs. Try again in ${minutes} min. BKD is told.`,
  }),
  menu: (name) => ({ title: `${name}, what is needed?`, note: 'Everything is recorded under your name.' }),
  attendance: ['Record attendance', 'The camera cannot read the face'],
  enrolment: ['Enrol a face', 'Somebody who has none yet'],
  pick: { title: 'Who is it?', note: 'Type the beginning of the name, or the last digits of the NIP.' },
  nobodyFound: 'Nobody of this office fits.',
  nipEnd: (digits) => `NIP …${digits}`,
  withoutFace: 'no face yet',
  pickRefused: {
    himself: 'A supervisor cannot assist himself. Ask another one.',
    'limit-reached': 'You have reached your limit for today. Ask another supervisor, or BKD.',
    'already-has-face': 'This employee has a face already. BKD changes it.',
  },
  reason: (name) => ({ title: `Why is ${name} assisted?`, note: 'Choose one.' }),
  reasons: {
    'face-covered': 'Face covered',
    'face-changed': 'Face changed',
    'not-enrolled': 'Not enrolled',
    'camera-broken': 'Camera broken',
    other: 'Other',
  },
  note: { title: 'What is the reason?', note: 'A few words; BKD reads them.' },
  go: 'Go on',
  confirm: (name) => `Record ${name} as present?`,
  confirmNote: (reason) => `${reason}. You answer for it that the person is here.`,
  record: 'Record',
  saving: { title: 'Saving…', note: 'Where the storage is full it is written as soon as there is room.' },
  done: (time) => `Present ${time}`,
  doneNote: 'Saved on this device. BKD sees it.',
  again: 'Assist another',
  finish: 'Finish',
  looks: { front: 'Face the camera', left: 'Turn a little to the left', right: 'Turn a little to the right' },
  lookNote: (taken, of) => `Photo ${taken + 1} of ${of}. The employee stands alone before the camera.`,
  lookProblems: {
    nobody: 'There is no face before the camera.',
    known: 'This face is known as another employee.',
    'not-live': 'Show the face itself, no display or photo.',
    changed: 'The face has changed. Tap Back and begin again.',
    'not-kept': 'This device cannot keep photos. Enrol in the dashboard.',
    'too-small': 'One step closer.',
    'cut-off': 'Move to the middle.',
    'turned-away': 'Turned too far.',
    'too-dark': 'More light.',
    'too-bright': 'Too much glare.',
    blurred: 'Hold still.',
  },
  enrolled: { title: 'Photos saved', note: 'BKD looks at them first. Then the door recognises this face.' },
};

export const ASSIST_WORDS: Record<'id' | 'en', AssistWords> = { id, en };
