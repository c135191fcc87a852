import { readFile, statfs } from 'node:fs/promises';
import type { Problems } from './problems.ts';

export interface Vitals {
  readonly temperatureC: number | null;
  readonly diskFreeMb: number | null;
}

const POLL_MS = 10_000;
const MB = 1024 * 1024;
const LOW_DISK_MB = 200;
const HOT_C = 80;

/** Temperature and free disk space, read now and then, with a problem reported before the disk is full. */
export class UnitVitals {
  readonly #folder: string;
  readonly #problems: Problems;
  #vitals: Vitals = { temperatureC: null, diskFreeMb: null };
  #timer: NodeJS.Timeout | null = null;

  constructor(folder: string, problems: Problems) {
    this.#folder = folder;
    this.#problems = problems;
  }

  async start(): Promise<void> {
    await this.#poll();
    this.#timer = setInterval(() => void this.#poll(), POLL_MS);
  }

  stop(): void {
    if (this.#timer !== null) clearInterval(this.#timer);
  }

  read(): Vitals {
    return this.#vitals;
  }

  async #poll(): Promise<void> {
    const [temperatureC, diskFreeMb] = await Promise.all([readTemperature(), readFreeMb(this.#folder)]);
    this.#vitals = { temperatureC, diskFreeMb };
    if (diskFreeMb !== null && diskFreeMb < LOW_DISK_MB)
      this.#problems.set('disk-low', `Less than ${LOW_DISK_MB} MB are free on the disk: make room before it is full.`);
    else this.#problems.clear('disk-low');
    if (temperatureC !== null && temperatureC > HOT_C)
      this.#problems.set('hot', `The unit is hotter than ${HOT_C} °C and slows down: check its ventilation.`);
    else this.#problems.clear('hot');
  }
}

async function readTemperature(): Promise<number | null> {
  try {
    const value = Number(await readFile('/sys/class/thermal/thermal_zone0/temp', 'utf8'));
    return Number.isFinite(value) ? Math.round(value / 100) / 10 : null;
  } catch {
    return null;
  }
}

async function readFreeMb(folder: string): Promise<number | null> {
  try {
    const { bavail, bsize } = await statfs(folder);
    return Math.floor((bavail * bsize) / MB);
  } catch {
    return null;
  }
}
