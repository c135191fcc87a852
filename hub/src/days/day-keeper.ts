import { setTimeout as wait } from 'node:timers/promises';
import type { FeatureDependencies } from '../http/api-dependencies.ts';
import { NotificationListener } from '../live/notification-listener.ts';
import { isHeldBack } from '../live/read-new-punches.ts';
import { readProgress } from './days-progress.ts';
import { judgeNewPunches, type Stroke } from './judge-new-punches.ts';
import { judgeQueuedDays } from './judge-queued-days.ts';
import { sweepDays } from './sweep-days.ts';
import { DAYS_CHANNEL } from './touch-days.ts';

/** Without any notification the keeper looks for itself after this long. */
const LOOK_EVERY_MS = 5_000;
/** Time alone brings little: days begin and end, doors deliver late. */
const SWEEP_EVERY_MS = 30_000;
/** What another hub, or an open transaction, keeps from being done is looked at again after this long. */
const RETRY_MS = 50;
/**
 * After following punches it rests nine times as long as that took: a verdict may wait a moment, while units wait for
 * receipts, and many punches are judged together for little more than what one of them costs.
 */
const REST = 9;
const LONGEST_REST_MS = 2_000;
const RESTING = { more: true };
/** How long somebody who waits for the days waits for such a transaction. */
const PATIENCE_MS = 10_000;

/** What the keeper has done since it started. */
interface Done {
  readonly judged: number;
  readonly changed: number;
}

/**
 * Keeps the verdicts of days up to date: after new punches, after whatever else touched a day, and as time goes by.
 *
 * All its work is in the database (the punches' order, the queue), is taken in the transactions that finish it, and is
 * done by one hub at a time; a hub that dies leaves the rest to any other, or to its own next start.
 */
export class DayKeeper {
  readonly #dependencies: Pick<FeatureDependencies, 'database' | 'log' | 'now'>;
  readonly #listener: NotificationListener;
  readonly #lookEveryMs: number;
  #working: Promise<void> | null = null;
  #wokenAgain = false;
  #heardOfPunches = false;
  #sweepDue = true;
  #timers: NodeJS.Timeout[] = [];
  #retry: NodeJS.Timeout | null = null;
  #stopped = false;
  /** Until when punches wait, by the clock that only goes forward. */
  #restsUntil = 0;
  /** How many wait for the days to be settled. */
  #hurries = 0;
  /** Punches are stored that an older, running transaction could still precede. */
  #held = false;
  #done = { judged: 0, changed: 0 };

  /** @param lookEveryMs how often it looks for work that nothing told it of */
  constructor(dependencies: Pick<FeatureDependencies, 'database' | 'log' | 'now'>, lookEveryMs = LOOK_EVERY_MS) {
    this.#dependencies = dependencies;
    this.#lookEveryMs = lookEveryMs;
    const { database, log } = dependencies;
    this.#listener = new NotificationListener({
      database,
      log,
      channels: { hadir_live: () => this.#hearOfPunches(), [DAYS_CHANNEL]: () => this.#wake() },
      onListening: () => this.#wake(),
    });
  }

  get done(): Done {
    return { ...this.#done };
  }

  async start(): Promise<void> {
    await this.#listener.start();
    this.#timers = [
      setInterval(() => this.#wake(), this.#lookEveryMs).unref(),
      setInterval(() => this.sweep(), SWEEP_EVERY_MS).unref(),
    ];
  }

  async stop(): Promise<void> {
    this.#stopped = true;
    for (const timer of this.#timers) clearInterval(timer);
    this.#forgetRetry();
    await this.#listener.stop();
    await this.#working;
  }

  /** Looks for what time alone brings, too. */
  sweep(): void {
    this.#sweepDue = true;
    this.#wake();
  }

  /**
   * Resolves when what was committed before the call is judged, unless another hub is at it, or a transaction that
   * stays open somewhere in the server holds punches back for longer than a while.
   */
  async settled(): Promise<void> {
    const deadline = performance.now() + PATIENCE_MS;
    this.#hurries += 1;
    try {
      while (!this.#stopped) {
        this.sweep();
        while (this.#working) await this.#working;
        if (!this.#held || performance.now() > deadline) return;
        await wait(RETRY_MS);
      }
    } finally {
      this.#hurries -= 1;
    }
  }

  /** Under load there is news many times a second: while punches wait anyway, it does not wake the keeper. */
  #hearOfPunches(): void {
    if (this.#working) this.#heardOfPunches = true;
    else if (this.#rest() === 0) this.#wake();
    else if (this.#retry === null) this.#lookAgain(this.#rest());
  }

  #wake(): void {
    if (this.#stopped) return;
    if (this.#working) {
      this.#wokenAgain = true;
      return;
    }
    this.#working = this.#work()
      .catch((error: unknown) => {
        if (this.#stopped) return;
        this.#dependencies.log.warn(
          { err: error },
          'days could not be judged; what touched them stays noted, and it is tried again in a few seconds',
        );
      })
      .finally(() => {
        this.#working = null;
        const [again, heard] = [this.#wokenAgain, this.#heardOfPunches];
        this.#wokenAgain = false;
        this.#heardOfPunches = false;
        if (again) this.#wake();
        else if (heard) this.#hearOfPunches();
      });
  }

  async #work(): Promise<void> {
    this.#forgetRetry();
    const { database, now } = this.#dependencies;
    if (this.#sweepDue) {
      this.#sweepDue = false;
      await sweepDays(database.db, now());
    }
    for (let more = true; more && !this.#stopped; ) {
      // Punches first: people look at what they just did.
      const punches = this.#rest() > 0 ? RESTING : this.#note(await this.#followPunches());
      const queued = this.#note(await judgeQueuedDays(database.db, now()));
      if (punches === null || queued === null) return this.#lookAgain();
      more = punches.more || queued.more;
      if (more && !queued.more && this.#rest() > 0) return this.#lookAgain(this.#rest());
    }
    this.#held = await database.db.transaction(async (tx) => isHeldBack(tx, (await readProgress(tx, now())).place));
    if (this.#held) this.#lookAgain();
  }

  async #followPunches(): Promise<Stroke> {
    const { database, now } = this.#dependencies;
    const began = performance.now();
    const stroke = await judgeNewPunches(database.db, now());
    const ended = performance.now();
    this.#restsUntil = ended + Math.min(REST * (ended - began), LONGEST_REST_MS);
    return stroke;
  }

  /** @returns milliseconds for which punches wait; none while somebody waits for their days. */
  #rest(): number {
    return this.#hurries > 0 ? 0 : Math.max(this.#restsUntil - performance.now(), 0);
  }

  /** @returns null where another hub is at it */
  #note(stroke: Stroke): { more: boolean } | null {
    if (stroke.kind === 'elsewhere') return null;
    for (const { employee, from, to, error } of stroke.failed)
      this.#dependencies.log.error(
        { employee, from, to, err: error },
        "one person's days cannot be judged: see what is wrong with the records of these days; tried again in ten minutes",
      );
    this.#done = { judged: this.#done.judged + stroke.judged, changed: this.#done.changed + stroke.changed };
    return stroke;
  }

  #lookAgain(afterMs = RETRY_MS): void {
    this.#forgetRetry();
    if (!this.#stopped) this.#retry = setTimeout(() => this.#wake(), afterMs).unref();
  }

  #forgetRetry(): void {
    clearTimeout(this.#retry ?? undefined);
    this.#retry = null;
  }
}
