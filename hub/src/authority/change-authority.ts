import type { AuthorityState } from '@hadir/shared/api/authority';
import { sql } from 'drizzle-orm';
import type { FeatureDependencies } from '../http/api-dependencies.ts';
import type { Transaction } from '../rosters/refresh-rosters.ts';
import { writeAudit } from '../users/write-audit.ts';
import type { Authority } from './authority.ts';
import { findUnitsBehind, tellUnits } from './rotation.ts';

/** Every hub hears on this channel that the folder of keys has changed. */
export const AUTHORITY_CHANNEL = 'hadir_authority';
/** Advisory lock under which authorities are changed, so that two hubs never do it at once. */
const AUTHORITY_LOCK = 4_823_011;

type Dependencies = Pick<FeatureDependencies, 'database' | 'authority' | 'now'>;

export type RotationOutcome =
  | { readonly kind: 'done'; readonly told: readonly string[] }
  | { readonly kind: 'rotation-running' | 'no-rotation' }
  | { readonly kind: 'units-behind'; readonly behind: AuthorityState['behind'] };

/**
 * Makes a new authority beside the old one and orders every unit to trust both. What goes wrong after the keys were
 * written is made good by the keeper, which tells units again and again.
 */
export function startRotation({ database, authority, now }: Dependencies, by: string): Promise<RotationOutcome> {
  return database.db.transaction(async (tx) => {
    await lock(tx, authority);
    if (authority.trusted.length > 1) return { kind: 'rotation-running' };
    await authority.addAuthority();
    const told = await tellUnits(tx, authority, by, now());
    await writeAudit(tx, by, 'authority-rotated', newestFingerprint(authority), { told: told.length });
    await announce(tx);
    return { kind: 'done', told };
  });
}

/** Drops every authority but the newest, here and on the units. @param force leave the units behind that are */
export function finishRotation(
  { database, authority, now }: Dependencies,
  by: string,
  force: boolean,
): Promise<RotationOutcome> {
  return database.db.transaction(async (tx) => {
    await lock(tx, authority);
    if (authority.trusted.length < 2) return { kind: 'no-rotation' };
    const behind = await findUnitsBehind(tx, authority, now());
    if (behind.length > 0 && !force) return { kind: 'units-behind', behind };
    const dropped = authority.trusted.slice(0, -1).map(({ fingerprint }) => fingerprint);
    await authority.dropOlder();
    const told = await tellUnits(tx, authority, by, now());
    const left = behind.map(({ unit }) => unit);
    await writeAudit(tx, by, 'authority-finished', newestFingerprint(authority), { dropped, force, left });
    await announce(tx);
    return { kind: 'done', told };
  });
}

/** Shows a certificate of the newest authority as soon as every unit trusts it. @returns whether it began to now */
export function presentWhenTrusted({ database, authority, now }: Dependencies): Promise<boolean> {
  return database.db.transaction(async (tx) => {
    await lock(tx, authority);
    const behind = await findUnitsBehind(tx, authority, now());
    if (behind.some(({ waitsFor }) => waitsFor === 'trust')) return false;
    const changed = await authority.presentNewest();
    if (changed) await announce(tx);
    return changed;
  });
}

export async function readAuthorityState({ database, authority, now }: Dependencies): Promise<AuthorityState> {
  return {
    authorities: authority.trusted.map(({ fingerprint, pem, validFrom, validUntil }) => ({
      fingerprint,
      pem,
      validFrom: validFrom.toISOString(),
      validUntil: validUntil.toISOString(),
      serving: fingerprint === authority.caFingerprint,
    })),
    behind: await findUnitsBehind(database.db, authority, now()),
  };
}

/** Another hub may have changed the keys since this one read them. */
async function lock(tx: Transaction, authority: Authority): Promise<void> {
  await tx.execute(sql`SELECT pg_advisory_xact_lock(${AUTHORITY_LOCK})`);
  await authority.reload();
}

async function announce(tx: Transaction): Promise<void> {
  await tx.execute(sql`SELECT pg_notify(${AUTHORITY_CHANNEL}, '')`);
}

function newestFingerprint(authority: Authority): string {
  return authority.trusted.at(-1)?.fingerprint ?? '';
}
