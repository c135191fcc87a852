import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Claim } from '@hadir/shared/api/units';
import { ffmpegPath } from '../footage/footage.ts';
import { projectRoot, type RunningProcess, startProcess } from './start-process.ts';

export interface UnitOptions {
  folder: string;
  name: string;
  /** As in HADIR_CAMERA. */
  camera: string;
  /** Needed on the first start only. */
  claim?: Claim;
  env?: Record<string, string>;
}

export interface RunningUnit {
  readonly process: RunningProcess;
  readonly data: string;
}

/** Starts a unit in a process of its own; it claims itself when it is new. */
export function startUnit(options: UnitOptions): RunningUnit {
  mkdirSync(options.folder, { recursive: true });
  const data = join(options.folder, options.name);
  const claiming: Record<string, string> = options.claim
    ? {
        HADIR_HUB: options.claim.hub,
        HADIR_CA_FINGERPRINT: options.claim.caFingerprint,
        HADIR_CLAIM: options.claim.claim,
      }
    : {};
  const process = startProcess({
    name: options.name,
    script: join(projectRoot, 'edge/src/main.ts'),
    logFile: join(options.folder, `${options.name}.log`),
    env: {
      HADIR_DATA: data,
      HADIR_CAMERA: options.camera,
      HADIR_FFMPEG: ffmpegPath(),
      // Units of one machine would all want the same port for their screens.
      HADIR_SCREEN_PORT: '0',
      ...claiming,
      ...options.env,
    },
  });
  return { process, data };
}
