import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { describe, expect, it } from 'vitest';
import { callHadir } from './support/call-hadir.ts';

const run = promisify(execFile);

/** @returns what bash offers for the last word. */
async function complete(...words: string[]): Promise<string[]> {
  const { output } = await callHadir(['completion', 'bash']);
  const line = ['hadir', ...words].map((word) => `'${word}'`).join(' ');
  const ask = `COMP_WORDS=(${line}); COMP_CWORD=${words.length}; _hadir; printf '%s\\n' "\${COMPREPLY[@]}"`;
  const { stdout } = await run('bash', ['-c', `${output}\n${ask}`], { cwd: import.meta.dirname });
  return stdout.split('\n').filter(Boolean);
}

describe('completion in bash', () => {
  it('offers commands, then their commands, then their options', async () => {
    expect(await complete('un')).toEqual(['unit']);
    expect(await complete('unit', 'm')).toEqual(['move']);
    expect(await complete('unit', 'move', '--re')).toEqual(['--reason']);
    expect(await complete('unit', 'move', 'unit-0a1b2c3d', '--w')).toEqual(['--wait']);
  });

  it('offers the choices of an option, and files where one is wanted', async () => {
    expect(await complete('journal', 'verify', 'x', '--lang', '')).toEqual(['id', 'en']);
    expect(await complete('journal', 'verify', '--html', 'comp')).toEqual(['completion.test.ts']);
  });
});

it('knows every command in zsh and fish too', async () => {
  const [zsh, fish] = await Promise.all(['zsh', 'fish'].map((shell) => callHadir(['completion', shell])));
  for (const command of ['approve', 'snapshot', 'rotate', 'verify']) {
    expect(zsh?.output).toMatch(new RegExp(`_hadir_[a-z]+_${command}\\(\\)`));
    expect(fish?.output).toContain(`-a ${command}`);
  }
  expect(zsh?.output).not.toContain('undefined');
  expect(fish?.output).not.toContain('undefined');
});
