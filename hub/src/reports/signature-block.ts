import type { ReportSignature, Signatories } from '@hadir/shared/api/reports';
import { localDay, type Zone } from '@hadir/shared/time/local-day';
import { dayWords } from './indonesian-date.ts';
import { groupNip } from './person-lines.ts';

export const NO_SIGNATORIES: Signatories = {
  place: '',
  headTitle: '',
  headName: '',
  headNip: '',
  makerTitle: '',
  makerName: '',
  makerNip: '',
};

/** The head on the left, place, date and maker on the right; what is not set stays a line to be filled in by hand. */
export function signatureBlock(
  { place, headTitle, headName, headNip, makerTitle, makerName, makerNip }: Signatories,
  opdName: string | null,
  at: Date,
  zone: Zone,
): ReportSignature[] {
  const date = dayWords(localDay(at, zone));
  return [
    {
      above: ['Mengetahui,', headTitle || (opdName === null ? 'Kepala BKD' : `Kepala ${opdName}`)],
      name: headName || null,
      nip: headNip === '' ? null : groupNip(headNip),
    },
    {
      above: [place === '' ? `…………………, ${date}` : `${place}, ${date}`, makerTitle || 'Pembuat daftar'],
      name: makerName || null,
      nip: makerNip === '' ? null : groupNip(makerNip),
    },
  ];
}
