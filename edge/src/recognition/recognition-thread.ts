import type { Worker } from 'node:worker_threads';
import { startThread } from '@hadir/shared/threads/start-thread';
import type { CapturedFrame } from '../camera/camera.ts';
import type { SightingPolicy } from '../sighting/sighting-policy.ts';
import { findMissingModel } from './find-missing-model.ts';
import type { FrameOutcome, FromWorker, PackedRoster, ToWorker, WorkerSettings } from './messages.ts';
import { RecognitionError } from './recognition-error.ts';

const WORKER = new URL('./recognition-worker.ts', import.meta.url);
/** What a frame leaves behind is collected soon: a unit has little memory. Pictures and models do not count. */
const HEAP = { maxYoungGenerationSizeMb: 8, maxOldGenerationSizeMb: 128 };
const START_MS = 60_000;
const FRAME_MS = 30_000;

/** One life of the recognition worker. Frames are handed over one at a time: the next one after the answer to the last. */
export class RecognitionThread {
  readonly model: string;
  readonly #worker: Worker;
  #alive = true;

  private constructor(worker: Worker, model: string) {
    this.#worker = worker;
    this.model = model;
    worker.once('exit', () => {
      this.#alive = false;
    });
  }

  /** Starts the thread and waits until its models are loaded. @throws RecognitionError `not-started`. */
  static async start(settings: WorkerSettings): Promise<RecognitionThread> {
    // A thread takes seconds to load what it needs, and nobody may stop meanwhile: not where it is in vain.
    const missing = await findMissingModel(settings.models);
    if (missing !== null)
      throw new RecognitionError(
        'not-started',
        `The recognition thread did not start: there is no model file ${missing}. Run "npm run postinstall" to fetch it.`,
      );
    const worker = startThread(WORKER, { workerData: settings, resourceLimits: HEAP });
    // An error that comes while nobody waits must not end the process: the next question finds the thread dead.
    worker.on('error', () => undefined);
    try {
      const ready = await nextMessage(worker, START_MS);
      if (ready.kind !== 'ready') throw new RecognitionError('died', 'The recognition thread spoke out of turn.');
      return new RecognitionThread(worker, ready.model);
    } catch (cause) {
      await worker.terminate();
      const words = cause instanceof Error ? cause.message : String(cause);
      throw new RecognitionError('not-started', `The recognition thread did not start: ${words}`, cause);
    }
  }

  /** From the next frame on, faces are compared with this roster, which belongs to the thread from now on. */
  useRoster(roster: PackedRoster): void {
    this.#send({ kind: 'roster', roster }, [roster.templates.buffer]);
  }

  /** From the next frame on, faces are judged by this policy. */
  usePolicy(policy: SightingPolicy): void {
    this.#send({ kind: 'policy', policy });
  }

  /** Looks at one frame, and cuts out the faces that it recognises where `evidence` is wanted; its JPEG belongs to the thread from now on. @throws RecognitionError `died` or `hung`. */
  async recognise({ jpeg, capturedAt, capturedMonotonicMs }: CapturedFrame, evidence = false): Promise<FrameOutcome> {
    if (!this.#alive) throw new RecognitionError('died', 'The recognition thread ended.');
    const answer = nextMessage(this.#worker, FRAME_MS);
    this.#send({ kind: 'frame', jpeg, capturedAt, capturedMonotonicMs, evidence }, [jpeg.buffer]);
    const message = await answer;
    if (message.kind !== 'frame') throw new RecognitionError('died', 'The recognition thread spoke out of turn.');
    return message.outcome;
  }

  async stop(): Promise<void> {
    await this.#worker.terminate();
  }

  #send(message: ToWorker, transfer: ArrayBuffer[] = []): void {
    this.#worker.postMessage(message, transfer);
  }
}

function nextMessage(worker: Worker, patienceMs: number): Promise<FromWorker> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(
      () => settle(() => reject(new RecognitionError('hung', `It gave no answer within ${patienceMs / 1000} s.`))),
      patienceMs,
    );
    const onMessage = (message: FromWorker) => settle(() => resolve(message));
    const onError = (cause: unknown) =>
      settle(() => {
        const words = cause instanceof Error ? cause.message : String(cause);
        reject(new RecognitionError('died', `The recognition thread died: ${words}`, cause));
      });
    const onExit = () => settle(() => reject(new RecognitionError('died', 'The recognition thread ended.')));
    const settle = (then: () => void) => {
      clearTimeout(timer);
      worker.off('message', onMessage).off('error', onError).off('exit', onExit);
      then();
    };
    worker.on('message', onMessage).on('error', onError).on('exit', onExit);
  });
}
