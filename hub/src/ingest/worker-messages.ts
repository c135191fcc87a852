import type { ConnectionSettings } from '../database/connection-settings.ts';
import type { BatchResult } from './process-batch.ts';

/** What the worker is started with. */
export interface WorkerStart {
  readonly connection: ConnectionSettings;
}

/** To the worker: messages packed into one buffer that changes hands. */
export interface PackedBatch {
  readonly lane: number;
  readonly batch: number;
  readonly units: readonly string[];
  readonly lengths: readonly number[];
  readonly bytes: ArrayBuffer;
}

/** From the worker. */
export type WorkerReport =
  | {
      /** Committed: now, and not before, the receipts may go out. */
      readonly kind: 'done';
      readonly lane: number;
      readonly batch: number;
      readonly result: BatchResult;
    }
  | { readonly kind: 'database-away'; readonly problem: string; readonly attempt: number }
  | { readonly kind: 'database-back'; readonly attempts: number };
