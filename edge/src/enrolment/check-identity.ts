import { setTimeout as sleep } from 'node:timers/promises';
import type { UnitFacts } from '@hadir/shared/wire/enrolment';
import type { Logger } from 'pino';
import { BackOff } from '../back-off.ts';
import type { UnitKeys } from '../keys/unit-keys.ts';
import type { Problems } from '../status/problems.ts';
import { readCredentials } from './credentials.ts';
import { isBroker } from './enrol-unit.ts';
import { fetchUnitFacts } from './est-client.ts';
import { storeUnitIdentity, type UnitIdentity } from './unit-identity.ts';

export interface IdentityCheckOptions {
  readonly data: string;
  readonly keys: UnitKeys;
  readonly identity: UnitIdentity;
  /** What the unit itself knows of its binding, now. */
  readonly binding: () => { readonly number: number; readonly door: { readonly id: string }; readonly serves: boolean };
  readonly problems: Problems;
  readonly log: Logger;
  readonly signal: AbortSignal;
  /** The hub has moved its broker. */
  readonly onBroker: (broker: string) => void;
}

/**
 * Asks the hub once, as soon as it can be reached, who this unit is, and says where the two disagree. The unit's own
 * state wins: its binding changes by a signed order only, and so do the authorities; the hub's key never.
 */
export async function checkIdentity(options: IdentityCheckOptions): Promise<void> {
  const { data, keys, identity, log, signal } = options;
  const backOff = new BackOff({ firstMs: 5_000, longestMs: 3_600_000, jitter: 0.5 });
  while (!signal.aborted) {
    try {
      const facts = await fetchUnitFacts(identity.hub, { ...readCredentials(data), key: keys.tls }, signal);
      if (!signal.aborted) compare(facts, options);
      return;
    } catch (error) {
      const words = error instanceof Error ? error.message : String(error);
      log.debug({ err: error }, `The hub cannot be asked who this unit is: ${words}`);
    }
    await sleep(backOff.next(), undefined, { signal }).catch(() => undefined);
  }
}

function compare(facts: UnitFacts, options: IdentityCheckOptions): void {
  const { data, identity, binding, problems, log, onBroker } = options;
  if (facts.unit !== identity.unit || facts.hubKey.x !== identity.hubKey.x) {
    const problem =
      "The hub knows this unit by another name, or signs with another key than the one pinned at the claim: its orders and receipts do not count. Restore the hub's key folder, or ask BKD to re-activate this unit.";
    problems.set('hub-key', problem);
    log.error(problem);
    return;
  }
  problems.clear('hub-key');
  const own = binding();
  const told = facts.binding;
  const agrees = told === null ? !own.serves : own.serves && told.number === own.number && told.door.id === own.door.id;
  if (!agrees)
    log.warn(
      { own: own.number, serves: own.serves, told: told?.number ?? null },
      'The hub has another binding for this unit: its order is on the way. When this is said again tomorrow, ask BKD.',
    );
  if (facts.broker !== identity.broker && isBroker(facts.broker)) {
    storeUnitIdentity(data, { ...identity, broker: facts.broker });
    log.info({ broker: facts.broker }, 'The hub has moved its broker; the unit connects there from now on.');
    onBroker(facts.broker);
  }
}
