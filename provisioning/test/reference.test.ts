import { readFile } from 'node:fs/promises';
import { expect, it } from 'vitest';
import { commandTree } from '../src/command-tree.ts';
import { argsOf, leafMeta, subCommandsOf } from '../src/leaf-command.ts';
import { renderHelp } from '../src/run-hadir.ts';
import { callHadir } from './support/call-hadir.ts';
import { writeReference } from './support/write-reference.ts';

const REFERENCE = new URL('../../docs/hadir.md', import.meta.url);
const nothing = () => undefined;
const root = commandTree({
  ...{ environment: {}, colours: false, now: () => new Date(0), print: nothing, tell: nothing },
  ...{ askSecret: async () => '', confirm: async () => false },
});

it('describes every command in docs/hadir.md as the program does; run this test with --update after a change', async () => {
  const [introduction = ''] = (await readFile(REFERENCE, 'utf8')).split('\n## Commands\n');
  await expect(writeReference(root, introduction)).toMatchFileSnapshot(REFERENCE.pathname);
});

it('gives every command a description, examples that its own options allow, and a help text', async () => {
  const leaves = listLeaves(root);
  expect(leaves.length).toBeGreaterThan(30);
  for (const { command, path } of leaves) {
    const { description, examples } = leafMeta(command) ?? { description: '', examples: [] };
    expect(description.length, path).toBeGreaterThan(10);
    for (const example of examples) {
      expect(example.startsWith(path), `${path}: ${example}`).toBe(true);
      const options = example.match(/--[a-z-]+/g) ?? [];
      for (const option of options) expect(Object.keys(argsOf(command)), `${example}`).toContain(option.slice(2));
    }
    expect(examples.length, path).toBeGreaterThan(0);
    expect(await renderHelp(command, path)).toContain('EXAMPLES');
  }
});

it('refuses what a command does not take, and says what it does', async () => {
  const calls = await Promise.all([
    callHadir([]),
    callHadir(['--help']),
    callHadir(['unit']),
    callHadir(['unit', 'mvoe']),
    callHadir(['unit', 'list', '--jsno']),
    callHadir(['unit', 'list', 'too-much']),
    callHadir(['unit', 'show', '--user']),
    callHadir(['unit', 'wipe', '--help']),
    callHadir(['completion', 'powershell']),
  ]);
  expect(calls.map(({ code }) => code)).toEqual([2, 0, 2, 2, 2, 2, 2, 0, 2]);
  expect(calls[3]?.told).toContain('move');
  expect(calls[4]?.told).toContain('--json');
});

function listLeaves(command: typeof root, path: readonly string[] = []): { command: typeof root; path: string }[] {
  return Object.entries(subCommandsOf(command)).flatMap(([name, inner]) =>
    leafMeta(inner) === null
      ? listLeaves(inner, [...path, name])
      : [{ command: inner, path: [...path, name].join(' ') }],
  );
}
