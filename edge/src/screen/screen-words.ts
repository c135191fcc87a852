import type { Advice } from './door-stage.ts';
import type { Pictogram } from './view.ts';

export type DayPart = 'morning' | 'noon' | 'afternoon' | 'evening';
interface Instruction {
  readonly title: string;
  readonly note: string;
}

/** Everything that the screen says, in one language. */
export interface ScreenWords {
  readonly greeting: Record<DayPart, string>;
  readonly salutation: Record<'Bapak' | 'Ibu', string>;
  /** What the unit can say of a punch; whether he is late is for the hub to say. */
  readonly present: string;
  readonly already: string;
  readonly recorded: string;
  readonly kept: string;
  readonly received: string;
  readonly waiting: (entries: string) => string;
  readonly comeIn: string;
  readonly idle: Instruction;
  readonly checking: Instruction;
  readonly advice: Record<Advice['about'], Instruction>;
  readonly starting: Instruction;
  readonly noDoor: Instruction;
  readonly noCamera: Instruction;
  readonly clock: Record<'ntp' | 'rtc' | 'none', string>;
  readonly connected: string;
  readonly offline: string;
  readonly offlineWaiting: (entries: string) => string;
  readonly phone: string;
  readonly lost: string;
}

const id: ScreenWords = {
  greeting: { morning: 'Selamat pagi', noon: 'Selamat siang', afternoon: 'Selamat sore', evening: 'Selamat malam' },
  salutation: { Bapak: 'Bapak', Ibu: 'Ibu' },
  present: 'Hadir',
  already: 'Sudah tercatat',
  recorded: 'Tercatat',
  kept: 'Tersimpan di perangkat.',
  received: 'Sudah diterima pusat.',
  waiting: (entries) => `Menunggu jaringan: ${entries} catatan akan dikirim sendiri.`,
  comeIn: 'Anda boleh masuk.',
  idle: { title: 'Silakan hadap kamera', note: 'Berdiri sejauh satu lengan, satu per satu.' },
  checking: { title: 'Sebentar', note: 'Tetap hadap kamera.' },
  advice: {
    'too-small': { title: 'Lebih dekat', note: 'Maju satu langkah ke arah kamera.' },
    'cut-off': { title: 'Geser ke tengah', note: 'Seluruh wajah harus tampak.' },
    'turned-away': { title: 'Hadap kamera', note: 'Lihat lurus ke kamera.' },
    'too-dark': { title: 'Lebih terang', note: 'Cari cahaya yang mengenai wajah.' },
    'too-bright': { title: 'Terlalu silau', note: 'Hindari cahaya yang menyorot wajah.' },
    blurred: { title: 'Diam sejenak', note: 'Jangan bergerak sebentar.' },
    unknown: {
      title: 'Belum dikenali',
      note: 'Lepas masker dan hadap kamera. Bila tetap begini, hubungi petugas kepegawaian.',
    },
    'not-live': { title: 'Tunjukkan wajah langsung', note: 'Tanpa layar, foto, atau masker di depan wajah.' },
    'turn-left': { title: 'Tengok ke kiri', note: 'Lihat ke kamera, lalu tengok ke kiri Anda.' },
    'turn-right': { title: 'Tengok ke kanan', note: 'Lihat ke kamera, lalu tengok ke kanan Anda.' },
    'blink-twice': { title: 'Kedipkan mata dua kali', note: 'Lihat ke kamera dan kedipkan kedua mata perlahan.' },
    'challenge-met': { title: 'Terima kasih', note: 'Sekarang lihat ke kamera.' },
  },
  starting: { title: 'Sedang bersiap', note: 'Sebentar lagi pintu ini siap.' },
  noDoor: { title: 'Belum melayani pintu', note: 'Silakan presensi di pintu lain.' },
  noCamera: { title: 'Kamera belum siap', note: 'Silakan presensi di pintu lain dan beri tahu petugas.' },
  clock: { ntp: 'jam tepercaya', rtc: 'jam perangkat', none: 'jam belum tepercaya' },
  connected: 'Terhubung',
  offline: 'Menunggu jaringan',
  offlineWaiting: (entries) => `Menunggu jaringan · ${entries} catatan tersimpan`,
  phone: 'Untuk mengarahkan kamera dengan telepon, buka',
  lost: 'Layar terputus dari perangkat. Silakan presensi di pintu lain.',
};

const en: ScreenWords = {
  greeting: { morning: 'Good morning', noon: 'Good day', afternoon: 'Good afternoon', evening: 'Good evening' },
  salutation: { Bapak: 'Mr', Ibu: 'Ms' },
  present: 'Present',
  already: 'Already recorded',
  recorded: 'Recorded',
  kept: 'Saved on this device.',
  received: 'Received by the hub.',
  waiting: (entries) => `Waiting for the network: ${entries} records will be sent by themselves.`,
  comeIn: 'You may go in.',
  idle: { title: 'Please face the camera', note: "Stand at an arm's length, one at a time." },
  checking: { title: 'One moment', note: 'Keep facing the camera.' },
  advice: {
    'too-small': { title: 'Come closer', note: 'One step towards the camera.' },
    'cut-off': { title: 'Move to the middle', note: 'Your whole face has to be visible.' },
    'turned-away': { title: 'Face the camera', note: 'Look straight at the camera.' },
    'too-dark': { title: 'More light', note: 'Let some light fall on your face.' },
    'too-bright': { title: 'Too much glare', note: 'Step out of the light on your face.' },
    blurred: { title: 'Hold still', note: 'For a moment only.' },
    unknown: {
      title: 'Not recognised yet',
      note: 'Take off your mask and face the camera. If it stays so, ask the personnel office.',
    },
    'not-live': { title: 'Show your own face', note: 'No display, photo or mask before it.' },
    'turn-left': { title: 'Turn your head left', note: 'Face the camera, then look to your left.' },
    'turn-right': { title: 'Turn your head right', note: 'Face the camera, then look to your right.' },
    'blink-twice': { title: 'Blink twice', note: 'Face the camera and blink slowly with both eyes.' },
    'challenge-met': { title: 'Thank you', note: 'Now face the camera.' },
  },
  starting: { title: 'Getting ready', note: 'This door will be ready in a moment.' },
  noDoor: { title: 'Serves no door yet', note: 'Please use another door.' },
  noCamera: { title: 'The camera is not ready', note: 'Please use another door, and tell the staff.' },
  clock: { ntp: 'clock trusted', rtc: "device's own clock", none: 'clock not trusted yet' },
  connected: 'Connected',
  offline: 'Waiting for the network',
  offlineWaiting: (entries) => `Waiting for the network · ${entries} records saved`,
  phone: 'To aim the camera with a phone, open',
  lost: 'The screen has lost its device. Please use another door.',
};

export const SCREEN_WORDS: Record<'id' | 'en', ScreenWords> = { id, en };

/** What stands beside each advice, for whoever does not read it. */
export const ADVICE_PICTURES: Record<Advice['about'], Pictogram> = {
  'too-small': 'closer',
  'cut-off': 'centre',
  'turned-away': 'turn',
  'too-dark': 'brighter',
  'too-bright': 'glare',
  blurred: 'still',
  unknown: 'person',
  'not-live': 'face',
  'turn-left': 'turn-left',
  'turn-right': 'turn-right',
  'blink-twice': 'blink-twice',
  'challenge-met': 'done',
};
