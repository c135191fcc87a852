/** What to tell somebody who aims his own camera. */
export type FrameHint = 'too-dark' | 'too-bright' | 'no-face' | 'closer' | 'back' | 'centre' | 'still' | 'good';

/** A small picture of the camera: red, green, blue, alpha, rows from the top. */
export interface SmallFrame {
  readonly width: number;
  readonly height: number;
  readonly pixels: Uint8ClampedArray;
}

const MIN_LIGHT = 55;
const MAX_LIGHT = 225;
/** Half the width and height of the oval, in shares of the picture. */
const OVAL = { x: 0.22, y: 0.41 } as const;
/** Shares of the oval that are the colour of skin. */
const LEAST_SKIN = 0.1;
const SMALL = 0.4;
/** Share of the picture's two sides: a face that fills them is too near. */
const MOST_AT_SIDES = 0.75;
/** How far the middle of the skin may be from the middle of the oval, in shares of the picture. */
const MOST_OFFSET = 0.07;
/** Mean change from one picture to the next, of 255. */
const MOST_CHANGE = 6;

/**
 * A cheap guess from colours alone, several times a second and for nothing but a hint: whether a face fills the oval, is
 * lit and held still. The hub judges the photo itself. Skin of every tone lies in one range of chroma (Chai and Ngan
 * 1999: Cr 133..173, Cb 77..127); so do some walls, which is why only the oval counts.
 */
export function judgeFrame(frame: SmallFrame, before: SmallFrame | null): FrameHint {
  const { light, inside, outside, sides, x, y } = measure(frame);
  if (light < MIN_LIGHT) return 'too-dark';
  if (light > MAX_LIGHT) return 'too-bright';
  if (inside < LEAST_SKIN) return outside > LEAST_SKIN ? 'centre' : 'no-face';
  if (Math.abs(x - 0.5) > MOST_OFFSET || Math.abs(y - 0.5) > MOST_OFFSET * 2) return 'centre';
  if (inside < SMALL) return 'closer';
  if (inside > 0.95 && sides > MOST_AT_SIDES) return 'back';
  if (before !== null && changeBetween(frame, before) > MOST_CHANGE) return 'still';
  return 'good';
}

function measure({ width, height, pixels }: SmallFrame) {
  let light = 0;
  let oval = 0;
  let inside = 0;
  let outside = 0;
  let atSides = 0;
  let sumX = 0;
  let sumY = 0;
  for (let at = 0; at < width * height; at++) {
    const x = (at % width) / width;
    const y = Math.floor(at / width) / height;
    const isInside = ((x - 0.5) / OVAL.x) ** 2 + ((y - 0.5) / OVAL.y) ** 2 <= 1;
    if (isInside) oval++;
    const red = pixels[at * 4] ?? 0;
    const green = pixels[at * 4 + 1] ?? 0;
    const blue = pixels[at * 4 + 2] ?? 0;
    const luminance = 0.299 * red + 0.587 * green + 0.114 * blue;
    light += luminance;
    const cb = 128 + 0.564 * (blue - luminance);
    const cr = 128 + 0.713 * (red - luminance);
    if (cr < 133 || cr > 173 || cb < 77 || cb > 127) continue;
    if (x < 0.1 || x >= 0.9) atSides++;
    if (!isInside) outside++;
    else {
      inside++;
      sumX += x;
      sumY += y;
    }
  }
  const all = Math.max(1, width * height);
  return {
    light: light / all,
    inside: inside / Math.max(1, oval),
    outside: outside / Math.max(1, all - oval),
    sides: atSides / (all * 0.2),
    x: inside === 0 ? 0.5 : sumX / inside,
    y: inside === 0 ? 0.5 : sumY / inside,
  };
}

function changeBetween(a: SmallFrame, b: SmallFrame): number {
  if (a.pixels.length !== b.pixels.length) return 0;
  let change = 0;
  for (let i = 1; i < a.pixels.length; i += 4) change += Math.abs((a.pixels[i] ?? 0) - (b.pixels[i] ?? 0));
  return change / Math.max(1, a.pixels.length / 4);
}
