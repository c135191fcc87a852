import type { ImportLineValues } from './import-spec.ts';

/** What an import sets of a person; the same form before and after. */
export interface Person {
  readonly nip: string;
  readonly name: string;
  readonly kind: 'PNS' | 'PPPK';
  readonly servedFrom: string | null;
  readonly phone: string | null;
  readonly email: string | null;
}

/** What of a person's row an import sets. */
export function personOf({ nip, name, kind, servedFrom, phone, email }: Person): Person {
  return { nip, name, kind, servedFrom, phone, email };
}

/** What is empty in the file stays as it was. */
export function merge(person: Person, values: ImportLineValues['values']): Person {
  const { name, kind, servedFrom, phone, email } = values;
  return {
    nip: person.nip,
    name: name === null ? person.name : String(name),
    kind: kind === null ? person.kind : kind === 'PPPK' ? 'PPPK' : 'PNS',
    servedFrom: servedFrom === null ? person.servedFrom : String(servedFrom),
    phone: phone === null ? person.phone : String(phone),
    email: email === null ? person.email : String(email),
  };
}

const FIELD_WORDS = {
  name: 'nama',
  kind: 'jenis',
  servedFrom: 'mulai bertugas',
  phone: 'telepon',
  email: 'surel',
} as const;

/** @returns each field that is otherwise, in words. */
export function differing(before: Person, after: Person): string[] {
  return (Object.keys(FIELD_WORDS) as (keyof typeof FIELD_WORDS)[])
    .filter((field) => before[field] !== after[field])
    .map((field) => `${FIELD_WORDS[field]}: ${before[field] ?? '–'} → ${after[field] ?? '–'}`);
}
