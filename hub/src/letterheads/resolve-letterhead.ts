import type { Letterhead, Signatory } from '@hadir/shared/api/letterheads';

const NOBODY: Signatory = { position: '', name: '', rank: '', nip: '' };

/** Nothing filled in. */
export const EMPTY_LETTERHEAD: Letterhead = {
  government: '',
  office: '',
  address: '',
  contact: '',
  place: '',
  head: NOBODY,
  maker: NOBODY,
};

/** What an office that nobody named yet is called, as most regions call it. */
const USUAL_AGENCY = 'Badan Kepegawaian Daerah';

interface Known {
  /** Name of the local government, as the hub was installed with. */
  readonly government: string;
  readonly region: Letterhead;
  /** Null for the region's own letterhead. */
  readonly opd: { readonly name: string; readonly own: Letterhead } | null;
}

/** Fills in what follows from elsewhere. Names, addresses and numbers follow from nothing: they stay empty. */
export function resolveLetterhead({ government, region, opd }: Known): Letterhead {
  const own = opd?.own ?? region;
  const office = own.office || (opd?.name ?? USUAL_AGENCY);
  return {
    government: own.government || region.government || government,
    office,
    address: own.address,
    contact: own.contact,
    place: own.place || region.place,
    head: { ...own.head, position: own.head.position || `Kepala ${office}` },
    maker: { ...own.maker, position: own.maker.position || 'Pembuat daftar' },
  };
}

/** @returns the fields that stay empty on paper although every letter needs them. */
export function missingFields(shown: Letterhead): string[] {
  const { address, place, head } = shown;
  const needed = { address, place, 'head.name': head.name, 'head.nip': head.nip };
  return Object.entries(needed).flatMap(([field, value]) => (value === '' ? [field] : []));
}
