import { type ChildProcess, fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import type { FastifyBaseLogger } from 'fastify';
import type { JudgedPhoto, PhotoDescriber } from '../http/api-dependencies.ts';
import type { PhotoAnswer, PhotoTask } from './describe-photos-process.ts';

/** The process that describes photos could not do so; photos themselves never cause this. */
export class PhotoProcessError extends Error {
  readonly code: 'process-ended' | 'models-unavailable';

  constructor(code: PhotoProcessError['code'], message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = 'PhotoProcessError';
    this.code = code;
  }
}

interface Waiting {
  /** Who was asked; the one before may still be ending. */
  readonly child: ChildProcess;
  resolve(outcome: JudgedPhoto): void;
  reject(error: PhotoProcessError): void;
}

/** The models take a hundred megabytes and more; they are let go when nobody has enrolled for this long. */
const IDLE_MS = 60_000;

/**
 * Describes photos in a process of its own, one after the other: a model's run blocks the thread it is on, a photo that
 * crashes a decoder must not take the hub along, and only a process gives its memory back. It starts with the first photo.
 */
export class PhotoProcess implements PhotoDescriber {
  readonly #models: string;
  readonly #manifest: string;
  readonly #log: FastifyBaseLogger;
  readonly #waiting = new Map<number, Waiting>();
  #process: ChildProcess | null = null;
  #ended: Promise<unknown> = Promise.resolve();
  #idle: NodeJS.Timeout | undefined;
  #count = 0;

  /** @param models folder of the model files. @param manifest path of what says which they are. */
  constructor(models: string, manifest: string, log: FastifyBaseLogger) {
    this.#models = models;
    this.#manifest = manifest;
    this.#log = log;
  }

  /** @throws PhotoProcessError */
  describe(photo: Uint8Array, model?: string): Promise<JudgedPhoto> {
    clearTimeout(this.#idle);
    const child = this.#process ?? this.#start();
    const id = ++this.#count;
    return new Promise((resolve, reject) => {
      this.#waiting.set(id, { child, resolve, reject });
      // Where it cannot be sent the process is ending, and its end rejects whatever waits.
      child.send({ id, photo, model } satisfies PhotoTask, () => {});
    });
  }

  async stop(): Promise<void> {
    this.#letGo();
    await this.#ended;
  }

  #start(): ChildProcess {
    const child = fork(
      fileURLToPath(new URL('./describe-photos-process.ts', import.meta.url)),
      [this.#models, this.#manifest],
      {
        execArgv: ['--import', import.meta.resolve('tsx')],
        serialization: 'advanced',
        stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
      },
    );
    this.#process = child;
    child.on('message', (answer) => this.#answer(answer as PhotoAnswer));
    child.on('error', (error) => {
      this.#log.error({ err: error }, 'the process that describes photos failed; the next photo starts a new one');
    });
    this.#ended = new Promise((resolve) => {
      // Also where it could not be started at all.
      child.once('close', () => {
        if (this.#process === child) this.#process = null;
        for (const [id, waiting] of this.#waiting) {
          if (waiting.child !== child) continue;
          this.#waiting.delete(id);
          waiting.reject(new PhotoProcessError('process-ended', 'The process that describes photos ended.'));
        }
        resolve(undefined);
      });
    });
    return child;
  }

  #answer(answer: PhotoAnswer): void {
    const waiting = this.#waiting.get(answer.id);
    this.#waiting.delete(answer.id);
    if (answer.kind === 'outcome') waiting?.resolve(answer.outcome);
    else waiting?.reject(new PhotoProcessError('models-unavailable', answer.message));
    if (this.#waiting.size === 0) {
      this.#idle = setTimeout(() => this.#letGo(), IDLE_MS);
      this.#idle.unref();
    }
  }

  /** The process closes its models and ends by itself. */
  #letGo(): void {
    clearTimeout(this.#idle);
    this.#process?.send('stop', () => {});
    this.#process = null;
  }
}
