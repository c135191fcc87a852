import { existsSync, mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type HubClient, signIn } from './hub-client.ts';
import { projectRoot, type RunningProcess, startProcess } from './start-process.ts';
import { until } from './until.ts';

export interface RunningHub {
  readonly process: RunningProcess;
  readonly data: string;
  /** http://127.0.0.1:port, what a browser on this machine opens. */
  readonly http: string;
  /** https://localhost:port, what units call. */
  readonly https: string;
  readonly mqtt: string;
  readonly caFingerprint: string;
  /** Printed by the hub on its very first start only. */
  readonly administratorPassword: string | null;
  administrator(password?: string): Promise<HubClient>;
}

export interface HubOptions {
  folder: string;
  region: string;
  ports?: { https: number; http: number; mqtt: number };
  env?: Record<string, string>;
}

/** Starts a hub in a process of its own and waits until it answers. */
export async function startHub(options: HubOptions): Promise<RunningHub> {
  mkdirSync(options.folder, { recursive: true });
  const data = join(options.folder, 'hub');
  const ports = options.ports ?? { https: 0, http: 0, mqtt: 0 };
  const process = startProcess({
    name: 'hub',
    script: join(projectRoot, 'hub/src/main.ts'),
    logFile: join(options.folder, 'hub.log'),
    env: {
      HADIR_DATA: data,
      HADIR_REGION: options.region,
      HADIR_LISTEN: '127.0.0.1',
      HADIR_HTTPS_PORT: String(ports.https),
      HADIR_HTTP_PORT: String(ports.http),
      HADIR_MQTT_PORT: String(ports.mqtt),
      ...options.env,
    },
  });
  const at = join(data, 'hub.json');
  const addresses = await until(
    'the hub to start',
    () => {
      if (process.exited()) throw new Error(`The hub ended while it started:\n${process.output().slice(-3_000)}`);
      if (!existsSync(at)) return null;
      const read = JSON.parse(readFileSync(at, 'utf8'));
      return read.pid === process.pid ? read : null;
    },
    60_000,
  );
  const administratorPassword = /^Kata sandi: (.+)$/m.exec(process.output())?.[1]?.trim() ?? null;
  return {
    process,
    data,
    http: addresses.http,
    https: addresses.https,
    mqtt: addresses.mqtt,
    caFingerprint: addresses.caFingerprint,
    administratorPassword,
    administrator: (password) => signIn(addresses.http, 'admin', password ?? administratorPassword ?? ''),
  };
}
