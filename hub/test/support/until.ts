import { setTimeout as wait } from 'node:timers/promises';

/** Waits for a condition. @returns what the check gave when it was not null @throws when it stays null too long */
export async function until<T>(
  what: string,
  check: () => T | null | Promise<T | null>,
  patienceMs = 20_000,
): Promise<T> {
  const deadline = Date.now() + patienceMs;
  while (true) {
    const found = await check();
    if (found !== null) return found;
    if (Date.now() > deadline) throw new Error(`Waited ${patienceMs} ms in vain for ${what}.`);
    await wait(15);
  }
}
