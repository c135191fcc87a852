import { startThread } from '@hadir/shared/threads/start-thread';
import type { TableOutcome } from './raw-table.ts';
import { isArchive, readBytes } from './read-bytes.ts';

const MOST_MEMORY_MB = 640;
const PATIENCE_MS = 120_000;
const SMALL_BYTES = 262_144;
const GAVE_UP: TableOutcome = {
  ok: false,
  problem:
    'Berkas ini terlalu berat untuk dibaca. Salin datanya saja ke templat yang baru, atau bagi menjadi beberapa berkas.',
};

/**
 * Reads a CSV or XLSX file in a thread of its own, with bounds of memory and time: a hostile file costs that thread and
 * nothing else.
 */
export async function readTable(bytes: Buffer): Promise<TableOutcome> {
  // Text of this size is read sooner than a thread starts.
  if (bytes.length <= SMALL_BYTES && !isArchive(bytes)) return readBytes(bytes);
  const worker = startThread(new URL('./read-table-worker.ts', import.meta.url), {
    workerData: { bytes: new Uint8Array(bytes) },
    resourceLimits: { maxOldGenerationSizeMb: MOST_MEMORY_MB },
  });
  let timer: NodeJS.Timeout | undefined;
  try {
    return await new Promise<TableOutcome>((resolve, reject) => {
      worker.once('message', resolve);
      worker.once('error', (error: NodeJS.ErrnoException) => {
        if (error.code === 'ERR_WORKER_OUT_OF_MEMORY') resolve(GAVE_UP);
        else reject(error);
      });
      worker.once('exit', () => reject(new Error('The thread that reads a table ended without an answer.')));
      timer = setTimeout(() => resolve(GAVE_UP), PATIENCE_MS);
    });
  } finally {
    clearTimeout(timer);
    await worker.terminate();
  }
}
