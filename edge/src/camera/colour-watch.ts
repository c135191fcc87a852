import type { FrameColour } from './measure-colour.ts';

/** Frames and faces that have to agree before anything is said. */
const FRAMES = 60;
const FACES = 20;
const AGREEING = 0.9;
/** A picture in colour has more, even of a white wall; one that is grey by itself has none. */
const LEAST_CHROMA = 1;
/** In the dark there is no colour to be had. */
const LEAST_BRIGHTNESS = 40;
/** Bluer than red by so much is no skin. */
const BLUER = -8;

export type ColourProblem =
  /** Grey all over: a camera in night mode, an infrared one, or a setting. */
  | 'grey'
  /** Red and blue have changed places. */
  | 'swapped';

/** Says in words what an operator can do. */
export const COLOUR_PROBLEMS: Record<ColourProblem, string> = {
  grey: 'The camera shows no colours (night mode, infrared, or a black-and-white setting): faces are recognised badly or not at all. Switch the night mode off, or give the door more light.',
  swapped:
    'Red and blue seem to have changed places in the camera’s picture (faces look blue): nobody may pass for alive. Check the camera’s pixel format, or use another driver in HADIR_CAMERA.',
};

/** Watches over many frames whether a camera's colours can be right. A single frame proves nothing: people wear make-up, and lamps are blue. */
export class ColourWatch {
  readonly #grey: boolean[] = [];
  readonly #blue: boolean[] = [];
  #problem: ColourProblem | null = null;

  /** @returns what is wrong by now; null while nothing is known to be. */
  see({ chroma, brightness, skin }: FrameColour): ColourProblem | null {
    if (brightness >= LEAST_BRIGHTNESS) {
      remember(this.#grey, chroma < LEAST_CHROMA, FRAMES);
      if (skin !== null) remember(this.#blue, skin < BLUER, FACES);
    }
    if (agree(this.#grey, FRAMES)) this.#problem = 'grey';
    else if (agree(this.#blue, FACES)) this.#problem = 'swapped';
    else if (this.#problem === 'grey' ? share(this.#grey) < 0.5 : share(this.#blue) < 0.5) this.#problem = null;
    return this.#problem;
  }
}

function remember(seen: boolean[], what: boolean, most: number): void {
  seen.push(what);
  if (seen.length > most) seen.shift();
}

function agree(seen: readonly boolean[], enough: number): boolean {
  return seen.length >= enough && share(seen) >= AGREEING;
}

function share(seen: readonly boolean[]): number {
  return seen.length === 0 ? 0 : seen.filter(Boolean).length / seen.length;
}
