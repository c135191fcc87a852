import type { ClockReading } from '@hadir/shared/journal/entry';
import { readClockSource } from './read-clock-source.ts';
import { monotonicMs, readBootId, type UnitClock } from './unit-clock.ts';

const POLL_MS = 30_000;

/** The machine's clocks. What disciplines the wall clock is asked for now and then, and never waited for. */
export class SystemClock implements UnitClock {
  readonly boot = readBootId();
  readonly #readSource: () => Promise<ClockReading>;
  #reading: ClockReading = { source: 'unknown', uncertaintyMs: null };
  #timer: NodeJS.Timeout | null = null;

  constructor(readSource: () => Promise<ClockReading> = readClockSource) {
    this.#readSource = readSource;
  }

  /** Asks once, then keeps asking. */
  async start(): Promise<void> {
    await this.#poll();
    this.#timer = setInterval(() => void this.#poll(), POLL_MS);
  }

  stop(): void {
    if (this.#timer !== null) clearInterval(this.#timer);
  }

  wall(): Date {
    return new Date();
  }

  uptimeMs(): number {
    return Math.floor(monotonicMs());
  }

  reading(): ClockReading {
    return this.#reading;
  }

  async #poll(): Promise<void> {
    this.#reading = await this.#readSource();
  }
}
