import type { Clip } from '../footage/footage.ts';

/**
 * Who takes part in the demo. Every name and number is made up and says so; the faces come from published footage
 * and portraits (see docs/third-party.md). The two people of the clips are enrolled from one recording and arrive in
 * another; the others are enrolled so that the doors have somebody to choose from.
 */
export interface CastMember {
  name: string;
  nip: string;
  position: string;
  photos: { clip: Clip; from: number; seconds: number; count: number } | { portrait: string };
}

export const region = 'Provinsi Maluku Utara (demo)';
export const office = { name: 'Dinas Contoh (demo)', zone: 'Asia/Jayapura' } as const;
export const doors = ['Pintu Utama', 'Pintu Timur'] as const;

export const arrivingAtMainDoor: CastMember = {
  name: 'Pegawai Demo Satu',
  nip: '199001012015011001',
  position: 'Analis Contoh',
  photos: { clip: 'cap13_edit2.mp4', from: 1, seconds: 24, count: 6 },
};
export const arrivingAtEastDoor: CastMember = {
  name: 'Pegawai Demo Dua',
  nip: '198805122012011002',
  position: 'Pranata Contoh',
  photos: { clip: 'franck.mp4', from: 2, seconds: 48, count: 6 },
};

const portraits: [file: string, sex: 1 | 2][] = [
  ['bruce-mars.jpg', 1],
  ['ivana-square.jpg', 2],
  ['kal-visuals-square.jpg', 1],
  ['marie.jpg', 2],
  ['user1-128x128.jpg', 1],
  ['user4-128x128.jpg', 2],
  ['user5-128x128.jpg', 2],
  ['user7-128x128.jpg', 2],
];
const words = ['Tiga', 'Empat', 'Lima', 'Enam', 'Tujuh', 'Delapan', 'Sembilan', 'Sepuluh'];

const others: CastMember[] = portraits.map(([portrait, sex], index) => ({
  name: `Pegawai Demo ${words[index]}`,
  nip: `1985${String(index + 1).padStart(2, '0')}15201001${sex}00${index + 1}`,
  position: 'Staf Contoh',
  photos: { portrait },
}));

export const cast = [arrivingAtMainDoor, arrivingAtEastDoor, ...others];

/** Comes by the main door and is enrolled nowhere. */
export const strangerPortrait = 'team-1.jpg';
