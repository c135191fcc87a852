import type { Worker } from 'node:worker_threads';
import type { UnitId } from '@hadir/shared/ids';
import type { SigningKey } from '@hadir/shared/journal/node-signature';
import { startThread } from '@hadir/shared/threads/start-thread';
import { unitTopic } from '@hadir/shared/wire/topics';
import type { Logger } from 'pino';
import type { Transport } from '../broker/transport.ts';
import type { ConnectionSettings } from '../database/connection-settings.ts';
import type { InboxLimits } from './inbox.ts';
import { createIngestLog } from './ingest-log.ts';
import { createLane } from './lane.ts';
import type { Message } from './message.ts';
import { createReceiptSigner } from './sign-receipts.ts';
import type { PackedBatch, WorkerReport, WorkerStart } from './worker-messages.ts';

/** How much may wait for the database in each lane before senders are held back. */
const INBOX = { messages: 7_000, bytes: 16 * 1_048_576 };
/** Three transactions at once: while one waits for its data or for the disk, the others work. */
const LANES = 3;

export interface Ingest {
  start(): void;
  stop(): Promise<void>;
}

export interface IngestDependencies {
  readonly transport: Transport;
  readonly connection: ConnectionSettings;
  readonly hubKey: SigningKey;
  readonly log: Logger;
  /** How much may wait for the database in each lane before senders are held back. */
  readonly limits?: InboxLimits;
}

/**
 * The way of an entry through the hub: receive (here) → verify → store → receipt (in the worker), and out again here.
 * A message is let go when its batch has committed; a worker that dies is replaced and gets the same batches again,
 * which is safe because what is held already is a duplicate and nothing more.
 */
export function createIngest({ transport, connection, hubKey, log, limits = INBOX }: IngestDependencies): Ingest {
  const notes = createIngestLog(log);
  const signReceipts = createReceiptSigner({ kid: hubKey.kid, seed: seedOf(hubKey) });
  let worker: Worker | null = null;
  let stopped = false;
  const lanes = Array.from({ length: LANES }, (_, lane) =>
    createLane(limits, (messages, batch) => {
      const packed = pack(lane, batch, messages);
      worker?.postMessage(packed, [packed.bytes]);
      return worker !== null;
    }),
  );
  const receive = (unit: UnitId, payload: Buffer): Promise<void> | undefined => {
    const room = lanes[unit.charCodeAt(unit.length - 1) % LANES]?.receive({ unit, payload });
    if (room !== undefined) notes.full();
    return room;
  };
  const hear = (report: WorkerReport): void => {
    if (report.kind !== 'done') {
      notes.database(report);
      return;
    }
    for (const { unit, jws } of signReceipts(report.result.answers, new Date()))
      void transport.publish(unitTopic(unit as UnitId, 'receipt'), jws, { qos: 0 }).catch((error: unknown) => {
        // The unit asks again when it hears nothing: a receipt is repeatable.
        log.debug({ unit, err: error }, 'A receipt could not be sent.');
      });
    lanes[report.lane]?.settle(report.batch);
    notes.batch(report.result);
  };
  const launch = (): void => {
    worker = startWorker({ connection });
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
        for (const lane of lanes) lane.sendAgain();
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

function pack(lane: number, batch: number, messages: readonly Message[]): PackedBatch {
  const lengths = messages.map(({ payload }) => payload.length);
  const bytes = new ArrayBuffer(lengths.reduce((sum, length) => sum + length, 0));
  const target = new Uint8Array(bytes);
  let offset = 0;
  for (const { payload } of messages) {
    target.set(payload, offset);
    offset += payload.length;
  }
  return { lane, batch, units: messages.map(({ unit }) => unit), lengths, bytes };
}

function seedOf(key: SigningKey): Uint8Array {
  const { d } = key.privateKey.export({ format: 'jwk' });
  if (d === undefined) throw new TypeError('The hub key is no private key.');
  return Buffer.from(d, 'base64url');
}
