import type { Camera, CapturedFrame } from './camera.ts';
import { programFrames } from './program-frames.ts';

/** Any program that prints concatenated JPEGs on its standard output. */
export class CommandCamera implements Camera {
  readonly name: string;
  readonly live = true;
  readonly #program: string;
  readonly #args: readonly string[];

  constructor(program: string, args: readonly string[]) {
    this.#program = program;
    this.#args = args;
    this.name = `command ${program}`;
  }

  frames(signal: AbortSignal): AsyncIterable<CapturedFrame> {
    return programFrames(this.#program, this.#args, signal);
  }
}
