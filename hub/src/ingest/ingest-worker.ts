import { setTimeout as wait } from 'node:timers/promises';
import { parentPort, workerData } from 'node:worker_threads';
import { connect } from '../database/connection-settings.ts';
import type { Message } from './message.ts';
import { processBatch } from './process-batch.ts';
import { createUnitKeys } from './unit-keys.ts';
import { verifyBatch } from './verify-batch.ts';
import type { PackedBatch, WorkerReport, WorkerStart } from './worker-messages.ts';

/*
 * The thread that turns messages into committed entries: verify, store, sign. While one batch commits the next is
 * verified; the batches of a lane are stored one after the other, so a unit's messages keep their order.
 */
const port = parentPort;
if (port === null) throw new TypeError('ingest-worker.ts runs as a worker thread only.');
const start = workerData as WorkerStart;
/** Longer than any batch takes; an attempt that lasts longer waits for a connection that will not answer. */
const ATTEMPT_MS = 120_000;
/** One for each lane's transaction, and one that looks up keys. */
const CONNECTIONS = 4;
let client = openClient();
const report = (message: WorkerReport): void => port.postMessage(message);

/** The last batch of each lane. */
const storing = new Map<number, Promise<void>>();

port.on('message', (packed: PackedBatch) => {
  void take(packed);
});

async function take(packed: PackedBatch): Promise<void> {
  const messages = unpack(packed);
  const before = storing.get(packed.lane);
  const verified = retrying(async ({ keys }) => verifyBatch(messages, await keys.find(packed.units)));
  const stored = (async () => {
    const batch = await verified;
    await before;
    const result = await retrying(({ sql }) => processBatch(sql, batch));
    report({ kind: 'done', lane: packed.lane, batch: packed.batch, result });
  })();
  storing.set(packed.lane, stored);
  await stored;
}

/** Tries until the database is there. Nothing is receipted meanwhile, and the main thread's queue bounds what waits. */
async function retrying<T>(work: (given: typeof client) => Promise<T>): Promise<T> {
  for (let attempt = 1; ; attempt++) {
    const used = client;
    try {
      const done = await inTime(work(used));
      if (attempt > 1) report({ kind: 'database-back', attempts: attempt });
      return done;
    } catch (error) {
      // PostgreSQL's errors, its client's and the system's carry a code. Any other is a bug, and ends this thread.
      if (!(error instanceof Error && 'code' in error && typeof error.code === 'string')) throw error;
      report({ kind: 'database-away', problem: `${error.message} (${error.code})`, attempt });
      await wait(Math.min(50 * 2 ** attempt, 5_000));
      renewClient(used);
    }
  }
}

function openClient() {
  const sql = connect(start.connection, CONNECTIONS, 'hadir-ingest');
  return { sql, keys: createUnitKeys(sql) };
}

/**
 * A connection that failed once is not trusted again. What it may still commit is found as held by the next attempt.
 * Another batch may have replaced it already: then its successor stays.
 */
function renewClient(failed: typeof client): void {
  if (failed !== client) return;
  void failed.sql.end({ timeout: 1 }).catch(() => undefined);
  client = openClient();
}

async function inTime<T>(work: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(
      () => reject(Object.assign(new Error('PostgreSQL does not answer.'), { code: 'ATTEMPT_TIMEOUT' })),
      ATTEMPT_MS,
    );
  });
  try {
    return await Promise.race([work, late]);
  } finally {
    clearTimeout(timer);
  }
}

function unpack({ units, lengths, bytes }: PackedBatch): Message[] {
  let offset = 0;
  return units.map((unit, index) => {
    const length = lengths[index] ?? 0;
    const payload = Buffer.from(bytes, offset, length);
    offset += length;
    return { unit, payload };
  });
}
