import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { SystemClock } from '../src/clock/system-clock.ts';
import { Journal } from '../src/journal/journal.ts';
import { lockDataFolder } from '../src/journal/lock-data-folder.ts';
import { openUnitKeys } from '../src/keys/unit-keys.ts';
import { temporaryFolder } from './support/temporary-folder.ts';
import { until } from './support/until.ts';

const WRITER = fileURLToPath(new URL('./support/journal-writer.ts', import.meta.url));

function startWriter(folder: string): { child: ChildProcess; lines: () => string[]; complaints: () => string } {
  const child = spawn(process.execPath, ['--import', import.meta.resolve('tsx'), WRITER, folder]);
  let output = '';
  let errors = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    output += text;
  });
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    errors += text;
  });
  return { child, lines: () => output.split('\n').slice(0, -1), complaints: () => errors };
}

describe('a writer that is killed in the middle of its work', () => {
  it('has lost nothing that append had returned, and its chain is whole, time after time', async () => {
    const folder = temporaryFolder();
    for (let life = 1; life <= 3; life++) {
      const { child, lines, complaints } = startWriter(folder);
      await until(`100 entries (${complaints()})`, () => lines().length >= 100, 30_000);
      child.kill('SIGKILL');
      await once(child, 'close');
      const key = openUnitKeys(folder).journal;
      const journal = Journal.open({ folder, unit: 'unit-test0001', binding: 1, key, clock: new SystemClock() });
      expect(journal.damage).toBeNull();
      const [lastSeq, lastHash] = (lines().at(-1) as string).split(' ');
      expect(journal.head.seq).toBeGreaterThanOrEqual(Number(lastSeq));
      // At most the one entry that was committed while the process died, and that nobody was told of.
      expect(journal.head.seq).toBeLessThanOrEqual(Number(lastSeq) + 2);
      expect(journal.hashOf(Number(lastSeq))).toBe(lastHash);
      for (const line of lines()) {
        const [seq, hash] = line.split(' ');
        expect(journal.hashOf(Number(seq))).toBe(hash);
      }
      journal.close();
    }
  });

  it('keeps a second process out while it lives, and no longer', async () => {
    const folder = temporaryFolder();
    const first = startWriter(folder);
    await until('the first entry', () => first.lines().length > 0, 30_000);
    const second = startWriter(folder);
    const [code] = (await once(second.child, 'close')) as [number];
    expect(code).not.toBe(0);
    expect(second.complaints()).toContain('Another process is working on the data folder');
    expect(second.lines()).toEqual([]);
    first.child.kill('SIGKILL');
    await once(first.child, 'close');
    lockDataFolder(folder).release();
  });
});
