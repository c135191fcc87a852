import { setTimeout as sleep } from 'node:timers/promises';
import type { CameraStatus, OnlineStatus } from '@hadir/shared/wire/unit-status';
import type { Logger } from 'pino';
import { BackOff } from './back-off.ts';
import type { Camera, CapturedFrame } from './camera/camera.ts';
import { COLOUR_PROBLEMS, ColourWatch } from './camera/colour-watch.ts';
import type { DoorView } from './camera/door-view.ts';
import { LatestFrame } from './camera/latest-frame.ts';
import type { FrameColour } from './camera/measure-colour.ts';
import { CameraSupervisor } from './camera/supervise-camera.ts';
import type { EntryWriter } from './journal/entry-writer.ts';
import type { AttackAlarmPolicy } from './liveness/attack-alarm.ts';
import { DoorGuard } from './liveness/door-guard.ts';
import type { PunchEvidence } from './pictures/punch-evidence.ts';
import { makePunch } from './punch/make-punch.ts';
import type { FrameOutcome, PackedRoster, WorkerSettings } from './recognition/messages.ts';
import { RecognitionThread } from './recognition/recognition-thread.ts';
import type { Sighting } from './sighting/sighting.ts';
import type { SightingPolicy } from './sighting/sighting-policy.ts';
import type { Problems } from './status/problems.ts';

export interface DoorWatchOptions {
  readonly door: string;
  /** IANA zone of the door. */
  readonly zone: () => string;
  readonly alarm: () => AttackAlarmPolicy;
  readonly camera: Camera;
  readonly worker: WorkerSettings;
  /** The roster in force, packed afresh: it is handed to the recognition thread. */
  readonly roster: () => PackedRoster;
  readonly writer: EntryWriter;
  readonly evidence: Pick<PunchEvidence, 'wanted' | 'keep' | 'belongsTo'>;
  readonly problems: Problems;
  readonly log: Logger;
  /** What the screen beside the door shows. A recognition is passed on only when its punch is on the disk. */
  readonly onSighting: (sighting: Sighting) => void;
  readonly view: DoorView;
  /** The camera's state changed. */
  readonly onChange: () => void;
}

const PROBLEM = 'recognition';
const COLOUR_PROBLEM = 'camera-colour';

/** The whole way on this unit: camera → frame → face → track → live? → template → match → punch → journal. */
export class DoorWatch {
  readonly #options: DoorWatchOptions;
  readonly #guard: DoorGuard;
  #camera: CameraSupervisor;
  readonly #latest = new LatestFrame<CapturedFrame>();
  readonly #counts = { recognised: 0, unknown: 0, notLive: 0, poorQuality: 0 };
  readonly #stop = new AbortController();
  #model: string | null = null;
  #rosterChanged = true;
  #cameraStarted = false;
  #colours = new ColourWatch();
  #undecodable = 0;
  #decidedAt = performance.now();
  #decidedThrough: Date | null = null;
  #thread: RecognitionThread | null = null;
  #policy: SightingPolicy;
  #wantsFrame: ((jpeg: Uint8Array) => void)[] = [];
  #running: Promise<void> = Promise.resolve();

  constructor(options: DoorWatchOptions) {
    this.#options = options;
    const { door, zone, writer, alarm } = options;
    this.#guard = new DoorGuard({ door, zone, writer, policy: alarm });
    this.#policy = options.worker.policy;
    this.#camera = this.#supervise(options.camera);
  }

  /** The camera follows when somebody is ready to look: footage must not run on before anybody does. */
  start(): void {
    this.#running = this.#keepLooking();
  }

  /** Ends after the frame that is being looked at. */
  async stop(): Promise<void> {
    this.#stop.abort();
    await this.#camera.stop();
    this.#latest.close();
    await this.#running;
  }

  /** Id of the embedder; null until the models are loaded. */
  get model(): string | null {
    return this.#model;
  }

  /** All frames taken up to this time have been decided; null before the first. */
  get decidedThrough(): Date | null {
    return this.#decidedThrough;
  }

  /** How long ago the last frame was decided, or the watch began; milliseconds. */
  get idleMs(): number {
    return performance.now() - this.#decidedAt;
  }

  /** The next frame is compared with the new roster. */
  rosterChanged(): void {
    this.#rosterChanged = true;
  }

  /** Faces are judged by this policy from the next frame on. */
  usePolicy(policy: SightingPolicy): void {
    this.#policy = policy;
    this.#thread?.usePolicy(policy);
  }

  /** No frames come any more until `useCamera`. */
  async stopCamera(): Promise<void> {
    await this.#camera.stop();
  }

  /** Frames come from another camera; the one before was stopped. */
  useCamera(camera: Camera): void {
    this.#colours = new ColourWatch();
    this.#camera = this.#supervise(camera);
    if (this.#cameraStarted && !this.#stop.signal.aborted) this.#camera.start();
  }

  /** @returns a copy of the next frame, or null where none comes in time. */
  nextFrame(patienceMs: number): Promise<Uint8Array | null> {
    return new Promise((resolve) => {
      const timer = setTimeout(() => {
        this.#wantsFrame = this.#wantsFrame.filter((wants) => wants !== give);
        resolve(null);
      }, patienceMs);
      const give = (jpeg: Uint8Array) => {
        clearTimeout(timer);
        resolve(jpeg);
      };
      this.#wantsFrame.push(give);
    });
  }

  cameraStatus(): CameraStatus {
    return { ...this.#camera.status(), framesDropped: this.#latest.dropped, framesUndecodable: this.#undecodable };
  }

  sightingCounts(): OnlineStatus['sightings'] {
    return { ...this.#counts };
  }

  #supervise(camera: Camera): CameraSupervisor {
    const { onChange, log } = this.#options;
    return new CameraSupervisor({ camera, onChange, log, onFrame: (frame) => this.#takeFrame(frame) });
  }

  #takeFrame(frame: CapturedFrame): void {
    const wanting = this.#wantsFrame;
    this.#wantsFrame = [];
    // A copy: the frame's own bytes are handed over to the recognition thread.
    for (const give of wanting) give(frame.jpeg.slice());
    this.#options.view.onFrame(frame.jpeg);
    this.#latest.put(frame);
  }

  async #keepLooking(): Promise<void> {
    const { worker, problems, log } = this.#options;
    const backOff = new BackOff({ firstMs: 1_000, longestMs: 60_000 });
    while (!this.#stop.signal.aborted) {
      let thread: RecognitionThread | null = null;
      try {
        thread = await RecognitionThread.start({ ...worker, policy: this.#policy });
        // It may have changed while the models were loaded.
        thread.usePolicy(this.#policy);
        this.#thread = thread;
        this.#model = thread.model;
        this.#rosterChanged = true;
        problems.clear(PROBLEM);
        this.#startCamera();
        await this.#lookAtFrames(thread, backOff);
      } catch (error) {
        const words = error instanceof Error ? error.message : String(error);
        problems.set(PROBLEM, `Faces are not looked at: ${words}`);
        // Whether the camera works is worth knowing all the same.
        this.#startCamera();
        const delayMs = backOff.next();
        log.error({ err: error, delayMs }, 'Faces are not looked at. The recognition thread is started again.');
        await sleep(delayMs, undefined, { signal: this.#stop.signal }).catch(() => undefined);
      } finally {
        this.#thread = null;
        await thread?.stop();
      }
    }
  }

  #startCamera(): void {
    if (this.#cameraStarted || this.#stop.signal.aborted) return;
    this.#cameraStarted = true;
    this.#camera.start();
  }

  async #lookAtFrames(thread: RecognitionThread, backOff: BackOff): Promise<void> {
    for (let frame = await this.#latest.take(); frame !== null; frame = await this.#latest.take()) {
      if (this.#rosterChanged) {
        this.#rosterChanged = false;
        thread.useRoster(this.#options.roster());
      }
      const { capturedAt } = frame;
      const outcome = await thread.recognise(frame, this.#options.evidence.wanted);
      if (outcome.light !== null) this.#guard.light(outcome.light, capturedAt);
      this.#take(outcome, thread.model);
      // Only now: whatever the frame held has its entry, or waits for one.
      this.#decidedThrough = capturedAt;
      this.#decidedAt = performance.now();
      backOff.reset();
    }
  }

  #take({ decoded, faces, sightings, colour, evidence, rosterVersion }: FrameOutcome, model: string): void {
    if (!decoded) this.#undecodable++;
    if (colour !== null) this.#judgeColour(colour);
    this.#options.view.onFaces(faces);
    for (const sighting of sightings) {
      const face = evidence.find(({ track }) => track === sighting.track)?.jpeg;
      this.#takeSighting(sighting, face, rosterVersion, model);
    }
  }

  #judgeColour(colour: FrameColour): void {
    const { problems } = this.#options;
    const problem = this.#colours.see(colour);
    if (problem === null) problems.clear(COLOUR_PROBLEM);
    else problems.set(COLOUR_PROBLEM, COLOUR_PROBLEMS[problem]);
  }

  #takeSighting(sighting: Sighting, face: Uint8Array | undefined, roster: number, model: string): void {
    const { door, writer, evidence, log, onSighting } = this.#options;
    switch (sighting.kind) {
      case 'recognised': {
        this.#counts.recognised++;
        const { employee, score, liveness, frames } = sighting;
        const picture = face === undefined ? null : evidence.keep(face, sighting.capturedAt);
        const context = { door, model, roster, ...(picture === null ? {} : { evidence: picture }) };
        writer.write(makePunch(sighting, context), ({ seq }) => {
          if (picture !== null) evidence.belongsTo(picture, seq);
          log.info(
            { seq, employee, score, liveness, frames },
            'An employee was recognised; the punch is in the journal.',
          );
          onSighting(sighting);
        });
        return;
      }
      case 'unknown':
        this.#counts.unknown++;
        break;
      case 'not-live':
        this.#counts.notLive++;
        log.warn({ liveness: sighting.liveness }, 'A face was shown to the camera that does not look alive.');
        this.#guard.attack(sighting.capturedAt);
        break;
      case 'poor-quality':
        this.#counts.poorQuality++;
        break;
      case 'challenge':
      case 'seen-again':
        break;
    }
    log.debug({ kind: sighting.kind, track: sighting.track }, 'A face was seen.');
    onSighting(sighting);
  }
}
