import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { listPeople } from './list-people.ts';
import { listAttacks, listLive } from './list-presentations.ts';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'hadir-dataset-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

async function put(...files: string[]): Promise<void> {
  for (const file of files) {
    await mkdir(dirname(join(folder, file)), { recursive: true });
    await writeFile(join(folder, file), '');
  }
}

describe('listPeople', () => {
  it('takes each folder for a person, and its pictures of every kind for that person’s', async () => {
    await put('ayu/2.png', 'ayu/10.PGM', 'budi/1.jpeg', 'budi/notes.txt', 'budi/.hidden.jpg', 'readme.md');
    expect(await listPeople(folder)).toEqual([
      { file: 'ayu/2.png', person: 'ayu' },
      { file: 'ayu/10.PGM', person: 'ayu' },
      { file: 'budi/1.jpeg', person: 'budi' },
    ]);
  });

  it.each([
    ['an empty folder', [], /is empty.*DIR\/person\/picture/],
    ['pictures side by side', ['a.jpg', 'b.jpg'], /2 pictures side by side.*--pairs/],
    ['folders without pictures', ['ayu/readme.txt', 'budi/readme.txt'], /None of the 2 folders/],
    ['people who lie a folder deeper', ['people/ayu/1.jpg', 'notes/1.jpg'], /people .*holds folders.*--dataset/],
  ])('refuses %s and says what to do', async (_, files, words) => {
    await put(...files);
    await expect(listPeople(folder)).rejects.toMatchObject({ code: 'dataset', message: expect.stringMatching(words) });
  });

  it('refuses a folder that is not there', async () => {
    await expect(listPeople(join(folder, 'none'))).rejects.toMatchObject({ code: 'dataset' });
  });
});

describe('listAttacks and listLive', () => {
  it('name the species of an attack by the first sub-folder, and know stills from clips', async () => {
    await put('print/office/1.jpg', 'replay/1.mp4', 'loose.avi', 'print/notes.txt');
    const attacks = await listAttacks(folder);
    expect(attacks.map(({ file, kind, species }) => [file, kind, species])).toEqual([
      ['loose.avi', 'clip', 'unsorted'],
      ['print/office/1.jpg', 'still', 'print'],
      ['replay/1.mp4', 'clip', 'replay'],
    ]);
    expect((await listLive(folder)).map(({ species }) => species)).toEqual([null, null, null]);
  });

  it('refuse a folder without stills and clips', async () => {
    await put('notes.txt');
    await expect(listLive(folder)).rejects.toMatchObject({ code: 'dataset' });
  });
});
