import type { EnrolmentStep } from '../enrolment/enrolment-step.ts';
import type { Pictogram } from './view.ts';

interface StepWords {
  readonly picture: Pictogram;
  readonly title: string;
  readonly note: string;
}

/** @returns a step of the claim in the words of whoever installs the unit. */
export function describeStepOnScreen(step: EnrolmentStep, language: 'id' | 'en'): StepWords {
  const say = (picture: Pictogram, [title, note]: readonly [string, string], english: readonly [string, string]) =>
    language === 'id' ? { picture, title, note } : { picture, title: english[0], note: english[1] };
  switch (step.step) {
    case 'looking-for-code':
      return say(
        'code',
        ['Tunjukkan kode klaim', 'Pegang kode QR di depan kamera, selebar setengah gambar.'],
        ['Show the claim', 'Hold its QR code before the camera, half as wide as the picture.'],
      );
    case 'code-read':
      return say('done', ['Kode terbaca', step.hub], ['Code read', step.hub]);
    case 'joining-wifi':
      return say('wifi', ['Menyambung Wi-Fi', step.network], ['Joining the Wi-Fi', step.network]);
    case 'reaching-hub':
      return say('hub', ['Menghubungi pusat', step.hub], ['Calling the hub', step.hub]);
    case 'checking-authority':
      return say('hub', ['Memeriksa pusat', step.hub], ['Checking the hub', step.hub]);
    case 'enrolling':
      return say('hub', ['Mendaftarkan perangkat', step.hub], ['Enrolling', step.hub]);
    case 'enrolled':
      return say('done', ['Terdaftar', `${step.door} · ${step.unit}`], ['Enrolled', `${step.door} · ${step.unit}`]);
    case 'failed': {
      const note = `${step.problem} ${step.advice}`;
      return say('code', ['Belum berhasil', note], ['Not yet', note]);
    }
  }
}
