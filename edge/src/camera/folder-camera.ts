import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Camera, CapturedFrame } from './camera.ts';
import { CameraError } from './camera-error.ts';
import { stampFrame } from './stamp-frame.ts';

export interface FolderOptions {
  readonly path: string;
  readonly fps: number;
  readonly loop: boolean;
}

/** The JPEGs of a folder in the order of their names. */
export class FolderCamera implements Camera {
  readonly name: string;
  readonly live: boolean;
  readonly #options: FolderOptions;

  constructor(options: FolderOptions) {
    this.#options = options;
    this.name = `folder ${options.path}`;
    this.live = options.loop;
  }

  async *frames(signal: AbortSignal): AsyncGenerator<CapturedFrame, void> {
    const { path, fps, loop } = this.#options;
    let next = performance.now();
    do {
      for (const name of await listStills(path)) {
        await pause(next - performance.now(), signal);
        if (signal.aborted) return;
        next = Math.max(next + 1000 / fps, performance.now());
        yield stampFrame(await readStill(join(path, name)));
      }
    } while (loop);
  }
}

async function listStills(path: string): Promise<string[]> {
  let names: string[];
  try {
    names = await readdir(path);
  } catch (cause) {
    throw new CameraError('folder-unusable', `The folder of stills ${path} cannot be read.`, cause);
  }
  const stills = names.filter((name) => /\.jpe?g$/i.test(name)).sort();
  if (stills.length === 0) throw new CameraError('folder-unusable', `The folder of stills ${path} holds no JPEG.`);
  return stills;
}

async function readStill(path: string): Promise<Uint8Array<ArrayBuffer>> {
  try {
    return new Uint8Array(await readFile(path));
  } catch (cause) {
    throw new CameraError('folder-unusable', `The still ${path} cannot be read.`, cause);
  }
}

async function pause(milliseconds: number, signal: AbortSignal): Promise<void> {
  if (milliseconds <= 0 || signal.aborted) return;
  await sleep(milliseconds, undefined, { signal }).catch(() => undefined);
}
