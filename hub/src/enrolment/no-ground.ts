import { HttpProblem } from '../http/http-problem.ts';

/** Nothing of a face may be stored for this person. */
export function noGround(): HttpProblem {
  return new HttpProblem(
    409,
    'ground-missing',
    'Belum ada persetujuan atau dasar hukum yang berlaku untuk wajah pegawai ini, atau persetujuannya sudah ditarik. Catat dahulu di halaman pegawai.',
  );
}
