import type { FrameLight } from '@hadir/shared/face/measure-light';
import type { EntryWriter } from '../journal/entry-writer.ts';
import { timeIn } from '../screen/time-in.ts';
import { AttackAlarm, type AttackAlarmPolicy } from './attack-alarm.ts';
import { CoverAlarm } from './cover-alarm.ts';

export interface DoorGuardOptions {
  readonly door: string;
  /** IANA zone of the door. */
  readonly zone: () => string;
  readonly writer: Pick<EntryWriter, 'write'>;
  /** From how many attacks within what time an alarm is written. */
  readonly policy: () => AttackAlarmPolicy;
}

/** Writes into the journal that somebody tries to fool a door, or to put its camera out of action. */
export class DoorGuard {
  readonly #options: DoorGuardOptions;
  readonly #attacks = new AttackAlarm();
  readonly #cover = new CoverAlarm();

  constructor(options: DoorGuardOptions) {
    this.#options = options;
  }

  /** A face was refused because it does not live. */
  attack(at: Date): void {
    const { door, writer, policy } = this.#options;
    const repeated = this.#attacks.see(at, policy());
    if (repeated === null) return;
    const { since, count } = repeated;
    const detail = `${count} faces were refused that did not look alive: pictures, displays or masks.`;
    writer.write({ type: 'tamper', door, what: 'presentation-attacks', since: since.toISOString(), count, detail });
  }

  /** A frame was looked at. */
  light(light: FrameLight, at: Date): void {
    const { door, zone, writer } = this.#options;
    const covered = this.#cover.see(light, at, () => Number(timeIn(zone(), at).slice(0, 2)));
    if (covered === null) return;
    const shade = Math.round(covered.brightness);
    const detail = `The camera sees nothing but one shade (brightness ${shade} of 255) since then: covered, or the light went out.`;
    const since = covered.since.toISOString();
    writer.write({ type: 'tamper', door, what: 'camera-covered', since, count: 1, detail });
  }
}
