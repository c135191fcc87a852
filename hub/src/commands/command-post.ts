import { setTimeout as wait } from 'node:timers/promises';
import type { UnitId } from '@hadir/shared/ids';
import { signJws } from '@hadir/shared/journal/node-signature';
import type { Command, Order } from '@hadir/shared/wire/command';
import { unitTopic } from '@hadir/shared/wire/topics';
import { and, eq } from 'drizzle-orm';
import { commands } from '../database/schema.ts';
import type { FeatureDependencies } from '../http/api-dependencies.ts';
import { type Delivery, readDelivery } from '../rosters/read-delivery.ts';
import { splitRoster } from '../rosters/split-roster.ts';
import { type DueCommand, findDue, isLeaving } from './due-commands.ts';
import { takeNumbers } from './number-commands.ts';

const ROSTER_EXPIRES_AFTER_MS = 10 * 60_000;
/** First number of the advisory locks that keep two hubs from sending to one unit at once. */
const DELIVERY_LOCK = 4_823_002;
/** How long a unit gets to apply a roster before it is sent again, and how much more for each part. */
const SETTLE_MS = 12_000;
const SETTLE_PER_PART_MS = 2_000;
/** How long somebody who waits for an answer waits for a roster that is being sent. */
const TURN_MS = 5_000;
const TURN_LOOK_MS = 50;

/**
 * Hands one unit's commands to the broker, numbered and signed, one delivery at a time even among several hubs.
 * `CommandSender` decides when; nobody else calls this.
 */
export class CommandPost {
  readonly #dependencies: FeatureDependencies;
  /** For each unit the roster that was sent last, by its door and version, and until when it is given time to apply it. */
  readonly #rosters = new Map<string, { roster: string; until: number }>();
  readonly #connectedAt = new Map<string, Date>();
  onTold: (procedure: string) => void = () => undefined;

  constructor(dependencies: FeatureDependencies) {
    this.#dependencies = dependencies;
  }

  connected(unit: string): void {
    this.#rosters.delete(unit);
    this.#connectedAt.set(unit, this.#dependencies.now());
  }

  disconnected(unit: string): void {
    this.#connectedAt.delete(unit);
  }

  async deliver(unit: UnitId): Promise<void> {
    await this.#withTurn(unit, 0, async () => {
      const { db } = this.#dependencies.database;
      const connectedAt = this.#connectedAt.get(unit) ?? null;
      for (const due of await findDue(db, unit, connectedAt, this.#dependencies.now()))
        if (!(await this.#sendKept(unit, due))) return;
      // A roster that the unit is about to erase is not worth its way.
      if (!(await isLeaving(db, unit))) await this.#sendRoster(unit);
    });
  }

  async sendNow(unit: UnitId, order: Order, validMs: number): Promise<boolean> {
    const sent = await this.#withTurn(unit, TURN_MS, async () => {
      const number = await takeNumbers(this.#dependencies.database.db, unit, 1);
      return this.#publish(unit, number, order, new Date(this.#dependencies.now().getTime() + validMs));
    });
    return sent === true;
  }

  /** @returns null where another delivery to this unit went on for longer than `patienceMs`. */
  async #withTurn<T>(unit: UnitId, patienceMs: number, work: () => Promise<T>): Promise<T | null> {
    const connection = await this.#dependencies.database.sql.reserve();
    try {
      const deadline = performance.now() + patienceMs;
      for (;;) {
        const [lock] = await connection`SELECT pg_try_advisory_lock(${DELIVERY_LOCK}, hashtext(${unit})) AS held`;
        if (lock?.held === true) break;
        if (performance.now() >= deadline) return null;
        await wait(TURN_LOOK_MS);
      }
      try {
        return await work();
      } finally {
        await connection`SELECT pg_advisory_unlock(${DELIVERY_LOCK}, hashtext(${unit}))`;
      }
    } finally {
      connection.release();
    }
  }

  /** The order counts as told from before it is sent, so that nobody calls back what may have arrived. */
  async #sendKept(
    unit: UnitId,
    { id, order, expiresAt, firstNumber, sentAt, procedure }: DueCommand,
  ): Promise<boolean> {
    const { database, log, now } = this.#dependencies;
    const number = await takeNumbers(database.db, unit, 1);
    const claimed = await database.db
      .update(commands)
      .set({ number, firstNumber: firstNumber ?? number, sentAt: now() })
      .where(and(eq(commands.id, id), eq(commands.state, 'waiting')))
      .returning({ id: commands.id });
    if (claimed.length === 0) return true;
    if (!(await this.#publish(unit, number, order, expiresAt))) {
      await database.db
        .update(commands)
        .set({ sentAt })
        .where(and(eq(commands.id, id), eq(commands.number, number)));
      return false;
    }
    log.info({ unit, number, order: order.do, again: sentAt !== null }, 'a unit was told; its journal will answer');
    if (sentAt === null && procedure !== null) this.onTold(procedure);
    return true;
  }

  async #sendRoster(unit: UnitId): Promise<void> {
    const { database, authority, log, now } = this.#dependencies;
    const delivery = await readDelivery(database.db, authority.templateKey, unit);
    if (delivery === null || this.#isUnderWay(unit, nameOf(delivery))) return;
    const { put, drop, ...head } = delivery;
    const changes = splitRoster({ put, drop });
    const parts = changes.length;
    const first = await takeNumbers(database.db, unit, parts);
    const expiresAt = new Date(now().getTime() + ROSTER_EXPIRES_AFTER_MS);
    for (const [index, change] of changes.entries()) {
      const order: Order = { do: 'roster', ...head, part: index + 1, parts, ...change };
      if (!(await this.#publish(unit, first + index, order, expiresAt))) return;
    }
    const until = Date.now() + SETTLE_MS + parts * SETTLE_PER_PART_MS;
    this.#rosters.set(unit, { roster: nameOf(delivery), until });
    const { version, base } = delivery;
    log.info({ unit, version, base, put: put.length, drop: drop.length, parts }, 'a roster was sent');
  }

  #isUnderWay(unit: string, roster: string): boolean {
    const sent = this.#rosters.get(unit);
    return sent !== undefined && sent.roster === roster && Date.now() < sent.until;
  }

  #publish(unit: UnitId, number: number, order: Order, expiresAt: Date): Promise<boolean> {
    const { authority, transport, now } = this.#dependencies;
    const issuedAt = now().toISOString();
    const { publicKey: pictureKey } = authority.pictureKeys;
    const command: Command = { v: 1, unit, number, issuedAt, expiresAt: expiresAt.toISOString(), order, pictureKey };
    const jws = signJws('hadir-command', authority.hubKey, command);
    return transport.publish(unitTopic(unit, 'command'), jws, { qos: 1 });
  }
}

function nameOf({ door, version }: Delivery): string {
  return `${door} ${version}`;
}
