import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import type { ClockReading } from '@hadir/shared/journal/entry';

/** The unit's two clocks: the one that people set, and the one that nothing sets. */
export interface UnitClock {
  /** Names the boot that `uptimeMs` counts from. */
  readonly boot: string;
  wall(): Date;
  /** Monotonic milliseconds since that boot. */
  uptimeMs(): number;
  /** How far the wall clock can be trusted, as last heard. */
  reading(): ClockReading;
}

/** On Linux, the monotonic clock counts from the start of the system, which has an id of its own. */
export function readBootId(path = '/proc/sys/kernel/random/boot_id'): string {
  try {
    return readFileSync(path, 'utf8').trim().toLowerCase();
  } catch {
    return randomUUID();
  }
}

/** Milliseconds of CLOCK_MONOTONIC, with microseconds behind the point. */
export function monotonicMs(): number {
  return Number(process.hrtime.bigint() / 1_000n) / 1_000;
}
