import { join } from 'node:path';
import { DEFAULT_ASSETS_FOLDER } from '@hadir/shared/assets/assets-folder';
import { alignFace } from '@hadir/shared/face/align-face';
import { decodeFrame } from '@hadir/shared/face/decode-frame';
import { detectFaces } from '@hadir/shared/face/detect-faces';
import { embedFace } from '@hadir/shared/face/embed-face';
import { makePatch } from '@hadir/shared/face/face-patch';
import { findStraightEdges } from '@hadir/shared/face/find-straight-edges';
import type { Frame } from '@hadir/shared/face/frame';
import { judgeLiveness } from '@hadir/shared/face/judge-liveness';
import { loadModels } from '@hadir/shared/face/load-models';
import { locateLandmarks } from '@hadir/shared/face/locate-landmarks';
import { measureEyes } from '@hadir/shared/face/measure-eyes';
import { type ClearObservation, observeFace } from '@hadir/shared/face/observe-face';
import { TemplateIndex } from '@hadir/shared/face/template-index';
import type { EmployeeId } from '@hadir/shared/ids';
import { ReliefMemory } from '../../edge/src/liveness/relief-memory.ts';
import { openBareOnnx } from './bare-onnx.ts';
import { openFaceApi } from './face-api-peer.ts';
import { median } from './median.ts';
import { type PipelineFrames, preparePipelineFrames } from './pipeline-frames.ts';

const ROSTER = 5000;
const DIMENSION = 512;
/** Long enough for the compiler to settle; the first rounds are thrown away. */
const WARM_UP = 120;
const ROUNDS = 300;
/** A peer takes up to a second a frame. */
const PEER_WARM_UP = 4;
const PEER_ROUNDS = 24;

/** A door that looks eight times a second compares every look with those before, and seeks frames in every other one. */
const LOOK_EVERY_MS = 125;

type Step = 'decode' | 'detect' | 'landmarks' | 'align' | 'embed' | 'liveness' | 'cues' | 'match5000';

const folder = join(DEFAULT_ASSETS_FOLDER, 'models');
const models = await loadModels({ folder, threads: 1 });
const bare = await openBareOnnx(folder);
const frames = await preparePipelineFrames();
const index = randomIndex();
const memory = new ReliefMemory();
let looked = 0;
await checkFaces(frames);

const steps = await measureSteps();
const oneFace = await measureOneFace();
const fps = { 0: await measureFps(frames[0]), 1: await measureFps(frames[1]), 3: await measureFps(frames[3]) };
const detectOnlyFps = await measureDetectOnly();
// Before the peer comes in: its models and its garbage are not ours.
const rssMb = process.memoryUsage().rss / 2 ** 20;
const { descriptorMs, bareDescriptorMs, peers } = await measurePeers();
const result = {
  stepsMs: steps,
  /** Detect, landmarks, align, embed, liveness model, match. */
  oneFaceMs: oneFace.pipelineMs,
  oneFaceWithCuesMs: oneFace.withCuesMs,
  bareOnnxMs: oneFace.bareMs,
  ratioToBareOnnx: oneFace.pipelineMs / oneFace.bareMs,
  ratioWithCues: oneFace.withCuesMs / oneFace.bareMs,
  oneFaceFromJpegMs: oneFace.fromJpegMs,
  detectOnlyFps,
  fps,
  rssMb,
  descriptorMs,
  descriptorToBareOnnx: descriptorMs / bareDescriptorMs,
  peers,
};
print();
if (process.argv.includes('--json')) {
  console.log(JSON.stringify(result, (_key, value) => (typeof value === 'number' ? Number(value.toFixed(3)) : value)));
}
await models.close();

/** Each step by itself, on frames with one face. */
async function measureSteps(): Promise<Record<Step, number>> {
  const samples: Record<Step, number[]> = {
    decode: [],
    detect: [],
    landmarks: [],
    align: [],
    embed: [],
    liveness: [],
    cues: [],
    match5000: [],
  };
  for (let round = 0; round < WARM_UP + ROUNDS; round++) {
    const time = async <Result>(step: Step, run: () => Result | Promise<Result>): Promise<Result> => {
      const start = performance.now();
      const done = await run();
      if (round >= WARM_UP) samples[step].push(performance.now() - start);
      return done;
    };
    const frame = await time('decode', () => decode(pick(frames[1], round)));
    const [face] = await time('detect', () => detectFaces(models, frame));
    if (!face) throw new Error('The frame was checked to show a face.');
    const landmarks = await time('landmarks', () => locateLandmarks(models, frame, face.box));
    const aligned = await time('align', () => alignFace(frame, landmarks));
    const embedding = await time('embed', () => embedFace(models, aligned));
    await time('liveness', () => judgeLiveness(models, frame, face.box));
    await time('cues', () => readCues(frame, { box: face.box, landmarks, patch: makePatch(aligned) }));
    await time('match5000', () => index.search(embedding));
  }
  const medians = Object.entries(samples).map(([step, values]) => [step, median(values)]);
  return Object.fromEntries(medians) as Record<Step, number>;
}

/** One face from a decoded frame to its match, against the bare models: both in every round, in alternating order. */
async function measureOneFace(): Promise<{
  pipelineMs: number;
  withCuesMs: number;
  bareMs: number;
  fromJpegMs: number;
}> {
  const pipelineMs: number[] = [];
  const withCuesMs: number[] = [];
  const bareMs: number[] = [];
  const fromJpegMs: number[] = [];
  for (let round = 0; round < WARM_UP + ROUNDS; round++) {
    const start = performance.now();
    const frame = await decode(pick(frames[1], round));
    const decodeMs = performance.now() - start;
    const bareFirst = round % 2 === 0 ? await bare.runAll() : null;
    const begin = performance.now();
    const { cuesMs } = await recognise(frame);
    const elapsed = performance.now() - begin;
    const bareElapsed = bareFirst ?? (await bare.runAll());
    if (round < WARM_UP) continue;
    pipelineMs.push(elapsed - cuesMs);
    withCuesMs.push(elapsed);
    bareMs.push(bareElapsed);
    fromJpegMs.push(decodeMs + elapsed);
  }
  return {
    pipelineMs: median(pipelineMs),
    withCuesMs: median(withCuesMs),
    bareMs: median(bareMs),
    fromJpegMs: median(fromJpegMs),
  };
}

/** One face from a decoded frame to its descriptor, here and by the peer: the same frame in each round, in changing order. */
async function measurePeers() {
  const peer = await openFaceApi();
  const runs = {
    ours: describe,
    bare: () => bare.runForDescriptor(),
    faceApiSsd: peer.runSsd,
    faceApiTiny: peer.runTiny,
  };
  const samples: Record<keyof typeof runs, number[]> = { ours: [], bare: [], faceApiSsd: [], faceApiTiny: [] };
  const names = Object.keys(runs) as (keyof typeof runs)[];
  for (let round = 0; round < PEER_WARM_UP + PEER_ROUNDS; round++) {
    const frame = await decode(pick(frames[1], round));
    for (let turn = 0; turn < names.length; turn++) {
      const name = names[(round + turn) % names.length] as keyof typeof runs;
      const elapsed = await runs[name](frame);
      if (round >= PEER_WARM_UP) samples[name].push(elapsed);
    }
  }
  const ours = median(samples.ours);
  const compare = (name: 'faceApiSsd' | 'faceApiTiny') => {
    const ms = median(samples[name]);
    return { ms, speedup: ms / ours };
  };
  const peers = { faceApiSsd: compare('faceApiSsd'), faceApiTiny: compare('faceApiTiny') };
  return { descriptorMs: ours, bareDescriptorMs: median(samples.bare), peers };
}

/** What the peer does: detect, landmarks, descriptor; neither liveness nor match. */
async function describe(frame: Frame): Promise<number> {
  const start = performance.now();
  const [face] = await detectFaces(models, frame);
  if (!face) throw new Error('The frame was checked to show a face.');
  await embedFace(models, alignFace(frame, await locateLandmarks(models, frame, face.box)));
  return performance.now() - start;
}

/** Whole frames, from JPEG to the matches of all faces in it. */
async function measureFps(jpegs: readonly Buffer[]): Promise<number> {
  const samples: number[] = [];
  for (let round = 0; round < 100; round++) {
    const start = performance.now();
    await recognise(await decode(pick(jpegs, round)));
    if (round >= 20) samples.push(performance.now() - start);
  }
  return 1000 / median(samples);
}

async function measureDetectOnly(): Promise<number> {
  const samples: number[] = [];
  for (let round = 0; round < WARM_UP + ROUNDS; round++) {
    const start = performance.now();
    await detectFaces(models, await decode(pick(frames[1], round)));
    if (round >= WARM_UP) samples.push(performance.now() - start);
  }
  return 1000 / median(samples);
}

/** What a door reads besides the models: what frames the face, and how this look differs from three before it. */
function readCues(
  frame: Frame,
  { box, landmarks, patch }: Pick<ClearObservation, 'box' | 'landmarks' | 'patch'>,
): void {
  looked += LOOK_EVERY_MS;
  const seeksFrames = (looked / LOOK_EVERY_MS) % 2 === 0;
  memory.compare(patch, looked);
  if (seeksFrames) findStraightEdges(frame, box);
  measureEyes(landmarks);
}

/** @returns how many faces were clear, and the milliseconds that the cues beside the models took. */
async function recognise(frame: Frame): Promise<{ clear: number; cuesMs: number }> {
  let clear = 0;
  let cuesMs = 0;
  for (const face of await detectFaces(models, frame)) {
    const observation = await observeFace(models, frame, face);
    if (observation.kind === 'poor') continue;
    const start = performance.now();
    readCues(frame, observation);
    cuesMs += performance.now() - start;
    index.search(observation.embedding);
    clear++;
  }
  return { clear, cuesMs };
}

async function decode(jpeg: Buffer): Promise<Frame> {
  const outcome = await decodeFrame(jpeg);
  if (outcome.kind === 'unreadable') throw new Error(`A frame of the footage cannot be read: ${outcome.reason}`);
  return outcome.frame;
}

/** A frame that shows more or fewer faces than it is measured for would make every figure a lie. */
async function checkFaces(all: PipelineFrames): Promise<void> {
  for (const count of [0, 1, 3] as const) {
    for (const [i, jpeg] of all[count].entries()) {
      const { clear } = await recognise(await decode(jpeg));
      if (clear !== count) throw new Error(`Frame ${i} must show ${count} clear faces, but shows ${clear}.`);
    }
  }
}

function pick(jpegs: readonly Buffer[], round: number): Buffer {
  return jpegs[round % jpegs.length] as Buffer;
}

function randomIndex(): TemplateIndex {
  return new TemplateIndex(
    Array.from({ length: ROSTER }, (_, i) => {
      const raw = Float32Array.from({ length: DIMENSION }, () => Math.random() - 0.5);
      const length = Math.hypot(...raw);
      return { employee: `employee-${i}` as EmployeeId, template: raw.map((value) => value / length) };
    }),
  );
}

function print(): void {
  const rows: [string, number, string][] = [
    ...Object.entries(result.stepsMs).map(([step, ms]): [string, number, string] => [step, ms, 'ms']),
    ['one face, decoded frame to match', result.oneFaceMs, 'ms'],
    ['the four models alone', result.bareOnnxMs, 'ms'],
    ['ratio of these two', result.ratioToBareOnnx, '(goal: at most 1.15)'],
    ['with the cues against attacks', result.oneFaceWithCuesMs, 'ms'],
    ['  ratio to the four models', result.ratioWithCues, ''],
    ['one face, JPEG to match', result.oneFaceFromJpegMs, 'ms'],
    ['decode and detect only', result.detectOnlyFps, 'frames/s (goal: at least 60)'],
    ['no face in the frame', result.fps[0], 'frames/s'],
    ['one face in the frame', result.fps[1], 'frames/s'],
    ['three faces in the frame', result.fps[3], 'frames/s'],
    ['one face, detect to descriptor', result.descriptorMs, 'ms'],
    ['  ratio to its three models', result.descriptorToBareOnnx, '(goal: at most 1.1)'],
    ['face-api, default SSD, the same', result.peers.faceApiSsd.ms, 'ms'],
    ['  times as fast', result.peers.faceApiSsd.speedup, '(goal: at least 10)'],
    ['face-api, tiny 320, the same', result.peers.faceApiTiny.ms, 'ms'],
    ['  times as fast', result.peers.faceApiTiny.speedup, '(goal: at least 3)'],
    ['resident memory', result.rssMb, 'MB, with a second set of models for the comparison'],
  ];
  console.log('640×480 frames, one thread, medians');
  for (const [what, value, unit] of rows) console.log(`${what.padEnd(34)} ${value.toFixed(2).padStart(8)} ${unit}`);
}
