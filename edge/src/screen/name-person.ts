/** How much of a name the screen shows to whoever stands around. */
export type NameRule = 'full' | 'first' | 'initials';

/** Balinese names begin with a word that only says who is a man and who a woman. */
const PARTICLES = new Set(['i', 'ni']);

/** @param name as in the roster, with or without academic titles. */
export function namePerson(name: string, rule: NameRule): string {
  if (rule === 'full') return name;
  const words = withoutTitles(name);
  if (rule === 'initials') return words.map((word) => `${[...word][0]?.toUpperCase() ?? ''}.`).join(' ');
  const [first = name, second] = words;
  return second !== undefined && PARTICLES.has(first.toLowerCase()) ? `${first} ${second}` : first;
}

/** Titles end in a full stop before a name ("Dr. Ir.", "Hj.") and stand behind a comma after it (", M.Si."). */
function withoutTitles(name: string): string[] {
  const words = (name.split(',')[0] ?? name).trim().split(/\s+/);
  const plain = words.filter((word) => !word.endsWith('.') && !/^(H|Hj|Dr|Drs|Dra|Ir|Prof)$/i.test(word));
  return plain.length > 0 ? plain : words;
}
