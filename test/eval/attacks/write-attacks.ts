import { spawn } from 'node:child_process';
import { mkdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { extractFrames, ffmpegPath, footagePath } from '../../footage/footage.ts';
import { SPECIES, type Species, stageAttack } from './stage-attack.ts';

/** Portraits and recordings that the attacks are made of. */
const PORTRAITS = ['team-1.jpg', 'ivana-square.jpg'];
const RECORDINGS = [
  ['cap13_edit2.mp4', 2],
  ['franck.mp4', 20],
] as const;
const FPS = 8;

/** Where one clip goes, and how far the work is. */
export interface WrittenAttack {
  readonly path: string;
  readonly done: number;
  readonly of: number;
}

/**
 * Writes clips of every species of synthetic attack, each into a sub-folder with its name.
 * @param seconds of each clip. @throws Error where ffmpeg is missing or fails.
 */
export async function* writeAttacks(folder: string, seconds: number): AsyncGenerator<WrittenAttack, void> {
  const recordings = await Promise.all(
    RECORDINGS.map(async ([clip, from]) => ({
      name: clip,
      pictures: await extractFrames(clip, { from, seconds: Math.min(seconds, 25), fps: FPS }),
    })),
  );
  const portraits = await Promise.all(
    PORTRAITS.map(async (name) => ({ name, pictures: [await readFile(footagePath(name))] })),
  );
  const stills = [...portraits, ...recordings.map(({ name, pictures }) => ({ name, pictures: pictures.slice(8, 9) }))];
  const sourcesOf = (species: Species) => (species.replay ? recordings : stills);
  const of = SPECIES.reduce((sum, species) => sum + sourcesOf(species).length, 0);
  let done = 0;
  for (const species of SPECIES) {
    await mkdir(join(folder, species.name), { recursive: true });
    for (const [i, { name, pictures }] of sourcesOf(species).entries()) {
      const path = join(folder, species.name, `${name.replace(/\.\w+$/, '')}.mp4`);
      await writeClip(path, stageAttack({ species, pictures, seconds, fps: FPS, seed: i + 1 }));
      yield { path, done: ++done, of };
    }
  }
}

async function writeClip(path: string, frames: ReturnType<typeof stageAttack>): Promise<void> {
  const args = [
    ...['-v', 'error', '-y', '-f', 'rawvideo', '-pix_fmt', 'rgb24', '-s', '640x480', '-r', String(FPS), '-i', '-'],
    ...['-c:v', 'libx264', '-preset', 'veryfast', '-crf', '16', '-pix_fmt', 'yuv420p', '-threads', '1', path],
  ];
  const child = spawn(ffmpegPath(), args, { stdio: ['pipe', 'ignore', 'pipe'] });
  let complaint = '';
  child.stderr.on('data', (chunk: Buffer) => {
    complaint += chunk.toString();
  });
  const ended = new Promise<void>((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (code) =>
      code === 0 ? resolve() : reject(new Error(`ffmpeg ended with code ${code}: ${complaint.trim()}`)),
    );
  });
  // Its own end says what went wrong; a pipe that breaks meanwhile says nothing more.
  child.stdin.on('error', () => undefined);
  for await (const { rgb } of frames)
    if (!child.stdin.write(rgb))
      await Promise.race([new Promise((resolve) => child.stdin.once('drain', resolve)), ended]);
  child.stdin.end();
  await ended;
}
