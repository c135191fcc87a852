import { parentPort, workerData } from 'node:worker_threads';
import { readBytes } from './read-bytes.ts';

/** The inside of `readTable`. */
const { bytes } = workerData as { bytes: Uint8Array };

parentPort?.postMessage(await readBytes(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)));
