import type { IRaspistillExecutor } from 'node-raspistill';
import { CameraError } from './camera-error.ts';
import { programFrames } from './program-frames.ts';

const PROGRAM = 'raspistill';

/**
 * Runs `raspistill` for the library, in place of the library's own way, which gives a picture up when the program has
 * ended and not when all of it was read, and waits for ever where there is no such program or where it hangs.
 */
export class WholeStills implements IRaspistillExecutor {
  readonly #stillMs: number;
  readonly #stop = new AbortController();

  /** @param stillMs a still that takes longer never comes. */
  constructor(stillMs: number) {
    this.#stillMs = stillMs;
  }

  /** @throws CameraError `program-missing`, `program-ended` or `stalled`. */
  async spawnAndGetImage(args: string[]): Promise<Buffer> {
    const late = AbortSignal.timeout(this.#stillMs);
    for await (const { jpeg } of programFrames(PROGRAM, args, AbortSignal.any([this.#stop.signal, late])))
      return Buffer.from(jpeg);
    if (late.aborted) throw new CameraError('stalled', `No picture within ${this.#stillMs / 1_000} s.`);
    throw new CameraError('program-ended', 'It gave no whole picture.');
  }

  killProcess(): void {
    this.#stop.abort();
  }

  /** The library asks for this only where stills go into files. */
  async exec(): Promise<Buffer> {
    throw new TypeError('Stills are never written to files.');
  }

  async spawnAndGetImages(): Promise<void> {
    throw new TypeError('Stills are taken one at a time.');
  }
}
