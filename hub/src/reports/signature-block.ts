import type { Letterhead, Signatory } from '@hadir/shared/api/letterheads';
import type { ReportSignature, ReportTable } from '@hadir/shared/api/reports';
import { localDay, type Zone } from '@hadir/shared/time/local-day';
import { dayWords } from './indonesian-date.ts';
import { groupNip } from './person-lines.ts';

/** @returns what stands above a report's title */
export function headingOf({ government, office, address, contact }: Letterhead): ReportTable['heading'] {
  const where = [address, contact].filter((line) => line !== '').join(' · ');
  return { government, office, address: where === '' ? null : where };
}

/** The head on the left, place, date and maker on the right; what is not set stays a line to be filled in by hand. */
export function signatureBlock({ place, head, maker }: Letterhead, at: Date, zone: Zone): ReportSignature[] {
  const date = dayWords(localDay(at, zone));
  return [
    signature(['Mengetahui,', head.position], head),
    signature([place === '' ? `…………………, ${date}` : `${place}, ${date}`, maker.position], maker),
  ];
}

function signature(above: string[], { name, rank, nip }: Signatory): ReportSignature {
  const plain = nip.replace(/[\s.]/g, '');
  return { above, name: name || null, rank: rank || null, nip: plain === '' ? null : groupNip(plain) };
}
