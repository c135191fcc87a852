import type { Ed25519Jwk } from '@hadir/shared/journal/ed25519-jwk';
import type { Command } from '@hadir/shared/wire/command';
import type { PictureKey } from '@hadir/shared/wire/picture';
import type { HubTime } from '../clock/hub-time.ts';
import { bindUnit } from './bind-unit.ts';
import { changeSettings, resumeSettings } from './change-settings.ts';
import { endBinding } from './end-binding.ts';
import { restartUnit } from './restart-unit.ts';
import { SnapshotSender } from './send-snapshot.ts';
import { trustAuthorities } from './trust-authorities.ts';
import { unbindUnit } from './unbind-unit.ts';
import type { UnitHands } from './unit-hands.ts';
import { verifyCommand } from './verify-command.ts';
import { resumeWipe, wipeUnit } from './wipe-unit.ts';

export interface OrderTakerOptions {
  readonly hands: UnitHands;
  /** Pinned when the unit was claimed. */
  readonly hubKey: Ed25519Jwk;
  readonly hubTime: HubTime;
  readonly onPictureKey: (key: PictureKey) => void;
}

/** A whole roster has fewer parts. What is dropped here was never taken: the hub sends it again. */
const MOST_WAITING = 2_000;

/**
 * Takes the hub's orders, one after the other: checks each, keeps its number together with what it leads to, and
 * carries it out. An order of several steps that was interrupted is finished before anything else is taken.
 */
export class OrderTaker {
  readonly #options: OrderTakerOptions;
  readonly #snapshots: SnapshotSender;
  readonly #waiting: string[] = [];
  #busy = false;
  #working: Promise<void> = Promise.resolve();

  constructor(options: OrderTakerOptions) {
    this.#options = options;
    this.#snapshots = new SnapshotSender(options.hands);
  }

  /** Finishes what was interrupted. What comes in meanwhile waits. */
  start(): void {
    this.#options.hands.answers.flush();
    this.#busy = true;
    this.#working = this.#work(this.#resume());
  }

  /** @param payload of a message on the unit's command topic. */
  take(payload: string): void {
    if (this.#waiting.length >= MOST_WAITING) {
      this.#options.hands.log.warn('More orders came in than this unit can take; the hub has to send some again.');
      return;
    }
    this.#waiting.push(payload);
    if (!this.#busy) this.#working = this.#work();
  }

  /** Resolves when nothing is being carried out any more; what takes long ends by the signal in the unit's hands. */
  async stop(): Promise<void> {
    this.#waiting.length = 0;
    await this.#working;
  }

  /** Up to its first wait this is done at once. */
  async #work(first?: Promise<void>): Promise<void> {
    const { signal } = this.#options.hands;
    this.#busy = true;
    if (first !== undefined) await first;
    for (let next = this.#waiting.shift(); next !== undefined && !signal.aborted; next = this.#waiting.shift()) {
      const work = this.#takeOne(next);
      if (work !== undefined) await work;
    }
    this.#busy = false;
  }

  #resume(): Promise<void> | undefined {
    const { hands } = this.#options;
    const task = hands.orders.task();
    switch (task?.kind) {
      case undefined:
        return undefined;
      case 'end-binding':
        return endBinding(task, hands);
      case 'settings':
        return resumeSettings(task, hands);
      case 'wipe':
        return resumeWipe(task, hands);
    }
  }

  #takeOne(payload: string): Promise<void> | undefined {
    const { hands, hubKey, hubTime, onPictureKey } = this.#options;
    const { unit, log, orders } = hands;
    const lastNumber = orders.lastNumber();
    const outcome = verifyCommand(payload, { unit, hubKey, lastNumber, earliestNow: hubTime.earliestNow() });
    switch (outcome.kind) {
      case 'repeated':
        log.debug({ number: outcome.number }, 'The hub repeated an order that was taken before.');
        return undefined;
      case 'refused':
        log.warn({ reason: outcome.reason }, `An order was refused: ${outcome.reason}. Nothing was changed.`);
        return undefined;
      case 'accepted':
        hubTime.hear(outcome.command.issuedAt);
        if (outcome.command.pictureKey !== undefined) onPictureKey(outcome.command.pictureKey);
        return this.#carryOut(outcome.command);
    }
  }

  /** Every branch keeps the number, before or together with what it does. */
  #carryOut({ number, order }: Command): Promise<void> | undefined {
    const { hands } = this.#options;
    switch (order.do) {
      case 'roster':
        if (hands.keep({ number })) hands.rosterTaker.take(order);
        return undefined;
      case 'snapshot':
        return hands.keep({ number }) ? this.#snapshots.send(order) : undefined;
      case 'settings':
        return changeSettings(order, number, hands);
      case 'restart':
        return restartUnit(number, hands);
      case 'wipe':
        return wipeUnit(number, hands);
      case 'bind':
        return bindUnit(order, number, hands);
      case 'unbind':
        return unbindUnit(order, number, hands);
      case 'trust':
        return trustAuthorities(order, number, hands);
    }
  }
}
