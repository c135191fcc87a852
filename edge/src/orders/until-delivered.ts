import { setTimeout as sleep } from 'node:timers/promises';
import type { Journal } from '../journal/journal.ts';

const LOOK_MS = 50;

/** Waits for receipts of the whole journal, but not longer than this. @returns whether they came. */
export async function untilDelivered(journal: Journal, patienceMs: number, signal: AbortSignal): Promise<boolean> {
  const deadline = performance.now() + patienceMs;
  while (!journal.delivered() && performance.now() < deadline && !signal.aborted)
    await sleep(LOOK_MS, undefined, { signal }).catch(() => undefined);
  return journal.delivered();
}
