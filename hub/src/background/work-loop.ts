import type { FastifyBaseLogger } from 'fastify';

interface WorkLoopOptions {
  readonly log: FastifyBaseLogger;
  /** What is looked for, for the log. */
  readonly what: string;
  /** Does the next piece of work. @returns whether there was one. */
  workOnNext(stopped: AbortSignal): Promise<boolean>;
}

/** Another hub may have left work behind, or somebody may have ordered some there. */
const LOOK_EVERY_MS = 5_000;

/**
 * Does work from a queue in the database, one piece after the other, whenever there is some. What the queue holds and
 * who of several hubs takes a piece is the business of `workOnNext`; this only keeps looking.
 */
export class WorkLoop {
  readonly #options: WorkLoopOptions;
  readonly #stopped = new AbortController();
  #timer: NodeJS.Timeout | undefined;
  #running: Promise<void> | null = null;
  #again = false;

  constructor(options: WorkLoopOptions) {
    this.#options = options;
  }

  start(): void {
    this.#timer = setInterval(() => this.wake(), LOOK_EVERY_MS).unref();
    this.wake();
  }

  /** Looks now; what is ordered while it looks is looked for once more. */
  wake(): void {
    if (this.#stopped.signal.aborted) return;
    this.#again = true;
    this.#running ??= this.#run().finally(() => {
      this.#running = null;
      if (this.#again) this.wake();
    });
  }

  /** Ends the work under way at its next step, and waits for that. */
  async stop(): Promise<void> {
    clearInterval(this.#timer);
    this.#stopped.abort();
    this.#again = false;
    await this.#running;
  }

  async #run(): Promise<void> {
    const { log, what, workOnNext } = this.#options;
    while (this.#again && !this.#stopped.signal.aborted) {
      this.#again = false;
      try {
        while (!this.#stopped.signal.aborted && (await workOnNext(this.#stopped.signal)));
      } catch (error) {
        log.warn({ err: error, what }, 'work in the background failed; it is tried again in a few seconds');
      }
    }
  }
}
