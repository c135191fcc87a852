import type { UnitSettings } from '@hadir/shared/wire/command';
import type { CameraStatus, OnlineStatus } from '@hadir/shared/wire/unit-status';
import type { Logger } from 'pino';
import type { Camera } from './camera/camera.ts';
import type { DoorView } from './camera/door-view.ts';
import { openCamera } from './camera/open-camera.ts';
import { parseCameraSpec } from './camera/parse-camera-spec.ts';
import { tryCamera } from './camera/try-camera.ts';
import type { UnitConfig } from './config.ts';
import type { EntryWriter } from './journal/entry-writer.ts';
import { Checkpoints } from './journal/write-checkpoints.ts';
import { attackAlarmFrom } from './liveness/attack-alarm.ts';
import type { PunchEvidence } from './pictures/punch-evidence.ts';
import type { PackedRoster } from './recognition/messages.ts';
import type { Sighting } from './sighting/sighting.ts';
import { policyFrom } from './sighting/sighting-policy.ts';
import type { Problems } from './status/problems.ts';
import { DoorWatch } from './watch-door.ts';

export interface DoorServiceOptions {
  readonly config: Pick<UnitConfig, 'camera' | 'ffmpeg' | 'models' | 'threads' | 'coolDownMs'>;
  /** What is set from afar. */
  readonly settings: () => UnitSettings;
  /** Of the door that is served. */
  readonly zone: () => string;
  readonly roster: () => PackedRoster;
  readonly writer: EntryWriter;
  readonly evidence: PunchEvidence;
  readonly problems: Problems;
  readonly log: Logger;
  readonly onSighting: (sighting: Sighting) => void;
  readonly view: DoorView;
  readonly onChange: () => void;
}

type Counts = OnlineStatus['sightings'];

/** Models take a minute to load on the smallest boards, and a frame that hangs is given up after half of one. */
const LONGEST_IDLE_MS = 120_000;

const NO_CAMERA: CameraStatus = {
  state: 'stopped',
  problem: null,
  framesPerSecond: 0,
  framesDropped: 0,
  framesUndecodable: 0,
  restarts: 0,
};

/** The work at one door, which begins and ends with a binding: its watch, its checkpoints, and the settings in force. */
export class DoorService {
  readonly #options: DoorServiceOptions;
  #watch: DoorWatch | null = null;
  #checkpoints: Checkpoints | null = null;
  #camera: string | null = null;
  #model: string | null = null;
  #counts: Counts = { recognised: 0, unknown: 0, notLive: 0, poorQuality: 0 };

  constructor(options: DoorServiceOptions) {
    this.#options = options;
  }

  /** Watches this door from now on; the one before was stopped. */
  start(door: string): void {
    const { config, settings, writer } = this.#options;
    const { models, threads, coolDownMs } = config;
    this.#camera = settings().camera ?? null;
    const watch = new DoorWatch({
      ...this.#options,
      door,
      alarm: () => attackAlarmFrom(settings()),
      camera: this.#open(this.#camera),
      worker: { models, threads, policy: policyFrom(settings(), coolDownMs) },
    });
    this.#watch = watch;
    this.#checkpoints = new Checkpoints(writer, watch);
    watch.start();
  }

  /** Nobody is recognised any more once this resolves. @returns until when the door was watched; null where it was not. */
  async stop(): Promise<Date | null> {
    const watch = this.#watch;
    this.#checkpoints = null;
    if (watch === null) return null;
    await watch.stop();
    if (this.#watch === watch) {
      this.#counts = this.sightingCounts();
      this.#model = watch.model;
      this.#watch = null;
    }
    return watch.decidedThrough;
  }

  /**
   * Whether the work goes on: frames are decided, or there are none because no door is served or the camera is down,
   * which is reported and looked after elsewhere.
   */
  get alive(): boolean {
    const watch = this.#watch;
    if (watch === null || watch.cameraStatus().state !== 'running') return true;
    return watch.idleMs < LONGEST_IDLE_MS;
  }

  /** Id of the embedder; null until the models were loaded once. */
  get model(): string | null {
    return this.#watch?.model ?? this.#model;
  }

  checkpoint(): void {
    this.#checkpoints?.write();
  }

  rosterChanged(): void {
    this.#watch?.rosterChanged();
  }

  /** Puts the settings in force that were kept, also after a trial. */
  async settingsChanged(): Promise<void> {
    const { config, settings } = this.#options;
    const { camera = null } = settings();
    this.#watch?.usePolicy(policyFrom(settings(), config.coolDownMs));
    if (camera === this.#camera) return;
    await this.#watch?.stopCamera();
    this.#camera = camera;
    this.#watch?.useCamera(this.#open(camera));
  }

  /**
   * Tries another camera; the one that is watched stands still until `settingsChanged`. @param spec as in HADIR_CAMERA;
   * null for the unit's own. @returns what is wrong with it, in words, or null.
   */
  async tryCamera(spec: string | null, signal: AbortSignal): Promise<string | null> {
    await this.#watch?.stopCamera();
    this.#camera = 'none';
    return tryCamera(this.#open(spec), signal);
  }

  /** @returns a copy of the next frame, or null where none comes in time. */
  async nextFrame(patienceMs: number): Promise<Uint8Array | null> {
    return this.#watch === null ? null : this.#watch.nextFrame(patienceMs);
  }

  cameraStatus(): CameraStatus {
    return this.#watch?.cameraStatus() ?? NO_CAMERA;
  }

  /** Since the agent started, at whatever door. */
  sightingCounts(): Counts {
    const { recognised, unknown, notLive, poorQuality } = this.#counts;
    const now = this.#watch?.sightingCounts();
    if (now === undefined) return this.#counts;
    return {
      recognised: recognised + now.recognised,
      unknown: unknown + now.unknown,
      notLive: notLive + now.notLive,
      poorQuality: poorQuality + now.poorQuality,
    };
  }

  #open(spec: string | null): Camera {
    const { config } = this.#options;
    const parsed = spec === null ? null : parseCameraSpec(spec);
    return openCamera(parsed?.ok === true ? parsed.spec : config.camera, config.ffmpeg);
  }
}
