import { setTimeout as sleep } from 'node:timers/promises';

/** Waits for a condition. @throws Error that names it, when it does not come true in time. */
export async function until<Value>(
  what: string,
  condition: () => Value | null | undefined | false,
  patienceMs = 10_000,
): Promise<Value> {
  const deadline = performance.now() + patienceMs;
  for (;;) {
    const value = condition();
    if (value !== null && value !== undefined && value !== false) return value;
    if (performance.now() > deadline) throw new Error(`Waited ${patienceMs} ms in vain for ${what}.`);
    await sleep(10);
  }
}
