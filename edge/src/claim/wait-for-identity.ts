import { setTimeout as sleep } from 'node:timers/promises';
import type { Logger } from 'pino';
import { BackOff } from '../back-off.ts';
import type { UnitKeys } from '../keys/unit-keys.ts';
import { ClaimError } from './claim-error.ts';
import { type ClaimSettings, claimUnit } from './claim-unit.ts';
import { readUnitIdentity, type UnitIdentity } from './unit-identity.ts';

export interface IdentityOptions {
  readonly data: string;
  readonly keys: UnitKeys;
  readonly claim: ClaimSettings | null;
  readonly hardware: string;
  readonly log: Logger;
  readonly signal: AbortSignal;
}

/**
 * Reads who this unit is, and claims it first when nobody has. A hub that cannot be reached is tried again and again.
 * @returns null when it was stopped meanwhile. @throws ClaimError where trying again does not help.
 */
export async function waitForIdentity(options: IdentityOptions): Promise<UnitIdentity | null> {
  const { data, keys, claim, hardware, log, signal } = options;
  const kept = readUnitIdentity(data, keys.journal.kid);
  if (kept !== null) return kept;
  if (claim === null)
    throw new ClaimError(
      'refused',
      'This unit is not claimed yet: make a claim with "hadir claim", and set HADIR_HUB, HADIR_CA_FINGERPRINT and HADIR_CLAIM as it says.',
    );
  const backOff = new BackOff({ firstMs: 1_000, longestMs: 60_000, jitter: 0.3 });
  while (!signal.aborted) {
    try {
      const answer = await claimUnit(data, keys, claim, hardware);
      log.info({ unit: answer.unit, door: answer.door.name }, 'The unit is claimed.');
      return readUnitIdentity(data, keys.journal.kid);
    } catch (error) {
      if (!(error instanceof ClaimError && error.code === 'hub-unreachable')) throw error;
      const delayMs = backOff.next();
      log.warn({ delayMs }, `${error.message} The claim is tried again.`);
      await sleep(delayMs, undefined, { signal }).catch(() => undefined);
    }
  }
  return null;
}
