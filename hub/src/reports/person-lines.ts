interface Person {
  readonly name: string;
  readonly nip: string;
  readonly rank: string | null;
  readonly position: string | null;
}

/** @returns the four lines of a person's cell: name, NIP, golongan, position; a dash for what is not known. */
export function personLines({ name, nip, rank, position }: Person): string {
  return [name, groupNip(nip), rank ?? '–', position ?? '–'].map((line) => line.replaceAll('\n', ' ')).join('\n');
}

/** As it is written on paper, 8 6 1 3: in groups no spreadsheet takes it for a number. */
export function groupNip(nip: string): string {
  const match = /^(\d{8})(\d{6})(\d)(\d{3})$/.exec(nip);
  return match === null ? nip : match.slice(1).join(' ');
}
