import { Raspistill } from 'node-raspistill';
import type { Camera, CapturedFrame } from './camera.ts';
import { CameraError } from './camera-error.ts';
import { stampFrame } from './stamp-frame.ts';

export interface RaspistillOptions {
  readonly width: number;
  readonly height: number;
}

/** What this camera needs of the library. */
export type StillTaker = Pick<Raspistill, 'takePhoto' | 'stop'>;

/** Exposure settles within this time; the program's own default of five seconds is too slow for a door. */
const WARM_UP_MS = 300;

/** The Raspberry Pi's camera on system images older than libcamera: one still after the other by `raspistill`. */
export class RaspistillCamera implements Camera {
  readonly name = 'raspistill';
  readonly live = true;
  readonly #open: () => StillTaker;

  constructor(options: RaspistillOptions, open?: () => StillTaker) {
    this.#open = open ?? (() => new Raspistill({ noFileSave: true, encoding: 'jpg', time: WARM_UP_MS, ...options }));
  }

  async *frames(signal: AbortSignal): AsyncGenerator<CapturedFrame, void> {
    const camera = this.#open();
    const stop = () => camera.stop();
    signal.addEventListener('abort', stop, { once: true });
    try {
      while (!signal.aborted) {
        const still = await camera.takePhoto();
        if (still.length === 0) throw new CameraError('program-ended', 'raspistill gave an empty picture.');
        if (!signal.aborted) yield stampFrame(new Uint8Array(still));
      }
    } catch (error) {
      if (signal.aborted) return;
      if (error instanceof CameraError) throw error;
      const missing = error instanceof Error && 'code' in error && error.code === 'ENOENT';
      const words = error instanceof Error ? error.message.trim().slice(-200) : String(error);
      throw new CameraError(missing ? 'program-missing' : 'program-ended', `raspistill failed: ${words}`, error);
    } finally {
      signal.removeEventListener('abort', stop);
      stop();
    }
  }
}
