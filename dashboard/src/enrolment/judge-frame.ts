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
/** Shares of the picture that are the colour of skin. */
const LEAST_SKIN = 0.04;
const SMALL = 0.12;
const LARGE = 0.55;
/** How far the middle of the face may be from the middle of the picture, in shares of its side. */
const MOST_OFFSET = 0.14;
/** Mean change from one picture to the next, of 255. */
const MOST_CHANGE = 6;

/**
 * A cheap guess from colours alone, many times a second and for nothing but a hint: whether a face fills the oval, is
 * lit and held still. The hub judges the photo itself. Skin of every tone lies in one range of chroma (Chai and Ngan
 * 1999: Cr 133..173, Cb 77..127).
 */
export function judgeFrame(frame: SmallFrame, before: SmallFrame | null): FrameHint {
  const { light, skin, x, y, spread } = measure(frame);
  if (light < MIN_LIGHT) return 'too-dark';
  if (light > MAX_LIGHT) return 'too-bright';
  if (skin < LEAST_SKIN) return 'no-face';
  if (Math.abs(x - 0.5) > MOST_OFFSET || Math.abs(y - 0.5) > MOST_OFFSET) return 'centre';
  if (skin < SMALL || spread < 0.12) return 'closer';
  if (skin > LARGE) return 'back';
  if (before !== null && changeBetween(frame, before) > MOST_CHANGE) return 'still';
  return 'good';
}

function measure({ width, height, pixels }: SmallFrame) {
  let light = 0;
  let skin = 0;
  let sumX = 0;
  let sumY = 0;
  let squares = 0;
  for (let at = 0; at < width * height; at++) {
    const red = pixels[at * 4] ?? 0;
    const green = pixels[at * 4 + 1] ?? 0;
    const blue = pixels[at * 4 + 2] ?? 0;
    const luminance = 0.299 * red + 0.587 * green + 0.114 * blue;
    light += luminance;
    const cb = 128 + 0.564 * (blue - luminance);
    const cr = 128 + 0.713 * (red - luminance);
    if (cr < 133 || cr > 173 || cb < 77 || cb > 127) continue;
    const x = (at % width) / width;
    skin++;
    sumX += x;
    sumY += Math.floor(at / width) / height;
    squares += x * x;
  }
  const all = Math.max(1, width * height);
  const x = skin === 0 ? 0.5 : sumX / skin;
  const y = skin === 0 ? 0.5 : sumY / skin;
  const spread = skin === 0 ? 0 : Math.sqrt(Math.max(0, squares / skin - x * x));
  return { light: light / all, skin: skin / all, x, y, spread };
}

function changeBetween(a: SmallFrame, b: SmallFrame): number {
  if (a.pixels.length !== b.pixels.length) return 0;
  let change = 0;
  for (let i = 1; i < a.pixels.length; i += 4) change += Math.abs((a.pixels[i] ?? 0) - (b.pixels[i] ?? 0));
  return change / Math.max(1, a.pixels.length / 4);
}
