import type { AuthorityState } from '@hadir/shared/api/authority';
import type { Order } from '@hadir/shared/wire/command';
import { sql } from 'drizzle-orm';
import type { Database } from '../database/open-database.ts';
import { commands } from '../database/schema.ts';
import type { Transaction } from '../rosters/refresh-rosters.ts';
import type { Authority } from './authority.ts';

type Trusting = Pick<Authority, 'caPem' | 'trusted'>;
type Behind = AuthorityState['behind'][number];

const DAY_MS = 86_400_000;
/** A unit may be away for long: the order lasts as long as the journal of a unit does. */
const ORDER_MS = 400 * DAY_MS;

/**
 * Keeps the order to trust these authorities for every unit that has not had it. May be called at any time and again:
 * who was told, or was claimed under the newest authority and so knows it, is not told twice.
 * @returns who is to be told.
 */
export async function tellUnits(tx: Transaction, authority: Trusting, by: string | null, now: Date): Promise<string[]> {
  const bundle = authority.caPem;
  const order: Order = { do: 'trust', authorities: bundle };
  await tx.execute(sql`
    UPDATE ${commands} SET state = 'expired', detail = 'Digantikan oleh perintah yang lebih baru.'
    WHERE state = 'waiting' AND "order"->>'do' = 'trust' AND "order"->>'authorities' <> ${bundle}`);
  const told = await tx.execute<{ unit: string }>(sql`
    INSERT INTO ${commands} (unit, "order", issued_by, issued_at, expires_at)
    SELECT u.id, ${JSON.stringify(order)}::text::jsonb, ${by}::uuid, ${now.toISOString()}::timestamptz,
      ${new Date(now.getTime() + ORDER_MS).toISOString()}::timestamptz
    FROM units u
    WHERE u.state <> 'revoked' AND NOT ${knowsFromClaim(authority)} AND NOT EXISTS (
      SELECT 1 FROM ${commands} c
      WHERE c.unit = u.id AND c."order"->>'do' = 'trust' AND c."order"->>'authorities' = ${bundle}
        AND (c.state IN ('waiting', 'sent', 'done') OR c.issued_at > ${new Date(now.getTime() - DAY_MS).toISOString()}::timestamptz))
    ORDER BY u.id
    RETURNING unit`);
  return [...told].map(({ unit }) => unit);
}

/** @returns the units that would be lost if only the newest authority were trusted now. */
export async function findUnitsBehind(
  db: Pick<Database['db'], 'execute'>,
  authority: Trusting,
  now: Date,
): Promise<Behind[]> {
  if (authority.trusted.length < 2) return [];
  const rows = await db.execute<{ unit: string; trusts: boolean; renewed: boolean }>(sql`
    SELECT u.id AS unit,
      ${knowsFromClaim(authority)} OR EXISTS (
        SELECT 1 FROM ${commands} c
        WHERE c.unit = u.id AND c.state = 'done'
          AND c."order"->>'do' = 'trust' AND c."order"->>'authorities' = ${authority.caPem}) AS trusts,
      EXISTS (
        SELECT 1 FROM certificates k
        WHERE k.unit = u.id AND k.issuer = ${newestOf(authority)} AND k.revoked_at IS NULL
          AND k.expires_at > ${now.toISOString()}::timestamptz) AS renewed
    FROM units u WHERE u.state <> 'revoked' ORDER BY u.id`);
  return [...rows].flatMap(({ unit, trusts, renewed }): Behind[] => {
    if (!trusts) return [{ unit, waitsFor: 'trust' }];
    return renewed ? [] : [{ unit, waitsFor: 'renewal' }];
  });
}

/** A unit that was claimed under the newest authority was told of all of them then. */
function knowsFromClaim(authority: Trusting) {
  return sql`EXISTS (
    SELECT 1 FROM certificates k WHERE k.unit = u.id AND k.via = 'claim' AND k.issuer = ${newestOf(authority)})`;
}

function newestOf({ trusted }: Trusting): string {
  return trusted.at(-1)?.sha256 ?? '';
}
