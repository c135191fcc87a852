import type { Logger } from 'pino';
import type { Sighting } from '../sighting/sighting.ts';
import { GpioLine } from './gpio-line.ts';
import type { SignalLine } from './parse-line.ts';

export interface SignalLines {
  readonly lamp: SignalLine | null;
  readonly buzzer: SignalLine | null;
  readonly relay: SignalLine | null;
}

/** Milliseconds: active, inactive, active … and inactive in the end. */
const PATTERNS = {
  lamp: [3_000],
  relay: [3_000],
  /** A short one for a punch, two long ones where somebody has to look at the screen. */
  good: [120],
  look: [350, 150, 350],
} as const;

/** Lamp, buzzer and the relay of a door. The door opens only to whoever was recognised, alive, or answered for by a supervisor who was; the entry is on the disk then. */
export class DoorSignals {
  readonly #lines: { readonly [Name in keyof SignalLines]: GpioLine | null };

  constructor(lines: SignalLines, log: Logger, gpioset?: string) {
    const open = (what: keyof SignalLines) => {
      const line = lines[what];
      return line === null ? null : new GpioLine({ line, what, log, ...(gpioset === undefined ? {} : { gpioset }) });
    };
    this.#lines = { lamp: open('lamp'), buzzer: open('buzzer'), relay: open('relay') };
  }

  start(): void {
    for (const line of Object.values(this.#lines)) line?.start();
  }

  async stop(): Promise<void> {
    await Promise.all(Object.values(this.#lines).map((line) => line?.stop()));
  }

  /** Somebody whom a supervisor answered for may go in as well. */
  readonly onAssisted = (): void => {
    const { lamp, buzzer, relay } = this.#lines;
    relay?.play(PATTERNS.relay);
    lamp?.play(PATTERNS.lamp);
    buzzer?.play(PATTERNS.good);
  };

  readonly onSighting = ({ kind }: Sighting): void => {
    const { lamp, buzzer, relay } = this.#lines;
    if (kind === 'recognised' || kind === 'seen-again') {
      relay?.play(PATTERNS.relay);
      lamp?.play(PATTERNS.lamp);
      if (kind === 'recognised') buzzer?.play(PATTERNS.good);
    } else if (kind === 'unknown' || kind === 'not-live') buzzer?.play(PATTERNS.look);
  };
}
