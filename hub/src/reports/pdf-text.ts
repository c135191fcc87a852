/** Characters above Latin-1 that the encoding of PDF's own fonts has. */
const EXTRA = new Set('€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ');

/**
 * Text as PDF's own fonts can show it (Windows-1252, which holds all of Bahasa Indonesia): accents that are not there
 * are left off, and what is still not there becomes a question mark rather than a wrong letter.
 */
export function pdfText(text: string): string {
  let shown = '';
  for (const character of text.normalize('NFC')) shown += isShown(character) ? character : simplify(character);
  return shown;
}

function isShown(character: string): boolean {
  const code = character.codePointAt(0) ?? 0;
  return (code >= 0x20 && code <= 0x7e) || (code >= 0xa0 && code <= 0xff) || EXTRA.has(character);
}

function simplify(character: string): string {
  const bare = character.normalize('NFD').replace(/\p{Mark}/gu, '');
  return bare !== '' && [...bare].every(isShown) ? bare : '?';
}
