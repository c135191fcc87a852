const ONES = ['', 'satu', 'dua', 'tiga', 'empat', 'lima', 'enam', 'tujuh', 'delapan', 'sembilan', 'sepuluh', 'sebelas'];
const SCALES = [
  { name: 'triliun', size: 1_000_000_000_000 },
  { name: 'miliar', size: 1_000_000_000 },
  { name: 'juta', size: 1_000_000 },
  { name: 'ribu', size: 1_000 },
];

/**
 * A number in words, as it stands below a sum of money.
 * @param number a whole number, 0 or more @throws RangeError for what is not
 */
export function terbilang(number: number): string {
  if (!Number.isSafeInteger(number) || number < 0) throw new RangeError(`${number} cannot be said in words.`);
  return number === 0 ? 'nol' : words(number);
}

function words(number: number): string {
  for (const { name, size } of SCALES) {
    if (number < size) continue;
    const many = Math.floor(number / size);
    // "Seribu", but "satu juta"; and within thousands "satu" stays only before other scales.
    const head = size === 1_000 && many === 1 ? 'seribu' : `${words(many)} ${name}`;
    return join(head, number % size);
  }
  if (number >= 200) return join(`${ONES[Math.floor(number / 100)]} ratus`, number % 100);
  if (number >= 100) return join('seratus', number - 100);
  if (number >= 20) return join(`${ONES[Math.floor(number / 10)]} puluh`, number % 10);
  if (number >= 12) return `${ONES[number - 10]} belas`;
  return ONES[number] ?? '';
}

function join(head: string, rest: number): string {
  return rest === 0 ? head : `${head} ${words(rest)}`;
}
