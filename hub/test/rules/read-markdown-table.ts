import { readFileSync } from 'node:fs';

const rules = readFileSync(new URL('../../../docs/rules.md', import.meta.url), 'utf8');

export type Row = (column: string) => string;

/** Reads the table under a heading of docs/rules.md. @returns a function per row from column name to cell; "–" is ''. */
export function readMarkdownTable(heading: string): Row[] {
  const section = rules.split(/^## /m).find((text) => text.startsWith(`${heading}\n`));
  if (section === undefined) throw new Error(`docs/rules.md has no section "${heading}".`);
  const [header, , ...rows] = section
    .split('\n')
    .filter((line) => line.startsWith('|'))
    .map((line) =>
      line
        .slice(1, -1)
        .split('|')
        .map((cell) => cell.trim()),
    );
  if (header === undefined) throw new Error(`The section "${heading}" has no table.`);
  return rows.map((cells) => (column) => {
    const value = cells[header.indexOf(column)];
    if (value === undefined)
      throw new Error(`A row under "${heading}" has no column "${column}": ${cells.join(' | ')}`);
    return value === '–' ? '' : value;
  });
}

/** Words of a cell, without the empty one. */
export function wordsOf(cell: string, separator = ' '): string[] {
  return cell
    .split(separator)
    .map((word) => word.trim())
    .filter((word) => word !== '');
}
