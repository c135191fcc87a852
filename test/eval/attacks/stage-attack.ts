import type { Frame } from '@hadir/shared/face/frame';
import sharp, { type Sharp } from 'sharp';
import { holdAt, RESTLESS, STEADY, type Sway } from './hand-held.ts';
import { projectThing } from './project-thing.ts';

/** What is held before the camera. */
type Instrument = 'print' | 'phone' | 'close';

/** One kind of attack, made from pictures or recordings of somebody else. All of it is synthetic. */
export interface Species {
  readonly name: string;
  readonly instrument: Instrument;
  readonly sway: Sway;
  /** Width over radius of a bent print; 0 is flat. */
  readonly bend: number;
  readonly moire: boolean;
  /** Shows a recording, not a still. */
  readonly replay: boolean;
}

const STILL = { bend: 0, moire: false, replay: false } as const;

/** Print with a border, telephone with a bezel, a still that fills the view: held, moved, bent; with moiré; a recording. */
export const SPECIES: readonly Species[] = [
  { ...STILL, name: 'print-held', instrument: 'print', sway: STEADY },
  { ...STILL, name: 'print-moved', instrument: 'print', sway: RESTLESS },
  { ...STILL, name: 'print-bent', instrument: 'print', sway: RESTLESS, bend: 1.2 },
  { ...STILL, name: 'phone-held', instrument: 'phone', sway: STEADY },
  { ...STILL, name: 'phone-moved', instrument: 'phone', sway: RESTLESS },
  { ...STILL, name: 'phone-moire', instrument: 'phone', sway: RESTLESS, moire: true },
  { ...STILL, name: 'close-moved', instrument: 'close', sway: RESTLESS },
  { ...STILL, name: 'replay-held', instrument: 'phone', sway: STEADY, replay: true },
  { ...STILL, name: 'replay-moved', instrument: 'phone', sway: { ...RESTLESS, yaw: 0.3, pitch: 0.2 }, replay: true },
];

const VIEW = { width: 640, height: 480 } as const;
/** The thing's own pixels: a portrait of 3:4, with what is round it. */
const FACE = { width: 360, height: 480 } as const;

export interface AttackOptions {
  readonly species: Species;
  /** JPEGs or other pictures: one for a still, those of a recording in order. */
  readonly pictures: readonly Uint8Array[];
  readonly seconds: number;
  readonly fps: number;
  readonly seed: number;
}

/** Frames as a camera would see them, one after the other. */
export async function* stageAttack({
  species,
  pictures,
  seconds,
  fps,
  seed,
}: AttackOptions): AsyncGenerator<Frame, void> {
  const noise = new SensorNoise(seed);
  const scene = await paintWall(seed);
  const fronts: Frame[] = [];
  for (const picture of pictures) fronts.push(await paintFront(species.instrument, picture));
  const distance = { print: 1.25, phone: 1.35, close: 0.62 }[species.instrument];
  for (let i = 0; i < seconds * fps; i++) {
    const front = fronts[i % fronts.length] as Frame;
    const seen = projectThing(scene, { front, bend: species.bend }, holdAt(i / fps + seed, species.sway, distance));
    if (species.moire) addMoire(seen, i / fps);
    noise.add(seen);
    yield seen;
  }
}

/** A wall with soft light on it and a notice board. */
async function paintWall(seed: number): Promise<Frame> {
  const { width, height } = VIEW;
  const shade = ['#8d8a80', '#9aa3a5', '#7d7468'][seed % 3];
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}">
    <defs><linearGradient id="g"><stop offset="0" stop-color="${shade}"/><stop offset="1" stop-color="#5f6468"/></linearGradient></defs>
    <rect width="${width}" height="${height}" fill="url(#g)"/>
    <rect x="20" y="40" width="120" height="90" fill="#b9a98a"/><rect x="30" y="52" width="40" height="50" fill="#e8e4d8"/></svg>`;
  return decode(sharp(Buffer.from(svg)).blur(1.2));
}

/** The face as it is printed or shown, with the border or the bezel round it. */
async function paintFront(instrument: Instrument, picture: Uint8Array): Promise<Frame> {
  const face = await sharp(picture)
    .resize({ ...FACE, fit: 'cover' })
    .toBuffer();
  const [edge, ends, colour] = { print: [34, 34, '#f4f2ec'], phone: [14, 60, '#141518'], close: [0, 0, '#000'] }[
    instrument
  ] as [number, number, string];
  const whole = sharp(face).extend({ left: edge, right: edge, top: ends, bottom: ends, background: colour });
  return decode(whole);
}

async function decode(picture: Sharp): Promise<Frame> {
  const { data, info } = await picture.removeAlpha().toColourspace('srgb').raw().toBuffer({ resolveWithObject: true });
  return { width: info.width, height: info.height, rgb: data };
}

/** Fine bands that wander, as between the pixels of a display and those of a camera. */
function addMoire({ rgb, width, height }: Frame, seconds: number): void {
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const band = 12 * Math.sin(0.55 * x + 0.21 * y + seconds * 3) * Math.sin(0.13 * x - 0.47 * y);
      const i = (y * width + x) * 3;
      for (let c = 0; c < 3; c++) rgb[i + c] = clamp((rgb[i + c] as number) + band * (c === 1 ? -1 : 1));
    }
  }
}

function clamp(value: number): number {
  return Math.max(0, Math.min(255, value));
}

/** What every sensor adds: the same for the same seed, so that a test is the same every time. */
class SensorNoise {
  #state: number;

  constructor(seed: number) {
    this.#state = (seed * 2_654_435_761 + 1) >>> 0;
  }

  add({ rgb }: Frame): void {
    let state = this.#state;
    for (let i = 0; i < rgb.length; i++) {
      state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
      // Two bytes of it: near enough to a bell, some four steps wide.
      const bell = ((state >>> 24) + ((state >>> 16) & 255) - 255) / 48;
      rgb[i] = clamp((rgb[i] as number) + bell + 0.5);
    }
    this.#state = state;
  }
}
