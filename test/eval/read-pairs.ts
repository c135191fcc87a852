import { readFile, stat } from 'node:fs/promises';
import { join, normalize } from 'node:path';
import { EvaluationError } from './evaluation-error.ts';
import type { Picture } from './list-people.ts';

export interface Pair {
  /** Places in the list of pictures. */
  readonly a: number;
  readonly b: number;
  readonly same: boolean;
}

export interface PairList {
  /** Every picture that a pair names. Pictures that pairs call the same share one person's name. */
  readonly pictures: readonly Picture[];
  readonly pairs: readonly Pair[];
}

const SAME = new Set(['yes', 'y', 'true', '1', 'same', 'match', 'genuine']);
const DIFFERENT = new Set(['no', 'n', 'false', '0', 'different', 'diff', 'mismatch', 'impostor']);

/**
 * Reads a list of pairs: a CSV whose header names `file_x`, `file_y` and `Decision` (Yes or No).
 * @param dataset folder of the pictures.
 * @throws EvaluationError `pairs`, naming the line.
 */
export async function readPairs(path: string, dataset: string): Promise<PairList> {
  const [header, ...body] = parseRows(await readText(path), path);
  const column = (name: string) => (header?.cells ?? []).findIndex((cell) => cell.trim().toLowerCase() === name);
  const [x, y, decision] = [column('file_x'), column('file_y'), column('decision')];
  if (x < 0 || y < 0 || decision < 0) {
    throw new EvaluationError('pairs', `The first line of ${path} must name the columns file_x, file_y and Decision.`);
  }
  if (body.length === 0) throw new EvaluationError('pairs', `${path} names no pair.`);
  const places = new Map<string, number>();
  const place = async (file: string, line: number): Promise<number> => {
    const name = normalize(file.trim());
    const known = places.get(name);
    if (known !== undefined) return known;
    if (!(await isFile(join(dataset, name)))) {
      throw new EvaluationError('pairs', `Line ${line} of ${path} names "${file.trim()}", which is not in ${dataset}.`);
    }
    places.set(name, places.size);
    return places.size - 1;
  };
  const pairs: (Pair & { line: number })[] = [];
  for (const { line, cells: row } of body) {
    const word = (row[decision] ?? '').trim().toLowerCase();
    if (!SAME.has(word) && !DIFFERENT.has(word)) {
      throw new EvaluationError(
        'pairs',
        `Line ${line} of ${path} has the Decision "${row[decision] ?? ''}", not Yes or No.`,
      );
    }
    const a = await place(row[x] ?? '', line);
    const b = await place(row[y] ?? '', line);
    if (a === b) throw new EvaluationError('pairs', `Line ${line} of ${path} compares a picture with itself.`);
    pairs.push({ a, b, same: SAME.has(word), line });
  }
  return { pictures: namePeople([...places.keys()], pairs, path), pairs };
}

/** Joins the pictures that pairs call the same, directly or over others. */
function namePeople(files: readonly string[], pairs: readonly (Pair & { line: number })[], path: string): Picture[] {
  const parents = files.map((_, i) => i);
  const root = (i: number): number => {
    let at = i;
    while (parents[at] !== at) at = parents[at] as number;
    parents[i] = at;
    return at;
  };
  for (const { a, b, same } of pairs) if (same) parents[root(b)] = root(a);
  for (const { a, b, same, line } of pairs) {
    if (!same && root(a) === root(b)) {
      throw new EvaluationError(
        'pairs',
        `Line ${line} of ${path} calls two pictures different that other lines call the same.`,
      );
    }
  }
  return files.map((file, i) => ({ file, person: files[root(i)] as string }));
}

async function readText(path: string): Promise<string> {
  try {
    return await readFile(path, 'utf8');
  } catch (cause) {
    throw new EvaluationError('pairs', `The list of pairs ${path} cannot be read.`, cause);
  }
}

async function isFile(path: string): Promise<boolean> {
  try {
    return (await stat(path)).isFile();
  } catch {
    return false;
  }
}

interface Row {
  /** From 1. */
  readonly line: number;
  readonly cells: readonly string[];
}

/** Rows of a CSV with commas, quotes doubled inside quotes. Source: RFC 4180. Empty lines are left out. */
function parseRows(text: string, path: string): Row[] {
  const rows: Row[] = [];
  const body = text.replace(/^\uFEFF/, '');
  let cells: string[] = [];
  let line = 1;
  let read = 0;
  for (const [whole, quoted, plain = '', end] of body.matchAll(/(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r?\n|$)/gy)) {
    read += whole.length;
    cells.push(quoted === undefined ? plain : quoted.replaceAll('""', '"'));
    if (end === ',') continue;
    if (cells.some((value) => value.trim() !== '')) rows.push({ line, cells });
    cells = [];
    line++;
  }
  if (read < body.length) throw new EvaluationError('pairs', `Line ${line} of ${path} has a quote that does not fit.`);
  return rows;
}
