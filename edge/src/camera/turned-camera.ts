import type { Camera, CapturedFrame } from './camera.ts';
import { type Turn, turnJpeg } from './turn-jpeg.ts';

/** A camera that hangs on its side or upside down. */
export class TurnedCamera implements Camera {
  readonly name: string;
  readonly live: boolean;
  readonly #camera: Camera;
  readonly #turn: Turn;

  constructor(camera: Camera, turn: Turn) {
    this.#camera = camera;
    this.#turn = turn;
    this.name = camera.name;
    this.live = camera.live;
  }

  async *frames(signal: AbortSignal): AsyncGenerator<CapturedFrame, void> {
    for await (const frame of this.#camera.frames(signal)) yield { ...frame, jpeg: turnJpeg(frame.jpeg, this.#turn) };
  }
}
