/** Spreadsheets take a cell that begins so for a formula, or skip the beginning and then do. */
const FORMULA = /^[=+\-@\t\r\n|%＝＋－＠]/u;

/** @returns a cell that no spreadsheet takes for a formula: such text gets an apostrophe before it, numbers stay numbers. */
export function plainCell(value: string | number): string {
  return typeof value === 'string' && FORMULA.test(value) ? `'${value}` : String(value);
}
