/** @returns text as Excel, LibreOffice and text editors write it: with a byte order mark, as UTF-8, or as Windows-1252. */
export function decodeText(bytes: Uint8Array): string {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return new TextDecoder('utf-16le').decode(bytes);
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return new TextDecoder('utf-16be').decode(bytes);
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return new TextDecoder('windows-1252').decode(bytes);
  }
}

const SEPARATORS = [';', ',', '\t', '|'];
/** Titles above the table have fewer columns than its heading. */
const FEWEST_COLUMNS = 3;
const MOST_TITLES = 20;

/** Spreadsheets of some settings say by a line of its own what divides the columns, and do not show that line. */
export function withoutSeparatorLine(text: string): { text: string; separator: string | null } {
  const [line = '', separator = null] = /^\ufeff?"?sep=(.)"?\r?\n/i.exec(text) ?? [];
  return { text: text.slice(line.length), separator };
}

/** @returns what divides the columns: that of the usual ones which the heading has most of, outside quotes. */
export function findSeparator(text: string): string {
  const lines = text.trimStart().split(/\r?\n|\r/, MOST_TITLES);
  const counts = lines.map((line) => {
    const plain = line.replace(/"[^"]*"/g, '');
    return SEPARATORS.map((separator) => plain.split(separator).length);
  });
  const heading = counts.find((each) => Math.max(...each) >= FEWEST_COLUMNS) ?? counts[0] ?? [];
  return SEPARATORS[heading.indexOf(Math.max(...heading))] ?? ';';
}
