import type { FfmpegOptions } from './ffmpeg-camera.ts';
import type { FolderOptions } from './folder-camera.ts';
import type { RaspistillOptions } from './raspistill-camera.ts';
import type { RpicamOptions } from './rpicam-camera.ts';
import { splitCommand } from './split-command.ts';
import type { Turn } from './turn-jpeg.ts';

/** Clockwise, until the picture stands upright. */
interface Turned {
  readonly rotate?: Turn;
}

export type CameraSpec =
  | ({ readonly kind: 'ffmpeg' } & Omit<FfmpegOptions, 'program'> & Turned)
  | ({ readonly kind: 'rpicam' } & RpicamOptions & Turned)
  | ({ readonly kind: 'raspistill' } & RaspistillOptions & Turned)
  | ({ readonly kind: 'folder' } & FolderOptions & Turned)
  | { readonly kind: 'command'; readonly program: string; readonly args: readonly string[] };

export type SpecOutcome =
  | { readonly ok: true; readonly spec: CameraSpec }
  | { readonly ok: false; readonly problem: string };

/** What each option may be. */
const RANGES = {
  loop: [0, 1],
  from: [0, 1_000_000],
  seconds: [0.1, 1_000_000],
  fps: [0.1, 120],
  width: [64, 4096],
  height: [64, 4096],
  rotate: [0, 270],
} as const;
type Option = keyof typeof RANGES;
type Options = Partial<Record<Option, number>>;

/**
 * Reads HADIR_CAMERA:
 * - `ffmpeg:INPUT[?loop=1&from=60&seconds=30&fps=15&width=640&rotate=90]`: a file, /dev/video0, rtsp://…
 * - `rpicam[:width=1280&height=720&fps=15&rotate=180]`
 * - `raspistill[:width=1280&height=720&rotate=180]`
 * - `folder:PATH[?fps=5&loop=1&rotate=90]`
 * - `command:PROGRAM ARGUMENTS`: no shell; quotes keep a word with spaces together
 *
 * `rotate` is how far the picture has to be turned clockwise to stand upright: 0, 90, 180 or 270. A program may say it
 * in the EXIF of its pictures instead.
 */
export function parseCameraSpec(text: string): SpecOutcome {
  const colon = text.indexOf(':');
  const kind = colon === -1 ? text : text.slice(0, colon);
  const rest = colon === -1 ? '' : text.slice(colon + 1);
  if (kind === 'ffmpeg') {
    return withOptions(cutOptions(rest), ['loop', 'from', 'seconds', 'fps', 'width'], (input, options) => {
      const { loop, from = null, seconds = null, fps = null, width = null } = options;
      return { kind, input, loop: loop === 1, from, seconds, fps, width };
    });
  }
  if (kind === 'folder') {
    return withOptions(cutOptions(rest), ['fps', 'loop'], (path, { fps = 5, loop }) => {
      return { kind, path, fps, loop: loop === 1 };
    });
  }
  if (kind === 'rpicam') {
    return withOptions({ before: kind, options: rest }, ['width', 'height', 'fps'], (_, options) => {
      return { kind, width: options.width ?? 1280, height: options.height ?? 720, fps: options.fps ?? 15 };
    });
  }
  if (kind === 'raspistill') {
    return withOptions({ before: kind, options: rest }, ['width', 'height'], (_, options) => {
      return { kind, width: options.width ?? 1280, height: options.height ?? 720 };
    });
  }
  if (kind === 'command') {
    const words = splitCommand(rest);
    if (words === null) return { ok: false, problem: 'the command has a quote that is not closed' };
    const [program, ...args] = words;
    if (program === undefined) return { ok: false, problem: 'the command names no program' };
    return { ok: true, spec: { kind, program, args } };
  }
  return { ok: false, problem: `"${kind}" is none of ffmpeg, rpicam, raspistill, folder, command` };
}

/** The options stand behind the last question mark; an address may have its own before, or instead. */
function cutOptions(rest: string): { before: string; options: string } {
  const mark = rest.lastIndexOf('?');
  const options = rest.slice(mark + 1);
  const known = options.split('&').every((pair) => (pair.split('=')[0] as string) in RANGES);
  if (mark === -1 || (!known && rest.includes('://'))) return { before: rest, options: '' };
  return { before: rest.slice(0, mark), options };
}

function withOptions(
  { before, options }: { before: string; options: string },
  own: readonly Option[],
  build: (before: string, options: Options) => CameraSpec,
): SpecOutcome {
  if (before === '') return { ok: false, problem: 'nothing stands after the colon' };
  const allowed: readonly Option[] = [...own, 'rotate'];
  const read: Options = {};
  for (const pair of options.split('&').filter((part) => part !== '')) {
    const [name, value = ''] = pair.split('=', 2) as [string, string?];
    const option = allowed.find((known) => known === name);
    if (option === undefined) return { ok: false, problem: `"${name}" is none of ${allowed.join(', ')}` };
    const [least, most] = RANGES[option];
    const number = Number(value);
    if (value === '' || !(number >= least && number <= most))
      return { ok: false, problem: `${name} must be a number from ${least} to ${most}` };
    if (option === 'rotate' && number % 90 !== 0) return { ok: false, problem: 'rotate must be 0, 90, 180 or 270' };
    read[option] = number;
  }
  const { rotate = 0 } = read;
  return { ok: true, spec: { ...build(before, read), ...(rotate === 0 ? {} : { rotate: rotate as Turn }) } };
}
