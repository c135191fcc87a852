import { readFileSync, statSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Logger } from 'pino';
import type { Camera, CapturedFrame } from '../camera/camera.ts';
import { LatestFrame } from '../camera/latest-frame.ts';
import { CameraSupervisor } from '../camera/supervise-camera.ts';
import { QrThread } from './qr-thread.ts';
import { type ClaimFinding, readFileClaim, readQrClaim } from './read-claim.ts';

export interface ClaimWatchOptions {
  readonly camera: Camera;
  /** Files in which a claim may appear. */
  readonly files: readonly string[];
  readonly log: Logger;
  /** Must copy what it keeps. */
  readonly onFrame?: (jpeg: Uint8Array) => void;
}

export type FoundClaim = Exclude<ClaimFinding, { kind: 'other' }> & { readonly from: 'camera' | 'file' };

/** A code that stays before the camera is not reported again and again. */
const AGAIN_MS = 60_000;
/** Between two looks at a picture: a Raspberry Pi has other things to do, too. */
const LOOK_MS = 250;
const FILE_MS = 2_000;
const MOST_FILE_BYTES = 4_096;

/** Looks for claims in the camera's pictures and in files, until it is stopped. The latest one found is kept for whoever asks next. */
export class ClaimWatch {
  readonly #options: ClaimWatchOptions;
  readonly #camera: CameraSupervisor;
  readonly #frames = new LatestFrame<CapturedFrame>();
  readonly #found = new LatestFrame<FoundClaim>();
  readonly #stop = new AbortController();
  readonly #reported = new Map<string, number>();
  #running: Promise<unknown> | null = null;

  constructor(options: ClaimWatchOptions) {
    this.#options = options;
    const { camera, log, onFrame = () => undefined } = options;
    this.#camera = new CameraSupervisor({
      camera,
      log,
      atEnd: 'restart',
      onFrame: (frame) => {
        onFrame(frame.jpeg);
        this.#frames.put(frame);
      },
      onChange: () => undefined,
    });
  }

  /** Doing it twice changes nothing. */
  start(): void {
    if (this.#running !== null) return;
    this.#camera.start();
    this.#running = Promise.all([this.#keepLooking(), this.#keepReadingFiles()]);
  }

  /** One caller at a time; who asks again gives up the question before. @returns the next claim, or null once stopped. */
  next(): Promise<FoundClaim | null> {
    return this.#found.take();
  }

  async stop(): Promise<void> {
    this.#stop.abort();
    this.#found.close();
    this.#frames.close();
    if (this.#running === null) return;
    await this.#camera.stop();
    await this.#running;
  }

  async #keepLooking(): Promise<void> {
    const stopped = this.#stop.signal;
    while (!stopped.aborted) {
      const thread = QrThread.start();
      try {
        for (let frame = await this.#frames.take(); frame !== null; frame = await this.#frames.take()) {
          const text = await thread.read(frame.jpeg, stopped);
          if (text !== null) this.#report(text, readQrClaim(text), 'camera');
          await sleep(LOOK_MS, undefined, { signal: stopped });
        }
      } catch (error) {
        if (stopped.aborted) break;
        this.#options.log.error({ err: error }, 'Pictures cannot be searched for a QR code. It is tried again.');
        await sleep(FILE_MS, undefined, { signal: stopped }).catch(() => undefined);
      } finally {
        await thread.stop();
      }
    }
  }

  async #keepReadingFiles(): Promise<void> {
    const stopped = this.#stop.signal;
    while (!stopped.aborted) {
      for (const path of this.#options.files) {
        const text = readClaimFile(path);
        if (text !== null) this.#report(text, readFileClaim(text), 'file');
      }
      await sleep(FILE_MS, undefined, { signal: stopped }).catch(() => undefined);
    }
  }

  #report(text: string, finding: ClaimFinding, from: FoundClaim['from']): void {
    const now = performance.now();
    const before = this.#reported.get(text);
    if (finding.kind === 'other' || (before !== undefined && now - before < AGAIN_MS)) return;
    this.#reported.set(text, now);
    this.#found.put({ ...finding, from });
  }
}

/** @returns the text of a claim file, or null where there is none. */
export function readClaimFile(path: string): string | null {
  try {
    return statSync(path).size > MOST_FILE_BYTES ? '' : readFileSync(path, 'utf8');
  } catch {
    return null;
  }
}
