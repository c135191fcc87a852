import type { Letterhead, Signatory } from '@hadir/shared/api/letterheads';

/**
 * How a letterhead will look with what is being typed. What the hub shows for a field that was empty follows from
 * elsewhere and stays; what it shows for a field that was filled in goes with the field.
 */
export function overlay(shown: Letterhead, own: Letterhead, given: Letterhead): Letterhead {
  return {
    government: lay(shown.government, own.government, given.government),
    office: lay(shown.office, own.office, given.office),
    address: given.address,
    contact: given.contact,
    place: lay(shown.place, own.place, given.place),
    head: laySignatory(shown.head, own.head, given.head),
    maker: laySignatory(shown.maker, own.maker, given.maker),
  };
}

function laySignatory(shown: Signatory, own: Signatory, given: Signatory): Signatory {
  return { ...given, position: lay(shown.position, own.position, given.position) };
}

function lay(shown: string, own: string, given: string): string {
  return given || (own === '' ? shown : '');
}
