import { Raspistill } from 'node-raspistill';
import type { Camera, CapturedFrame } from './camera.ts';
import { CameraError } from './camera-error.ts';
import { stampFrame } from './stamp-frame.ts';
import { WholeStills } from './whole-stills.ts';

export interface RaspistillOptions {
  readonly width: number;
  readonly height: number;
}

/** What this camera needs of the library. */
export type StillTaker = Pick<Raspistill, 'takePhoto' | 'stop'>;

/** Exposure settles within this time; the program's own default of five seconds is too slow for a door. */
const WARM_UP_MS = 300;
const STILL_MS = 8_000;

/** The Raspberry Pi's camera on system images older than libcamera: one still after the other by `raspistill`. */
export class RaspistillCamera implements Camera {
  readonly name = 'raspistill';
  readonly live = true;
  readonly #open: () => StillTaker;

  /** @param stillMs how long one still may take. */
  constructor({ width, height }: RaspistillOptions, open?: () => StillTaker, stillMs = STILL_MS) {
    const options = { noFileSave: true, encoding: 'jpg', time: WARM_UP_MS, width, height } as const;
    this.#open = open ?? (() => new Raspistill(options, undefined, new WholeStills(stillMs)));
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
      const code = error instanceof CameraError ? error.code : 'program-ended';
      const words = error instanceof Error ? error.message.trim().slice(-200) : String(error);
      throw new CameraError(code, `raspistill failed: ${words}`, error);
    } finally {
      signal.removeEventListener('abort', stop);
      stop();
    }
  }
}
