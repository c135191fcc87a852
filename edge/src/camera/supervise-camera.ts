import { setTimeout as sleep } from 'node:timers/promises';
import type { CameraStatus } from '@hadir/shared/wire/unit-status';
import type { Logger } from 'pino';
import { BackOff } from '../back-off.ts';
import type { Camera, CapturedFrame } from './camera.ts';
import { CameraError } from './camera-error.ts';

export interface SupervisorOptions {
  readonly camera: Camera;
  readonly onFrame: (frame: CapturedFrame) => void;
  /** The state or the problem changed. */
  readonly onChange: () => void;
  readonly log: Logger;
  /** A live camera that shows nothing for this long is started again. */
  readonly stallMs?: number;
  readonly backOff?: BackOff;
  /** Footage that was played to its end: stay idle, or play it again after the back-off. */
  readonly atEnd?: 'idle' | 'restart';
}

type CameraState = Pick<CameraStatus, 'state' | 'problem' | 'framesPerSecond' | 'restarts'>;

/** How often a frame must come before a camera counts as recovered. */
const RECOVERED_AFTER_FRAMES = 50;
const RATE_WINDOW_MS = 5_000;

/** Keeps a camera going: starts it, notices when it stalls or stops, and starts it again, ever more patiently. */
export class CameraSupervisor {
  readonly #options: Required<SupervisorOptions>;
  readonly #stop = new AbortController();
  readonly #arrivals: number[] = [];
  #state: CameraStatus['state'] = 'restarting';
  #problem: string | null = null;
  #restarts = 0;
  #running: Promise<void> = Promise.resolve();

  constructor(options: SupervisorOptions) {
    const backOff = new BackOff({ firstMs: 500, longestMs: 60_000 });
    this.#options = { stallMs: 10_000, backOff, atEnd: 'idle', ...options };
  }

  start(): void {
    this.#running = this.#keepRunning();
  }

  async stop(): Promise<void> {
    this.#stop.abort();
    await this.#running;
  }

  status(): CameraState {
    const now = performance.now();
    const recent = this.#arrivals.filter((at) => at > now - RATE_WINDOW_MS);
    const span = Math.max(1_000, now - (recent[0] ?? now));
    const framesPerSecond = Math.round((recent.length / span) * 10_000) / 10;
    return { state: this.#state, problem: this.#problem, framesPerSecond, restarts: this.#restarts };
  }

  async #keepRunning(): Promise<void> {
    const { camera, backOff, log, atEnd } = this.#options;
    const stopped = this.#stop.signal;
    while (!stopped.aborted) {
      const problem = await this.#watchOnce();
      if (stopped.aborted) break;
      if (problem === null && atEnd === 'idle') {
        this.#change('stopped', 'The footage came to its end; nothing is watched any more.');
        log.warn(
          { camera: camera.name },
          'The footage came to its end: this door is not watched until the unit is restarted.',
        );
        return;
      }
      const delayMs = backOff.next();
      this.#restarts++;
      this.#change('restarting', problem?.message.slice(0, 300) ?? 'The footage came to its end and is played again.');
      if (problem !== null)
        log.warn(
          { camera: camera.name, code: problem.code, delayMs, restarts: this.#restarts },
          `The camera gives no pictures: ${problem.message} It is started again; when this repeats, check its cable and HADIR_CAMERA.`,
        );
      await sleep(delayMs, undefined, { signal: stopped }).catch(() => undefined);
    }
    this.#change('stopped', null);
  }

  /** @returns why the camera ended, or null where footage was played to its end. */
  async #watchOnce(): Promise<CameraError | null> {
    const { camera, onFrame, stallMs, backOff, log } = this.#options;
    const attempt = new AbortController();
    let stalled = false;
    const timer = setTimeout(() => {
      stalled = true;
      attempt.abort();
    }, stallMs);
    let frames = 0;
    try {
      for await (const frame of camera.frames(AbortSignal.any([this.#stop.signal, attempt.signal]))) {
        timer.refresh();
        this.#count();
        if (++frames === 1) {
          log.info({ camera: camera.name }, 'The camera shows pictures.');
          this.#change('running', null);
        }
        if (frames === RECOVERED_AFTER_FRAMES) backOff.reset();
        onFrame(frame);
      }
      if (stalled) return new CameraError('stalled', `No picture came for ${stallMs / 1000} s.`);
      return camera.live ? new CameraError('program-ended', 'The camera stopped by itself.') : null;
    } catch (error) {
      if (error instanceof CameraError) return error;
      return new CameraError('program-ended', error instanceof Error ? error.message : String(error), error);
    } finally {
      clearTimeout(timer);
    }
  }

  #count(): void {
    const now = performance.now();
    this.#arrivals.push(now);
    while ((this.#arrivals[0] as number) < now - RATE_WINDOW_MS) this.#arrivals.shift();
  }

  #change(state: CameraStatus['state'], problem: string | null): void {
    if (state === this.#state && problem === this.#problem) return;
    this.#state = state;
    this.#problem = problem;
    this.#options.onChange();
  }
}
