import type { Box } from './box.ts';
import { luminance } from './fill-tensor.ts';
import type { Frame } from './frame.ts';

/** A straight edge beside a face, as long as the face is high or longer. */
export interface StraightEdge {
  /** From the middle of the face outwards to where the edge passes it, in heights of the face. */
  readonly distance: number;
  /** How much it leans from upright (a side) or level (above, below), radians. */
  readonly lean: number;
}

export type EdgeSide = 'left' | 'right' | 'above' | 'below';

/** The strongest straight edge on each side of a face; null where there is none. */
export type StraightEdges = Readonly<Record<EdgeSide, StraightEdge | null>>;

/** What is looked at: this many heights of the face, so that the rim of a sheet or of a display is in it. */
const VIEW = 3.2;
const SIDE = 116;
const PER_HEIGHT = SIDE / VIEW;
const MIDDLE = (SIDE - 1) / 2;
/** Grey levels over two pixels from which a pixel lies on an edge. */
const STEEP = 14;
const LEANS = 11;
const LEAN_STEP = (5 * Math.PI) / 180;
/** Share of its pixels that must be steep in the same direction, and how many heights of the face it must be long. */
const LEAST_COVER = 0.75;
const LEAST_LENGTH = 1;
/** From the middle of the face: nearer is the face itself and its hair. */
const NEAREST = 0.48;

/** Nothing is looked for nearer to the middle than this, in pixels of what is looked at. */
const INNER = NEAREST * PER_HEIGHT * 0.5;
const FIRST = 2;
const LAST = SIDE - 3;
const TANGENTS = Float64Array.from({ length: LEANS }, (_, place) => Math.tan(leanAt(place)));

/**
 * Looks for what frames a face: the border of a print, the bezel of a display, straight and in one piece. Doors, boards
 * and corners of rooms are straight too: only whether it moves with the face tells them apart. Source: Duda and Hart
 * 1972, lines by voting in angle and distance, here with the direction of the slope.
 */
export function findStraightEdges(frame: Frame, box: Box): StraightEdges {
  const grey = sampleAround(frame, box);
  return {
    left: findEdge(grey, true, -1),
    right: findEdge(grey, true, 1),
    above: findEdge(grey, false, -1),
    below: findEdge(grey, false, 1),
  };
}

/** Grey levels; NaN beyond the frame. */
function sampleAround(frame: Frame, box: Box): Float32Array {
  const grey = new Float32Array(SIDE * SIDE);
  const step = box.height / PER_HEIGHT;
  const left = box.x + box.width / 2 - MIDDLE * step;
  const top = box.y + box.height / 2 - MIDDLE * step;
  const apart = Math.max(1, Math.round(step / 2));
  for (let v = 0; v < SIDE; v++) {
    const y = Math.round(top + v * step);
    for (let u = 0; u < SIDE; u++) {
      const x = Math.round(left + u * step);
      if (x < 0 || y < 0 || x + apart >= frame.width || y + apart >= frame.height) {
        grey[v * SIDE + u] = Number.NaN;
        continue;
      }
      const i = (y * frame.width + x) * 3;
      const j = i + apart * frame.width * 3;
      const { rgb } = frame;
      grey[v * SIDE + u] =
        (luminance(rgb, i) + luminance(rgb, i + apart * 3) + luminance(rgb, j) + luminance(rgb, j + apart * 3)) / 4;
    }
  }
  return grey;
}

/** @param upright of the edges that are looked for. @param outwards −1 towards smaller coordinates, 1 towards greater. */
function findEdge(grey: Float32Array, upright: boolean, outwards: -1 | 1): StraightEdge | null {
  const across = upright ? 1 : SIDE;
  const along = upright ? SIDE : 1;
  const votes = new Int16Array(LEANS * SIDE);
  for (let p = FIRST; p <= LAST; p++) {
    if ((p - MIDDLE) * outwards < INNER) continue;
    for (let q = FIRST; q <= LAST; q++) {
      const at = p * across + q * along;
      const slope = (grey[at + across] as number) - (grey[at - across] as number);
      // Written so that a pixel beyond the frame, which is NaN, is none.
      if (!(Math.abs(slope) >= STEEP)) continue;
      const other = (grey[at + along] as number) - (grey[at - along] as number);
      if (Math.abs(other) > Math.abs(slope) * 0.75) continue;
      const vote = slope > 0 ? 1 : -1;
      for (let lean = 0; lean < LEANS; lean++) {
        const offset = Math.round(p - (TANGENTS[lean] as number) * (q - MIDDLE));
        if (offset < 0 || offset >= SIDE) continue;
        const bin = lean * SIDE + offset;
        votes[bin] = (votes[bin] as number) + vote;
      }
    }
  }
  let best: StraightEdge | null = null;
  let most = LEAST_LENGTH * PER_HEIGHT * LEAST_COVER;
  for (let bin = 0; bin < votes.length; bin++) {
    const vote = Math.abs(votes[bin] as number);
    if (vote < most) continue;
    const lean = Math.floor(bin / SIDE);
    const offset = bin % SIDE;
    const distance = ((offset - MIDDLE) * outwards) / PER_HEIGHT;
    if (distance < NEAREST) continue;
    const length = lengthInView(grey, { across, along, outwards, offset, tangent: TANGENTS[lean] as number });
    if (length < LEAST_LENGTH * PER_HEIGHT || vote < length * LEAST_COVER) continue;
    most = vote;
    best = { distance, lean: leanAt(lean) };
  }
  return best;
}

interface Line {
  readonly across: number;
  readonly along: number;
  readonly outwards: -1 | 1;
  readonly offset: number;
  readonly tangent: number;
}

/** @returns how many pixels of a line lie within the frame and on its side of the face. */
function lengthInView(grey: Float32Array, { across, along, outwards, offset, tangent }: Line): number {
  let length = 0;
  for (let q = FIRST; q <= LAST; q++) {
    const p = Math.round(offset + tangent * (q - MIDDLE));
    if (p < FIRST || p > LAST || (p - MIDDLE) * outwards < INNER) continue;
    if (!Number.isNaN(grey[p * across + q * along])) length++;
  }
  return length;
}

function leanAt(place: number): number {
  return (place - (LEANS - 1) / 2) * LEAN_STEP;
}
