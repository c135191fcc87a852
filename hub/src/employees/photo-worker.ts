import type { Worker } from 'node:worker_threads';
import type { PhotoOutcome } from '@hadir/shared/face/describe-photo';
import { startThread } from '@hadir/shared/threads/start-thread';
import type { FastifyBaseLogger } from 'fastify';
import type { PhotoDescriber } from '../http/api-dependencies.ts';
import type { PhotoAnswer, PhotoTask } from './describe-photos-thread.ts';

/** The thread that describes photos could not do so; photos themselves never cause this. */
export class PhotoWorkerError extends Error {
  readonly code: 'thread-ended' | 'models-unavailable';

  constructor(code: PhotoWorkerError['code'], message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = 'PhotoWorkerError';
    this.code = code;
  }
}

interface Waiting {
  resolve(outcome: PhotoOutcome): void;
  reject(error: PhotoWorkerError): void;
}

/** The models take a hundred megabytes; they are let go when nobody has enrolled for this long. */
const IDLE_MS = 120_000;

/**
 * Describes photos in a thread of its own, one after the other, because a model's run blocks the thread it is on and
 * this hub's answers and live feed must not wait for it. The thread starts with the first photo.
 */
export class PhotoWorker implements PhotoDescriber {
  readonly #models: string;
  readonly #log: FastifyBaseLogger;
  readonly #waiting = new Map<number, Waiting>();
  #thread: Worker | null = null;
  #ended: Promise<unknown> = Promise.resolve();
  #idle: NodeJS.Timeout | undefined;
  #count = 0;

  /** @param models folder of the model files. */
  constructor(models: string, log: FastifyBaseLogger) {
    this.#models = models;
    this.#log = log;
  }

  /** @throws PhotoWorkerError */
  describe(photo: Uint8Array): Promise<PhotoOutcome> {
    clearTimeout(this.#idle);
    const thread = this.#thread ?? this.#start();
    const id = ++this.#count;
    return new Promise((resolve, reject) => {
      this.#waiting.set(id, { resolve, reject });
      const task: PhotoTask = { id, photo: Uint8Array.from(photo) };
      thread.postMessage(task, [task.photo.buffer as ArrayBuffer]);
    });
  }

  async stop(): Promise<void> {
    this.#letGo();
    await this.#ended;
  }

  #start(): Worker {
    const thread = startThread(new URL('./describe-photos-thread.ts', import.meta.url), {
      workerData: { models: this.#models },
    });
    this.#thread = thread;
    thread.on('message', (answer: PhotoAnswer) => this.#answer(answer));
    thread.on('error', (error) => {
      this.#log.error({ err: error }, 'the thread that describes photos failed; the next photo starts a new one');
    });
    this.#ended = new Promise((resolve) => {
      thread.once('exit', () => {
        if (this.#thread === thread) this.#thread = null;
        for (const waiting of this.#waiting.values()) {
          waiting.reject(new PhotoWorkerError('thread-ended', 'The thread that describes photos ended.'));
        }
        this.#waiting.clear();
        resolve(undefined);
      });
    });
    return thread;
  }

  #answer(answer: PhotoAnswer): void {
    const waiting = this.#waiting.get(answer.id);
    this.#waiting.delete(answer.id);
    if (answer.kind === 'outcome') waiting?.resolve(answer.outcome);
    else waiting?.reject(new PhotoWorkerError('models-unavailable', answer.message));
    if (this.#waiting.size === 0) {
      this.#idle = setTimeout(() => this.#letGo(), IDLE_MS);
      this.#idle.unref();
    }
  }

  /** The thread closes its models and ends by itself; ending it from outside would pull them away under a run. */
  #letGo(): void {
    clearTimeout(this.#idle);
    this.#thread?.postMessage('stop');
    this.#thread = null;
  }
}
