import type { Worker } from 'node:worker_threads';
import type { UnitId } from '@hadir/shared/ids';
import type { SigningKey } from '@hadir/shared/journal/node-signature';
import { startThread } from '@hadir/shared/threads/start-thread';
import { unitTopic } from '@hadir/shared/wire/topics';
import type { Logger } from 'pino';
import type { Transport } from '../broker/transport.ts';
import type { ConnectionSettings } from '../database/connection-settings.ts';
import { createInbox, type InboxLimits } from './inbox.ts';
import { createIngestLog } from './ingest-log.ts';
import type { Message } from './message.ts';
import type { PackedBatch, WorkerReport, WorkerStart } from './worker-messages.ts';

const INBOX = { messages: 20_000, bytes: 48 * 1_048_576 };
/** How much one transaction takes. */
const BATCH = { messages: 1_000, bytes: 1_500_000 };
/** One batch commits while the next is verified and a third is on its way to the thread. */
const BATCHES_AT_ONCE = 3;
/**
 * The first message after a pause goes at once; under load batches begin this far apart at least. A transaction costs
 * the same for one entry as for fifty, and this is short beside the time that a commit takes.
 */
const PACE_MS = 8;

export interface Ingest {
  start(): void;
  stop(): Promise<void>;
}

export interface IngestDependencies {
  readonly transport: Transport;
  readonly connection: ConnectionSettings;
  readonly hubKey: SigningKey;
  readonly log: Logger;
  /** How much may wait for the database before senders are held back. */
  readonly limits?: InboxLimits;
}

/**
 * The way of an entry through the hub: receive (here) → verify → store → receipt (in the worker), and out again here.
 * A message is let go when its batch has committed; a worker that dies is replaced and gets the same batches again,
 * which is safe because what is held already is a duplicate and nothing more.
 */
export function createIngest({ transport, connection, hubKey, log, limits = INBOX }: IngestDependencies): Ingest {
  const inbox = createInbox(limits);
  const notes = createIngestLog(log);
  const underway = new Map<number, Message[]>();
  let worker: Worker | null = null;
  let nextNumber = 1;
  let scheduled = false;
  let fedAt = 0;
  let stopped = false;

  const send = (number: number, messages: readonly Message[]): void => {
    const packed = pack(number, messages);
    worker?.postMessage(packed, [packed.bytes]);
  };
  const feed = (): void => {
    scheduled = false;
    fedAt = performance.now();
    while (worker !== null && inbox.waiting > 0 && underway.size < BATCHES_AT_ONCE) {
      const messages = inbox.take(BATCH);
      const number = nextNumber++;
      underway.set(number, messages);
      send(number, messages);
    }
  };
  const schedule = (): void => {
    if (scheduled) return;
    scheduled = true;
    const rest = fedAt + PACE_MS - performance.now();
    if (rest > 0) setTimeout(feed, rest);
    else setImmediate(feed);
  };
  const receive = (unit: UnitId, payload: Buffer): Promise<void> | undefined => {
    const room = inbox.offer({ unit, payload });
    if (room !== undefined) notes.full();
    schedule();
    return room;
  };
  const hear = (report: WorkerReport): void => {
    if (report.kind !== 'done') {
      notes.database(report);
      return;
    }
    for (const { unit, jws } of report.receipts)
      void transport.publish(unitTopic(unit as UnitId, 'receipt'), jws, { qos: 0 }).catch((error: unknown) => {
        // The unit asks again when it hears nothing: a receipt is repeatable.
        log.debug({ unit, err: error }, 'A receipt could not be sent.');
      });
    inbox.settle(underway.get(report.number) ?? []);
    underway.delete(report.number);
    notes.batch(report.result);
    if (inbox.waiting > 0) schedule();
  };
  const launch = (): void => {
    worker = startWorker({ connection, key: { kid: hubKey.kid, seed: seedOf(hubKey) } });
    worker.on('message', hear);
    worker.once('error', (error) => {
      log.error({ err: error }, 'The ingest thread failed. It is started again with the same messages; none is lost.');
    });
    worker.once('exit', () => {
      worker = null;
      if (stopped) return;
      setTimeout(() => {
        if (stopped) return;
        launch();
        for (const [number, messages] of underway) send(number, messages);
        feed();
      }, 200);
    });
  };
  return {
    start() {
      transport.onJournal(receive);
      launch();
    },
    async stop() {
      stopped = true;
      await worker?.terminate();
    },
  };
}

function startWorker(start: WorkerStart): Worker {
  return startThread(new URL('./ingest-worker.ts', import.meta.url), {
    name: 'ingest',
    workerData: start,
    // Where entries are parsed by the thousand, room for the young pays.
    resourceLimits: { maxYoungGenerationSizeMb: 24 },
  });
}

function pack(number: number, messages: readonly Message[]): PackedBatch {
  const lengths = messages.map(({ payload }) => payload.length);
  const bytes = new ArrayBuffer(lengths.reduce((sum, length) => sum + length, 0));
  const target = new Uint8Array(bytes);
  let offset = 0;
  for (const { payload } of messages) {
    target.set(payload, offset);
    offset += payload.length;
  }
  return { number, units: messages.map(({ unit }) => unit), lengths, bytes };
}

function seedOf(key: SigningKey): Uint8Array {
  const { d } = key.privateKey.export({ format: 'jwk' });
  if (d === undefined) throw new TypeError('The hub key is no private key.');
  return Buffer.from(d, 'base64url');
}
