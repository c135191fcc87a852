import { chmodSync, existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import pino from 'pino';
import { describe, expect, it } from 'vitest';
import { temporaryFolder } from '../../test/support/temporary-folder.ts';
import { until } from '../../test/support/until.ts';
import { type RunProgram, runProgram } from '../run-program.ts';
import { readWatchdog, Watchdog } from './feed-watchdog.ts';

const log = pino({ level: 'silent' });

/** A stand-in for systemd-notify that writes down what it is told. */
function standIn(): { run: RunProgram; said: () => string[] } {
  const folder = temporaryFolder();
  const program = join(folder, 'systemd-notify');
  const notes = join(folder, 'notes');
  writeFileSync(program, `#!/bin/sh\necho "$*" >> "${notes}"\n`);
  chmodSync(program, 0o755);
  const run: RunProgram = (name, args) => runProgram(join(folder, name), args);
  return { run, said: () => (existsSync(notes) ? readFileSync(notes, 'utf8').trim().split('\n') : []) };
}

describe('the watchdog of systemd', () => {
  it('is told that the unit started, then that it works, in half of its time, and that it stops', async () => {
    const { run, said } = standIn();
    const watchdog = new Watchdog({ timeoutMs: 200, alive: () => true, log, run });
    watchdog.start();
    await until('three signs of life', () => said().filter((words) => words === 'WATCHDOG=1').length >= 3);
    expect(said().filter((words) => words === 'READY=1')).toHaveLength(1);
    await watchdog.stop();
    expect(said().at(-1)).toBe('STOPPING=1');
  });

  it('hears nothing while the unit does not work, and again when it does', async () => {
    const { run, said } = standIn();
    let alive = false;
    let asked = 0;
    const watchdog = new Watchdog({
      timeoutMs: 100,
      alive: () => {
        asked++;
        return alive;
      },
      log,
      run,
    });
    watchdog.start();
    await until('it to be asked', () => asked >= 3);
    expect(said()).not.toContain('WATCHDOG=1');
    alive = true;
    await until('a sign of life', () => said().includes('WATCHDOG=1'));
    await watchdog.stop();
  });

  it('is left alone where systemd does not watch, and a missing program ends nothing', async () => {
    const { run, said } = standIn();
    const quiet = new Watchdog({ timeoutMs: null, alive: () => true, log, run });
    quiet.start();
    await quiet.stop();
    expect(said().toSorted()).toEqual(['READY=1', 'STOPPING=1']);
    const without = new Watchdog({ timeoutMs: 50, alive: () => true, log, run: async () => ({ kind: 'missing' }) });
    without.start();
    await expect(without.stop()).resolves.toBeUndefined();
  });

  it('is known by what systemd sets for the service', () => {
    expect(readWatchdog({})).toBeNull();
    expect(readWatchdog({ NOTIFY_SOCKET: '/run/systemd/notify' })).toEqual({ timeoutMs: null });
    expect(readWatchdog({ NOTIFY_SOCKET: '@abstract', WATCHDOG_USEC: '60000000' })).toEqual({ timeoutMs: 60_000 });
  });
});
