import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readPairs } from './read-pairs.ts';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'hadir-pairs-'));
  for (const name of ['a.jpg', 'b.jpg', 'c.jpg', 'd.jpg', 'with, comma.jpg']) await writeFile(join(folder, name), '');
});
afterAll(() => rm(folder, { recursive: true, force: true }));

async function read(...lines: string[]) {
  const path = join(folder, 'pairs.csv');
  await writeFile(path, lines.join('\r\n'));
  return readPairs(path, folder);
}

describe('readPairs', () => {
  it('reads which pictures show the same person, in any order of columns and either case', async () => {
    const { pairs, pictures } = await read('Decision,file_x,file_y', 'Yes,a.jpg,b.jpg', 'NO,a.jpg,c.jpg', '');
    expect(pictures.map(({ file }) => file)).toEqual(['a.jpg', 'b.jpg', 'c.jpg']);
    expect(pairs).toMatchObject([
      { a: 0, b: 1, same: true },
      { a: 0, b: 2, same: false },
    ]);
  });

  it('takes pictures that are the same over others for one person', async () => {
    const { pictures } = await read('file_x,file_y,Decision', 'a.jpg,b.jpg,Yes', 'c.jpg,d.jpg,No', 'b.jpg,c.jpg,1');
    expect(pictures.map(({ person }) => person)).toEqual(['a.jpg', 'a.jpg', 'a.jpg', 'd.jpg']);
  });

  it('reads names in quotes', async () => {
    const { pictures } = await read('file_x,file_y,Decision', '"with, comma.jpg",a.jpg,No');
    expect(pictures[0]?.file).toBe('with, comma.jpg');
  });

  it.each([
    ['a header without the columns', ['x,y,same', 'a.jpg,b.jpg,Yes'], /file_x, file_y and Decision/],
    ['no pair', ['file_x,file_y,Decision'], /names no pair/],
    ['another word than yes or no', ['file_x,file_y,Decision', '', 'a.jpg,b.jpg,maybe'], /Line 3 .*"maybe"/],
    ['a picture that is not there', ['file_x,file_y,Decision', 'a.jpg,z.jpg,Yes'], /Line 2 .*"z\.jpg"/],
    ['a picture against itself', ['file_x,file_y,Decision', 'a.jpg,./a.jpg,Yes'], /Line 2 .*itself/],
    ['a quote that is not closed', ['file_x,file_y,Decision', 'a.jpg,"b.jpg,Yes'], /Line 2 .*quote/],
    [
      'pairs that contradict each other',
      ['file_x,file_y,Decision', 'a.jpg,b.jpg,Yes', 'b.jpg,c.jpg,Yes', 'a.jpg,c.jpg,No'],
      /Line 4 .*different/,
    ],
  ])('refuses %s and says where', async (_, lines, words) => {
    await expect(read(...lines)).rejects.toMatchObject({ code: 'pairs', message: expect.stringMatching(words) });
  });

  it('says so where the list is not there', async () => {
    await expect(readPairs(join(folder, 'none.csv'), folder)).rejects.toMatchObject({ code: 'pairs' });
  });
});
