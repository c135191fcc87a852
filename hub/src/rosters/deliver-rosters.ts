import type { UnitId } from '@hadir/shared/ids';
import { signJws } from '@hadir/shared/journal/node-signature';
import type { Command } from '@hadir/shared/wire/command';
import { unitTopic } from '@hadir/shared/wire/topics';
import { eq, sql } from 'drizzle-orm';
import { units } from '../database/schema.ts';
import type { FeatureDependencies } from '../http/api-dependencies.ts';
import { type Delivery, findOutdated, readDelivery } from './read-delivery.ts';
import { splitRoster } from './split-roster.ts';

const EXPIRES_AFTER_MS = 10 * 60_000;
/** Deliveries at one time; each holds a database connection and the parts of one roster. */
const AT_ONCE = 2;
/** First number of the advisory locks that keep two hubs from sending to one unit at once. */
const DELIVERY_LOCK = 4_823_002;
/** How long a unit gets to apply what was sent before it is sent again, and how much more for each part. */
const SETTLE_MS = 12_000;
const SETTLE_PER_PART_MS = 2_000;

/**
 * Brings each unit the roster that its door should have.
 *
 * A delivery starts when a roster changed (`wake`) or when a unit reported another version than it should have
 * (`reported`), and is repeated until the unit reports the right one. Nobody but this class sends rosters: two
 * deliveries to one unit at once would interleave their command numbers, and the unit would refuse the lower ones.
 */
export class RosterDelivery {
  readonly #dependencies: FeatureDependencies;
  readonly #queue = new Set<string>();
  /** For each unit the version that was sent last, and until when it is given time to apply it. */
  readonly #sent = new Map<string, { version: number; until: number }>();
  readonly #running = new Map<string, Promise<void>>();
  readonly #checks = new Set<Promise<void>>();
  #stopped = false;

  constructor(dependencies: FeatureDependencies) {
    this.#dependencies = dependencies;
  }

  /** These doors have a new roster version. Returns at once; the change that caused it must be committed. */
  wake(doors: readonly string[]): void {
    this.#check({ doors });
  }

  /** These units have reported their state, and it is in the database. Returns at once. */
  reported(reporting: readonly string[]): void {
    this.#check({ units: reporting });
  }

  /** A unit that comes back has lost whatever was on its way to it. */
  connected(unit: string): void {
    this.#sent.delete(unit);
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

  #check(which: Parameters<typeof findOutdated>[1]): void {
    const check = findOutdated(this.#dependencies.database.db, which)
      .then((outdated) => {
        for (const unit of outdated) this.#queue.add(unit);
        this.#next();
      })
      .catch((error: unknown) => {
        this.#dependencies.log.error(
          { err: error },
          'it could not be checked which units need a new roster; the next status of each unit repeats it',
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
      const run = this.#deliver(unit as UnitId)
        .catch((error: unknown) => {
          this.#dependencies.log.error(
            { err: error, unit },
            'a roster could not be sent; it is sent again when the unit next reports its state',
          );
        })
        .finally(() => {
          this.#running.delete(unit);
          this.#next();
        });
      this.#running.set(unit, run);
    }
  }

  async #deliver(unit: UnitId): Promise<void> {
    const { database, authority, transport, log } = this.#dependencies;
    const connection = await database.sql.reserve();
    try {
      const [lock] = await connection`SELECT pg_try_advisory_lock(${DELIVERY_LOCK}, hashtext(${unit})) AS held`;
      if (lock?.held !== true) return;
      try {
        const delivery = await readDelivery(database.db, authority.templateKey, unit);
        if (delivery === null || this.#isUnderWay(unit, delivery.version)) return;
        const commands = await this.#number(unit, delivery);
        for (const command of commands) {
          const jws = signJws('hadir-command', authority.hubKey, command);
          await transport.publish(unitTopic(unit, 'command'), jws, { qos: 1 });
        }
        const until = Date.now() + SETTLE_MS + commands.length * SETTLE_PER_PART_MS;
        this.#sent.set(unit, { version: delivery.version, until });
        const { version, base, put, drop } = delivery;
        log.info(
          { unit, version, base, put: put.length, drop: drop.length, parts: commands.length },
          'a roster was sent',
        );
      } finally {
        await connection`SELECT pg_advisory_unlock(${DELIVERY_LOCK}, hashtext(${unit}))`;
      }
    } finally {
      connection.release();
    }
  }

  #isUnderWay(unit: string, version: number): boolean {
    const sent = this.#sent.get(unit);
    return sent !== undefined && sent.version === version && Date.now() < sent.until;
  }

  /** The numbers are committed before anything is sent, so that none is ever used twice. */
  async #number(unit: UnitId, delivery: Delivery): Promise<Command[]> {
    const { put, drop, ...head } = delivery;
    const changes = splitRoster({ put, drop });
    const parts = changes.length;
    const [row] = await this.#dependencies.database.db
      .update(units)
      .set({ commandNumber: sql`${units.commandNumber} + ${parts}` })
      .where(eq(units.id, unit))
      .returning({ last: units.commandNumber });
    const first = (row?.last ?? parts) - parts + 1;
    const now = this.#dependencies.now().getTime();
    return changes.map((change, index) => ({
      v: 1,
      unit,
      number: first + index,
      issuedAt: new Date(now).toISOString(),
      expiresAt: new Date(now + EXPIRES_AFTER_MS).toISOString(),
      order: { do: 'roster', ...head, part: index + 1, parts, ...change },
    }));
  }
}
