const TITLE = /^(?:[a-z]{1,5}\.)+$/i;

/** @returns up to two initials of a name, without academic titles: "Dr. Rahmawati Sangaji, S.Sos." gives RS. */
export function initials(name: string): string {
  const words = (name.split(',')[0] ?? '').split(/\s+/).filter((word) => word !== '' && !TITLE.test(word));
  const first = words[0] ?? name;
  const last = words.length > 1 ? (words.at(-1) ?? '') : '';
  return `${first.charAt(0)}${last.charAt(0)}`.toUpperCase();
}
