import type { ClockReading } from '@hadir/shared/journal/entry';
import type { UnitClock } from '../../src/clock/unit-clock.ts';

/** Both clocks in the hands of a test. */
export class TestClock implements UnitClock {
  boot = '00000000-0000-4000-8000-00000000b001';
  #wall = Date.parse('2026-01-05T00:30:00.000Z');
  #uptime = 60_000;
  #reading: ClockReading = { source: 'ntp', uncertaintyMs: 5 };

  wall(): Date {
    return new Date(this.#wall);
  }

  uptimeMs(): number {
    return Math.floor(this.#uptime);
  }

  reading(): ClockReading {
    return this.#reading;
  }

  /** Time goes by. @param drift how much faster the wall clock runs, parts of one. */
  pass(milliseconds: number, drift = 0): void {
    this.#uptime += milliseconds;
    this.#wall += milliseconds * (1 + drift);
  }

  /** Somebody sets the wall clock. */
  step(milliseconds: number): void {
    this.#wall += milliseconds;
  }

  read(reading: ClockReading): void {
    this.#reading = reading;
  }

  reboot(boot: string): void {
    this.boot = boot;
    this.#uptime = 1_000;
  }
}
