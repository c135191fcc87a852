import type { Camera, CapturedFrame } from './camera.ts';
import { CameraError } from './camera-error.ts';
import { programFrames } from './program-frames.ts';

export interface RpicamOptions {
  readonly width: number;
  readonly height: number;
  readonly fps: number;
}

/** The same program under its name since Raspberry Pi OS 12, and before. */
const PROGRAMS = ['rpicam-vid', 'libcamera-vid'] as const;

/** The Raspberry Pi's camera: `rpicam-vid`, or `libcamera-vid` on older systems, printing Motion JPEG. */
export class RpicamCamera implements Camera {
  readonly name = 'rpicam';
  readonly live = true;
  readonly #options: RpicamOptions;
  readonly #programs: readonly string[];

  constructor(options: RpicamOptions, programs: readonly string[] = PROGRAMS) {
    this.#options = options;
    this.#programs = programs;
  }

  async *frames(signal: AbortSignal): AsyncGenerator<CapturedFrame, void> {
    const { width, height, fps } = this.#options;
    const size = ['--width', String(width), '--height', String(height), '--framerate', String(fps)];
    const args = ['--timeout', '0', '--nopreview', '--codec', 'mjpeg', ...size, '--flush', '--output', '-'];
    for (const program of this.#programs) {
      try {
        yield* programFrames(program, args, signal);
        return;
      } catch (error) {
        if (!(error instanceof CameraError && error.code === 'program-missing')) throw error;
      }
    }
    throw new CameraError(
      'program-missing',
      `Neither ${this.#programs.join(' nor ')} is installed: install the package rpicam-apps, or choose another HADIR_CAMERA.`,
    );
  }
}
