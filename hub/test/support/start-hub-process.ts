import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { until } from './until.ts';

export interface HubProcess {
  readonly pid: number;
  readonly https: string;
  readonly mqtt: string;
  /** Standard output and standard error so far. */
  output(): string;
  signal(signal: NodeJS.Signals): Promise<number | null>;
}

const MAIN = fileURLToPath(new URL('../../src/main.ts', import.meta.url));

function spawnHub(data: string, env: Record<string, string>, identity: { uid?: number; gid?: number }): ChildProcess {
  return spawn(process.execPath, ['--import', import.meta.resolve('tsx'), MAIN], {
    ...identity,
    env: {
      PATH: process.env.PATH ?? '',
      HADIR_DATA: data,
      HADIR_LISTEN: '127.0.0.1',
      HADIR_HTTPS_PORT: '0',
      HADIR_MQTT_PORT: '0',
      ...env,
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
}

/** Runs a hub as its operators do. @returns when it is up, or with its exit code when it did not come up. */
export async function startHubProcess(
  data: string,
  env: Record<string, string> = {},
  identity: { uid?: number; gid?: number } = {},
): Promise<{ up: true; hub: HubProcess } | { up: false; code: number | null; output: string }> {
  const child = spawnHub(data, env, identity);
  let output = '';
  for (const stream of [child.stdout, child.stderr])
    stream?.on('data', (chunk: Buffer) => {
      output += chunk.toString();
    });
  const exit = once(child, 'exit').then(([code]) => code as number | null);
  const addresses = await Promise.race([
    exit.then(() => null),
    until(
      'the hub to be up',
      async () => {
        const text = await readFile(join(data, 'hub.json'), 'utf8').catch(() => null);
        const found = text === null ? null : JSON.parse(text);
        return found?.pid === child.pid || child.exitCode !== null ? found : null;
      },
      60_000,
    ),
  ]);
  if (addresses === null || addresses.pid !== child.pid) return { up: false, code: await exit, output };
  return {
    up: true,
    hub: {
      pid: child.pid ?? 0,
      https: addresses.https,
      mqtt: addresses.mqtt,
      output: () => output,
      signal: async (signal) => {
        child.kill(signal);
        return exit;
      },
    },
  };
}
