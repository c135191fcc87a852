import type { Logger } from 'pino';

/** One line for one kind of refusal of one sender in this time, with how often it was silent. */
const QUIET_MS = 60_000;
const REMEMBERED = 5_000;

export type Refusal = (sender: string, problem: string, facts: Record<string, unknown>, meaning: string) => void;

/** A log of refused connections and messages that one sender cannot flood. */
export function createRefusalLog(log: Logger, now: () => number = Date.now): Refusal {
  const said = new Map<string, { until: number; times: number }>();
  return (sender, problem, facts, meaning) => {
    const key = `${problem} ${sender}`;
    const before = said.get(key);
    if (before !== undefined && before.until > now()) {
      before.times += 1;
      return;
    }
    if (said.size >= REMEMBERED) said.clear();
    said.set(key, { until: now() + QUIET_MS, times: 0 });
    log.warn({ sender, problem, silentlyBefore: before?.times ?? 0, ...facts }, meaning);
  };
}
