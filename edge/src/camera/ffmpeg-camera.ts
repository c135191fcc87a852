import type { Camera, CapturedFrame } from './camera.ts';
import { CameraError } from './camera-error.ts';
import { hidePassword } from './hide-password.ts';
import { programFrames } from './program-frames.ts';

export interface FfmpegOptions {
  readonly program: string;
  /** A file, a V4L2 device (/dev/video0) or an address that ffmpeg can read (rtsp://…). */
  readonly input: string;
  readonly loop: boolean;
  /** Seconds into a file. */
  readonly from: number | null;
  readonly seconds: number | null;
  readonly fps: number | null;
  /** Pixels; the height follows. */
  readonly width: number | null;
}

/** Reads anything that ffmpeg reads. A file is played at its native speed, as a camera would show it. */
export class FfmpegCamera implements Camera {
  readonly name: string;
  readonly live: boolean;
  readonly #options: FfmpegOptions;

  constructor(options: FfmpegOptions) {
    this.#options = options;
    this.name = `ffmpeg ${hidePassword(options.input)}`;
    this.live = sourceKind(options.input) !== 'file' || options.loop;
  }

  async *frames(signal: AbortSignal): AsyncGenerator<CapturedFrame, void> {
    const { program, loop, input } = this.#options;
    const args = ffmpegArguments(this.#options);
    do {
      let frames = 0;
      for await (const frame of programFrames(program, args, signal)) {
        frames++;
        yield frame;
      }
      if (frames === 0 && !signal.aborted)
        throw new CameraError('program-ended', `ffmpeg found no picture in ${hidePassword(input)}.`);
    } while (loop && !signal.aborted);
  }
}

function sourceKind(input: string): 'device' | 'network' | 'file' {
  if (input.startsWith('/dev/video')) return 'device';
  return /^(rtsps?|rtmps?|https?|udp|tcp|srt):/.test(input) ? 'network' : 'file';
}

function ffmpegArguments(options: FfmpegOptions): string[] {
  const { input, from, seconds, fps, width } = options;
  const kind = sourceKind(input);
  const before: string[] = [];
  if (kind === 'file') before.push('-re');
  if (kind === 'device') before.push('-f', 'v4l2', ...(fps === null ? [] : ['-framerate', String(fps)]));
  if (/^rtsps?:/.test(input)) before.push('-rtsp_transport', 'tcp');
  if (from !== null) before.push('-ss', String(from));
  if (seconds !== null) before.push('-t', String(seconds));
  const filters = [...(fps === null ? [] : [`fps=${fps}`]), ...(width === null ? [] : [`scale=${width}:-2`])];
  return [
    ...['-hide_banner', '-loglevel', 'error', '-nostdin', ...before, '-i', input, '-an'],
    ...(filters.length === 0 ? [] : ['-vf', filters.join(',')]),
    ...['-pix_fmt', 'yuvj420p', '-c:v', 'mjpeg', '-q:v', '3', '-f', 'mjpeg', 'pipe:1'],
  ];
}
