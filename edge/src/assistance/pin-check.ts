import type { EmployeeId } from '@hadir/shared/ids';
import { verifyPin } from '@hadir/shared/people/pin';
import type { DoorFacts } from '@hadir/shared/wire/command';
import type { Logger } from 'pino';
import type { UnitClock } from '../clock/unit-clock.ts';
import type { EntryWriter } from '../journal/entry-writer.ts';
import type { RosterStore } from '../roster/roster-store.ts';
import type { GuessLock } from './guess-lock.ts';

export interface PinCheckOptions {
  readonly roster: Pick<RosterStore, 'assist'>;
  readonly writer: Pick<EntryWriter, 'write'>;
  readonly lock: GuessLock;
  readonly clock: Pick<UnitClock, 'wall'>;
  readonly door: () => Pick<DoorFacts, 'id'> | null;
  readonly log: Logger;
}

export type PinOutcome = 'right' | 'wrong' | 'locked' | 'none';

/** Compares PINs, counts the wrong ones, and leaves a mark in the journal where somebody guesses. */
export class PinCheck {
  readonly #options: PinCheckOptions;

  constructor(options: PinCheckOptions) {
    this.#options = options;
  }

  /** @returns for how many seconds no PIN of his is taken; null where one may be tried. */
  lockedSeconds(supervisor: EmployeeId): number | null {
    const { lock, clock } = this.#options;
    const now = clock.wall();
    const until = lock.lockedUntil(supervisor, now);
    return until === null ? null : Math.ceil((until.getTime() - now.getTime()) / 1_000);
  }

  async check(supervisor: EmployeeId, pin: string): Promise<PinOutcome> {
    const { roster, lock, clock, log } = this.#options;
    const phc = roster.assist(supervisor)?.pin ?? null;
    if (phc === null) return 'none';
    if (this.lockedSeconds(supervisor) !== null) return 'locked';
    const guessing = lock.count(supervisor, clock.wall());
    if ('problem' in guessing) {
      log.error({ problem: guessing.problem }, 'No PIN is taken: the disk cannot count the attempts.');
      return 'wrong';
    }
    if (await verifyPin(phc, pin)) {
      lock.forget(supervisor);
      return 'right';
    }
    const { failures, since, lockedUntil } = guessing;
    if (lockedUntil === null) return 'wrong';
    this.#report(supervisor, failures, since);
    return 'locked';
  }

  #report(supervisor: EmployeeId, count: number, since: Date): void {
    const { door, writer, log } = this.#options;
    const served = door();
    log.warn({ supervisor, count }, 'The PIN of a supervisor was guessed at. It is refused for a while.');
    if (served === null) return;
    writer.write({
      ...{ type: 'tamper', door: served.id, what: 'second-factor-guessed', since: since.toISOString(), count },
      detail: `Wrong PINs of the supervisor ${supervisor}.`,
    });
  }
}
