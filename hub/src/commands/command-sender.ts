import type { UnitId } from '@hadir/shared/ids';
import type { Order } from '@hadir/shared/wire/command';
import type { FeatureDependencies } from '../http/api-dependencies.ts';
import { findOutdated } from '../rosters/read-delivery.ts';
import { CommandPost } from './command-post.ts';
import { expireCommands, findWaiting } from './due-commands.ts';

/** Deliveries at one time; each holds a database connection and the parts of one roster. */
const AT_ONCE = 2;

/**
 * Brings each unit what it has to be told: the roster that its door should have, and the orders that are kept for it.
 *
 * A delivery starts when a roster changed (`wakeDoors`), when an order was kept (`wakeUnits`), or when a unit reported
 * its state (`reported`), and is repeated until the unit reports the right roster and has answered the orders. Nobody
 * but this class sends commands: two deliveries to one unit at once would interleave their numbers, and the unit would
 * refuse the lower ones.
 */
export class CommandSender {
  readonly #dependencies: FeatureDependencies;
  readonly #post: CommandPost;
  readonly #queue = new Set<string>();
  readonly #running = new Map<string, Promise<void>>();
  readonly #checks = new Set<Promise<void>>();
  #stopped = false;

  constructor(dependencies: FeatureDependencies) {
    this.#dependencies = dependencies;
    this.#post = new CommandPost(dependencies);
  }

  /** Called with the procedure that an order belongs to, after a unit was told for the first time. */
  onTold(listener: (procedure: string) => void): void {
    this.#post.onTold = listener;
  }

  /** These doors have a new roster version. Returns at once; the change that caused it must be committed. */
  wakeDoors(doors: readonly string[]): void {
    this.#check(() => findOutdated(this.#dependencies.database.db, { doors }));
  }

  /** Orders were kept for these units. Returns at once; the change that caused it must be committed. */
  wakeUnits(units: readonly string[]): void {
    this.#check(() => findWaiting(this.#dependencies.database.db, units));
  }

  /** These units have reported their state, and it is in the database. Returns at once. */
  reported(units: readonly string[]): void {
    const { db } = this.#dependencies.database;
    this.#check(async () => [...(await findOutdated(db, { units })), ...(await findWaiting(db, units))]);
  }

  /** A unit that comes back has lost whatever was on its way to it. */
  connected(unit: string): void {
    this.#post.connected(unit);
  }

  disconnected(unit: string): void {
    this.#post.disconnected(unit);
  }

  /** Sends one order that is not kept. @returns false where the unit is not there, or is being sent something for long. */
  sendNow(unit: UnitId, order: Order, validMs: number): Promise<boolean> {
    return this.#post.sendNow(unit, order, validMs);
  }

  /** Gives up what was not answered in its time. @returns the procedures that had wanted it. */
  expire(): Promise<string[]> {
    const { database, now } = this.#dependencies;
    return expireCommands(database.db, now());
  }

  /** Resolves when everything asked for so far has been sent or has failed. */
  async settled(): Promise<void> {
    while (this.#checks.size > 0 || this.#running.size > 0) {
      await Promise.all([...this.#checks, ...this.#running.values()]);
    }
  }

  async stop(): Promise<void> {
    this.#stopped = true;
    this.#queue.clear();
    await this.settled();
  }

  #check(find: () => Promise<string[]>): void {
    const check = find()
      .then((units) => {
        for (const unit of units) this.#queue.add(unit);
        this.#next();
      })
      .catch((error: unknown) => {
        this.#dependencies.log.error(
          { err: error },
          'it could not be checked which units have to be told something; the next status of each unit repeats it',
        );
      })
      .finally(() => this.#checks.delete(check));
    this.#checks.add(check);
  }

  #next(): void {
    for (const unit of this.#queue) {
      if (this.#stopped || this.#running.size >= AT_ONCE) return;
      if (this.#running.has(unit)) continue;
      this.#queue.delete(unit);
      const run = this.#post
        .deliver(unit as UnitId)
        .catch((error: unknown) => {
          this.#dependencies.log.error(
            { err: error, unit },
            'a unit could not be told what it has to be told; it is tried again when the unit next reports its state',
          );
        })
        .finally(() => {
          this.#running.delete(unit);
          this.#next();
        });
      this.#running.set(unit, run);
    }
  }
}
