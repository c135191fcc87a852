import type { RosterPart } from '@hadir/shared/wire/command';
import type { Logger } from 'pino';
import { PartCollection } from '../roster/collect-parts.ts';
import type { RosterStore } from '../roster/roster-store.ts';
import type { Problems } from '../status/problems.ts';

export interface RosterTakerOptions {
  /** The door that is served; null while there is none. */
  readonly door: () => string | null;
  readonly store: RosterStore;
  /** Id of the embedder that runs on this unit; null while it is not loaded. */
  readonly model: () => string | null;
  readonly problems: Problems;
  readonly log: Logger;
  /** Another roster is in force. */
  readonly onApplied: () => void;
  /** What the unit reports of its roster changed. */
  readonly onReport: () => void;
}

/**
 * Collects the parts of a roster, and puts it in force when all are there. That it was taken shows in the status and in
 * the journal's roster entry; a roster that was lost on the way is sent again because the status does not name it.
 */
export class RosterTaker {
  readonly #options: RosterTakerOptions;
  readonly #parts = new PartCollection();
  #wantsWhole = false;

  constructor(options: RosterTakerOptions) {
    this.#options = options;
  }

  /** What the status says: version 0 asks the hub for the whole roster. */
  reported(): { rosterVersion: number; rosterDigest: string | null } {
    if (this.#wantsWhole) return { rosterVersion: 0, rosterDigest: null };
    const { version, digest } = this.#options.store.state();
    return { rosterVersion: version, rosterDigest: digest };
  }

  take(part: RosterPart): void {
    const { problems, log } = this.#options;
    const door = this.#options.door();
    if (part.door !== door) {
      log.error(
        { door: part.door, serves: door },
        'The hub sent the roster of a door that this unit does not serve. It was not put in force.',
      );
      return;
    }
    const model = this.#options.model();
    // A roster without faces names no model that could be the wrong one.
    const hasFaces = part.put.some(({ templates }) => templates.length > 0);
    if (hasFaces && model !== null && part.model !== model) {
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
