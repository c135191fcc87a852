import type { Ed25519Jwk } from '@hadir/shared/journal/ed25519-jwk';
import type { RosterPart } from '@hadir/shared/wire/command';
import type { Logger } from 'pino';
import type { HubTime } from '../clock/hub-time.ts';
import type { Problems } from '../status/problems.ts';
import { PartCollection } from './collect-parts.ts';
import type { RosterStore } from './roster-store.ts';
import { verifyCommand } from './verify-command.ts';

export interface CommandTakerOptions {
  readonly unit: string;
  readonly door: string;
  readonly hubKey: Ed25519Jwk;
  readonly store: RosterStore;
  readonly hubTime: HubTime;
  /** Id of the embedder that runs on this unit; null while it is not loaded. */
  readonly model: () => string | null;
  readonly problems: Problems;
  readonly log: Logger;
  /** Another roster is in force. */
  readonly onApplied: () => void;
  /** What the unit reports of its roster changed. */
  readonly onReport: () => void;
}

/** Takes the hub's orders: checks each, collects the parts of a roster, and puts it in force when all are there. */
export class CommandTaker {
  readonly #options: CommandTakerOptions;
  readonly #parts = new PartCollection();
  #wantsWhole = false;

  constructor(options: CommandTakerOptions) {
    this.#options = options;
  }

  /** What the status says: version 0 asks the hub for the whole roster. */
  reported(): { rosterVersion: number; rosterDigest: string | null } {
    if (this.#wantsWhole) return { rosterVersion: 0, rosterDigest: null };
    const { version, digest } = this.#options.store.state();
    return { rosterVersion: version, rosterDigest: digest };
  }

  /** @param payload of a message on the unit's command topic. */
  take(payload: string): void {
    const { unit, hubKey, store, hubTime, log } = this.#options;
    const lastNumber = store.state().lastCommand;
    const outcome = verifyCommand(payload, { unit, hubKey, lastNumber, earliestNow: hubTime.earliestNow() });
    switch (outcome.kind) {
      case 'repeated':
        log.debug({ number: outcome.number }, 'The hub repeated an order that was taken before.');
        return;
      case 'refused':
        log.warn({ reason: outcome.reason }, `An order was refused: ${outcome.reason}. Nothing was changed.`);
        return;
      case 'accepted':
        if (!store.keepCommandNumber(outcome.command.number)) {
          log.error('An order cannot be taken because the disk is full. Make room on the unit.');
          return;
        }
        hubTime.hear(outcome.command.issuedAt);
        if (outcome.command.order.do === 'roster') this.#takeRoster(outcome.command.order);
    }
  }

  #takeRoster(part: RosterPart): void {
    const { door, problems, log } = this.#options;
    if (part.door !== door) {
      log.error({ door: part.door }, 'The hub sent the roster of another door. It was not put in force.');
      return;
    }
    const model = this.#options.model();
    if (model !== null && part.model !== model) {
      problems.set(
        'roster-model',
        `The hub's templates are made by the model ${part.model}, this unit runs ${model}: install the same models on both.`,
      );
      return;
    }
    problems.clear('roster-model');
    const parts = this.#parts.add(part);
    if (parts !== null) this.#apply(parts);
  }

  #apply(parts: readonly RosterPart[]): void {
    const { store, problems, log, onApplied, onReport } = this.#options;
    const outcome = store.apply(parts);
    const version = parts[0]?.version;
    if (outcome.kind === 'applied') {
      this.#wantsWhole = false;
      problems.clear('roster-disk');
      const { employees, templates, erased } = outcome;
      log.info({ version, employees, templates, erased }, 'A new roster is in force.');
      onApplied();
    } else if (outcome.kind === 'in-force') {
      this.#wantsWhole = false;
      log.debug({ version }, 'The hub repeated a roster that is in force.');
    } else if (outcome.kind === 'not-written') {
      problems.set('roster-disk', `The new roster cannot be stored (${outcome.problem}): make room on the unit.`);
    } else {
      this.#wantsWhole = true;
      log.warn(
        { version, outcome: outcome.kind },
        'A roster did not come out as the hub meant it: asking for the whole one.',
      );
    }
    onReport();
  }
}
