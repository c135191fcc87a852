import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { decodeFrame } from '@hadir/shared/face/decode-frame';
import { detectFaces } from '@hadir/shared/face/detect-faces';
import type { Frame } from '@hadir/shared/face/frame';
import { type FaceModels, loadModels } from '@hadir/shared/face/load-models';
import pino from 'pino';
import sharp from 'sharp';
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { footagePath } from '../../test/footage/footage.ts';
import { BackOff } from '../src/back-off.ts';
import type { Camera } from '../src/camera/camera.ts';
import { COLOUR_PROBLEMS, ColourWatch } from '../src/camera/colour-watch.ts';
import { CommandCamera } from '../src/camera/command-camera.ts';
import { FfmpegCamera } from '../src/camera/ffmpeg-camera.ts';
import { FolderCamera } from '../src/camera/folder-camera.ts';
import { measureColour } from '../src/camera/measure-colour.ts';
import { RaspistillCamera } from '../src/camera/raspistill-camera.ts';
import { RpicamCamera } from '../src/camera/rpicam-camera.ts';
import { CameraSupervisor } from '../src/camera/supervise-camera.ts';
import { TurnedCamera } from '../src/camera/turned-camera.ts';
import { ASSETS } from './support/enrol-from-footage.ts';
import { temporaryFolder } from './support/temporary-folder.ts';
import { until } from './support/until.ts';

const PROGRAM = fileURLToPath(new URL('./support/fake-camera-program.mjs', import.meta.url));
const SIZE = { width: 640, height: 480 };
const log = pino({ level: 'silent' });
const PATH = process.env.PATH ?? '';

const folder = temporaryFolder();
const pictures = {
  face: join(folder, 'face.jpg'),
  large: join(folder, 'large.jpg'),
  /** Lies on its left side, and says so. */
  lying: join(folder, 'lying.jpg'),
  /** The same, and does not say so. */
  silent: join(folder, 'silent.jpg'),
  grey: join(folder, 'grey.jpg'),
  swapped: join(folder, 'swapped.jpg'),
};
type Picture = keyof typeof pictures;
let models: FaceModels;

beforeAll(async () => {
  models = await loadModels({ folder: join(ASSETS, 'models'), threads: 1 });
  const portrait = await sharp(footagePath('team-1.jpg')).resize(480, 480).toBuffer();
  const face = await sharp(portrait).extend({ left: 80, right: 80, background: '#a08060' }).jpeg().toBuffer();
  const upright = () => sharp(face);
  const lying = await upright().rotate(270).jpeg().toBuffer();
  const { data, info } = await upright().raw().toBuffer({ resolveWithObject: true });
  for (let i = 0; i < data.length; i += 3) [data[i], data[i + 2]] = [data[i + 2] as number, data[i] as number];
  const { width, height } = info;
  writeFileSync(pictures.face, face);
  writeFileSync(pictures.large, await upright().resize(3_840, 2_160, { fit: 'cover' }).jpeg().toBuffer());
  writeFileSync(pictures.lying, await sharp(lying).withMetadata({ orientation: 6 }).jpeg().toBuffer());
  writeFileSync(pictures.silent, lying);
  writeFileSync(pictures.grey, await upright().greyscale().jpeg().toBuffer());
  writeFileSync(
    pictures.swapped,
    await sharp(data, { raw: { width, height, channels: 3 } })
      .jpeg()
      .toBuffer(),
  );
});
afterAll(() => models.close());
afterEach(() => vi.unstubAllEnvs());

/** What the program behind a driver does: see fake-camera-program.mjs. */
type Deeds = readonly string[];

/** A program of this name, which does these deeds whatever it is asked for. */
function makeProgram(name: string, deeds: Deeds): string {
  const bin = temporaryFolder();
  const words = [process.execPath, PROGRAM, ...deeds].map((word) => `"${word}"`).join(' ');
  const path = join(bin, name);
  writeFileSync(path, `#!/bin/sh\nexec ${words}\n`, { mode: 0o755 });
  return path;
}

function ffmpeg(program: string): Camera {
  const options = { loop: false, from: null, seconds: null, fps: null, width: null };
  return new FfmpegCamera({ program, input: '/dev/video0', ...options });
}

/** Those that read a stream of pictures from one program. */
const STREAMS: Record<string, (deeds: Deeds) => Camera> = {
  ffmpeg: (deeds) => ffmpeg(makeProgram('ffmpeg', deeds)),
  rpicam: (deeds) => new RpicamCamera({ ...SIZE, fps: 10 }, [makeProgram('rpicam-vid', deeds)]),
  command: (deeds) => new CommandCamera(process.execPath, [PROGRAM, ...deeds]),
};
const PROGRAMS: Record<string, (deeds: Deeds) => Camera> = {
  ...STREAMS,
  /** The real library, which finds its program on the path; it starts it anew for each still. */
  raspistill: (deeds) => {
    const program = makeProgram('raspistill', deeds);
    vi.stubEnv('PATH', `${join(program, '..')}${delimiter}${PATH}`);
    return new RaspistillCamera(SIZE, undefined, deeds.includes('stall') ? 400 : 20_000);
  },
};
const ALL: Record<string, (deeds: Deeds) => Camera> = {
  ...PROGRAMS,
  folder: (deeds) => {
    const path = temporaryFolder();
    for (const [i, deed] of deeds.entries()) {
      const [kind, file = ''] = deed.split(':');
      const bytes = kind === 'file' || kind === 'half' ? readFileSync(file) : null;
      if (bytes !== null)
        writeFileSync(join(path, `${i}.jpg`), kind === 'half' ? bytes.subarray(0, bytes.length / 2) : bytes);
    }
    return new FolderCamera({ path, fps: 100, loop: false });
  },
};
const names = (drivers: object) => Object.keys(drivers).map((name) => [name] as const);
const open = (name: string, deeds: Deeds): Camera => (ALL[name] as (deeds: Deeds) => Camera)(deeds);

async function take(camera: Camera, most: number): Promise<Uint8Array[]> {
  const taken: Uint8Array[] = [];
  for await (const { jpeg } of camera.frames(new AbortController().signal)) {
    taken.push(jpeg);
    if (taken.length >= most) break;
  }
  return taken;
}

async function takeFrame(camera: Camera): Promise<Frame> {
  const outcome = await decodeFrame((await take(camera, 1))[0] ?? new Uint8Array());
  if (outcome.kind !== 'decoded') throw new Error(outcome.reason);
  return outcome.frame;
}

const file = (picture: Picture) => `file:${pictures[picture]}`;

describe.each(names(ALL))('%s', (name) => {
  it('gives each picture as the camera made it', async () => {
    const taken = await take(open(name, [file('face'), file('face'), 'end']), 2);
    const face = readFileSync(pictures.face);
    expect(taken.map((jpeg) => Buffer.compare(jpeg, face))).toEqual([0, 0]);
  });

  it('brings a 4K picture down to what recognition needs', async () => {
    const { width, height, rgb } = await takeFrame(open(name, [file('large'), 'end']));
    expect([width, height, rgb.length]).toEqual([1_280, 720, 1_280 * 720 * 3]);
  });

  it('shows a face upright where the camera says how it hangs, and where its configuration says so', async () => {
    const says = await takeFrame(open(name, [file('lying'), 'end']));
    const told = await takeFrame(new TurnedCamera(open(name, [file('silent'), 'end']), 90));
    const both = await takeFrame(new TurnedCamera(open(name, [file('lying'), 'end']), 90));
    for (const frame of [says, told, both]) {
      expect([frame.width, frame.height]).toEqual([640, 480]);
      expect(await detectFaces(models, frame)).toHaveLength(1);
    }
  });

  it.each(['grey', 'swapped'] as const)('has the operator told when its colours are %s', async (picture) => {
    const frame = await takeFrame(open(name, [file(picture), 'end']));
    const [face] = await detectFaces(models, frame);
    const watch = new ColourWatch();
    const said = Array.from({ length: 60 }, () => watch.see(measureColour(frame, face?.box)));
    expect(said[0]).toBeNull();
    expect(said.at(-1)).toBe(picture);
    expect(COLOUR_PROBLEMS[picture]).toMatch(/Switch the night mode off|HADIR_CAMERA/);
  });
});

describe.each(names(STREAMS))('%s', (name) => {
  it('skips half a picture and noise, and finds the next whole one', async () => {
    const deeds = [
      'noise',
      `half:${pictures.face}`,
      file('face'),
      'noise',
      file('face'),
      `half:${pictures.face}`,
      'end',
    ];
    const taken = await take(open(name, deeds), 9).catch(() => []);
    expect(taken.length === 0 ? await take(open(name, deeds), 2) : taken).toHaveLength(2);
  });

  it('keeps its memory within bounds while a picture does not end, and goes on with the next', async () => {
    const before = process.memoryUsage().rss;
    const [jpeg] = await take(open(name, ['flood', file('face'), 'end']), 1);
    expect(jpeg?.length).toBe(readFileSync(pictures.face).length);
    expect((process.memoryUsage().rss - before) / 2 ** 20).toBeLessThan(150);
  });
});

describe.each(names(PROGRAMS))('%s', (name) => {
  it('is started again, and reported, when it stalls', async () => {
    const camera = open(name, name === 'raspistill' ? ['stall'] : [file('face'), 'stall']);
    const backOff = new BackOff({ firstMs: 20, longestMs: 40 });
    const nothing = () => undefined;
    const supervisor = new CameraSupervisor({
      camera,
      log,
      onFrame: nothing,
      onChange: nothing,
      backOff,
      stallMs: 700,
    });
    supervisor.start();
    await until('a report', () => /No picture (came|within)/.test(supervisor.status().problem ?? ''));
    await until('another life', () => supervisor.status().restarts >= 1);
    await supervisor.stop();
    expect(supervisor.status().state).toBe('stopped');
  });

  it('says why it ended, without the password of an address', async () => {
    const failed = take(open(name, ['fail']), 1);
    await expect(failed).rejects.toMatchObject({ code: 'program-ended', message: /cannot open rtsp:\/\/10\.0\.0\.9/ });
  });

  it('that is not installed is named', async () => {
    vi.stubEnv('PATH', '/nowhere');
    const missing: Record<string, () => Camera> = {
      ffmpeg: () => ffmpeg('/nowhere/ffmpeg'),
      rpicam: () => new RpicamCamera({ ...SIZE, fps: 10 }),
      command: () => new CommandCamera('/nowhere/camera', []),
      raspistill: () => new RaspistillCamera(SIZE),
    };
    await expect(take(missing[name]?.() as Camera, 1)).rejects.toMatchObject({ code: 'program-missing' });
  });
});

it('raspistill takes half a picture for none', async () => {
  const failed = take(open('raspistill', [`half:${pictures.face}`, 'end']), 1);
  await expect(failed).rejects.toMatchObject({ code: 'program-ended', message: /no whole picture/ });
});

it('a folder passes half a picture on, which is then counted as undecodable', async () => {
  const [half] = await take(open('folder', [`half:${pictures.face}`]), 1);
  expect(await decodeFrame(half ?? new Uint8Array())).toMatchObject({ kind: 'unreadable' });
});

it('a folder that goes away while it is watched is reported', async () => {
  const path = temporaryFolder();
  mkdirSync(join(path, 'stills'));
  writeFileSync(join(path, 'stills', '1.jpg'), readFileSync(pictures.face));
  const camera = new FolderCamera({ path: join(path, 'stills'), fps: 100, loop: true });
  const watching = (async () => {
    for await (const _ of camera.frames(new AbortController().signal))
      rmSync(join(path, 'stills'), { recursive: true });
  })();
  await expect(watching).rejects.toMatchObject({ code: 'folder-unusable' });
});

it('a camera whose colours are right is left alone, by day, in the dark and under a blue lamp for a while', async () => {
  const frame = await takeFrame(open('command', [file('face'), 'end']));
  const [face] = await detectFaces(models, frame);
  const right = measureColour(frame, face?.box);
  expect(right.skin).toBeGreaterThan(10);
  const watch = new ColourWatch();
  const dark = { chroma: 0, brightness: 12, skin: null };
  const blue = { ...right, skin: -20 };
  const seen = [...Array(80).fill(right), ...Array(80).fill(dark), ...Array(15).fill(blue), ...Array(20).fill(right)];
  expect(seen.map((colour) => watch.see(colour)).filter((problem) => problem !== null)).toEqual([]);
});
