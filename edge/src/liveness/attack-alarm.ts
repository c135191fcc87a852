import type { UnitSettings } from '@hadir/shared/wire/command';

/** Attacks within a time, from which somebody has to look. */
export interface AttackAlarmPolicy {
  readonly attacks: number;
  readonly withinMs: number;
  /** After an alarm, more attacks make the next one only after this time: one alarm stands for all of them. */
  readonly quietMs: number;
}

const ATTACKS = 3;
const MINUTES = 10;
const MINUTE_MS = 60_000;

/** What was set from afar, over three attacks in ten minutes. */
export function attackAlarmFrom({ alarmAttacks = ATTACKS, alarmMinutes = MINUTES }: UnitSettings): AttackAlarmPolicy {
  return { attacks: alarmAttacks, withinMs: alarmMinutes * MINUTE_MS, quietMs: alarmMinutes * 3 * MINUTE_MS };
}

export interface RepeatedAttacks {
  readonly since: Date;
  readonly count: number;
}

/** Counts presentation attacks at one door. One alone may be somebody's bad light; several are an attempt. */
export class AttackAlarm {
  #attacks: Date[] = [];
  #raisedAt: Date | null = null;

  /** @returns what has to be written down now, or null. Attacks that were not written down yet count for the next one. */
  see(at: Date, policy: AttackAlarmPolicy): RepeatedAttacks | null {
    const { attacks, withinMs, quietMs } = policy;
    const quiet = this.#raisedAt !== null && at.getTime() - this.#raisedAt.getTime() < quietMs;
    const memoryMs = quiet ? quietMs : Math.max(withinMs, this.#raisedAt === null ? 0 : quietMs);
    this.#attacks = [...this.#attacks, at].filter((attack) => at.getTime() - attack.getTime() < memoryMs);
    const recent = this.#attacks.filter((attack) => at.getTime() - attack.getTime() < withinMs);
    if (quiet || recent.length < attacks) return null;
    const count = this.#attacks.length;
    const since = this.#attacks[0] ?? at;
    this.#attacks = [];
    this.#raisedAt = at;
    return { since, count };
  }
}
