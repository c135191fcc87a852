/**
 * @param pasted lines of a list or a spreadsheet; of each line the cells that hold a number as long as a NIP, or one
 * nearly as long, which the hub then names as unknown, since it is a mistyped NIP and no page number
 * @returns digits, each once
 */
export function readNips(pasted: string): string[] {
  const numbers = pasted
    .split(/[\n\r\t,;|]+/)
    .map((cell) => cell.replace(/[\s.'"]/g, ''))
    .filter((cell) => /^\d{15,21}$/.test(cell));
  return [...new Set(numbers)];
}
