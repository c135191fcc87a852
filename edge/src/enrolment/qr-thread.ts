import { once } from 'node:events';
import type { Worker } from 'node:worker_threads';
import { startThread } from '@hadir/shared/threads/start-thread';

const PICTURE_MS = 30_000;

/** Reads QR codes off the main thread: a picture takes a Raspberry Pi some hundred milliseconds. */
export class QrThread {
  readonly #worker: Worker;

  private constructor(worker: Worker) {
    this.#worker = worker;
  }

  static start(): QrThread {
    const worker = startThread(new URL('./qr-worker.ts', import.meta.url), { name: 'qr' });
    // An error that comes while nobody waits must not end the process: the next question finds the thread silent.
    worker.on('error', () => undefined);
    return new QrThread(worker);
  }

  /**
   * One picture at a time. @returns the text of the QR code in a camera's JPEG, or null.
   * @throws Error where the thread died or is silent, and when the signal aborts.
   */
  async read(jpeg: Uint8Array, signal: AbortSignal): Promise<string | null> {
    const answer = once(this.#worker, 'message', {
      signal: AbortSignal.any([signal, AbortSignal.timeout(PICTURE_MS)]),
    });
    this.#worker.postMessage(jpeg);
    const [text] = (await answer) as [string | null];
    return text;
  }

  async stop(): Promise<void> {
    await this.#worker.terminate();
  }
}
