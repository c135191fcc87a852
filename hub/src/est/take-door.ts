import type { Predecessor } from '@hadir/shared/journal/entry';
import { and, eq, isNull, sql } from 'drizzle-orm';
import { bindings, doors, procedureSteps, procedures, units } from '../database/schema.ts';
import type { Transaction } from '../rosters/refresh-rosters.ts';
import { endBinding } from '../units/end-binding.ts';
import { readPredecessor } from '../units/read-predecessor.ts';
import { revokeUnit } from '../units/revoke-unit.ts';

export interface WantedDoor {
  readonly door: string;
  /** The procedure that the claim serves. */
  readonly procedure: string | null;
  /** The new unit, already registered. */
  readonly unit: string;
  readonly now: Date;
}

export type TakenDoor =
  | { readonly ok: true; readonly follows: Predecessor | null }
  | {
      readonly ok: false;
      readonly problem: { readonly kind: 'door-occupied'; readonly unit: string } | { readonly kind: 'procedure-over' };
    };

/** Every hub hears on this channel of a procedure that may go on. */
const PROCEDURE_CHANNEL = 'hadir_procedure';

/**
 * Makes a door free for the unit that claims it, in the transaction that registers the unit. Where a procedure
 * replaces a unit, the old one is shut out here, so that there is no moment with two and none with a second claim.
 */
export async function takeDoor(tx: Transaction, wanted: WantedDoor): Promise<TakenDoor> {
  const { door, procedure, unit, now } = wanted;
  if (procedure !== null) {
    const [found] = await tx.select().from(procedures).where(eq(procedures.id, procedure)).for('update');
    if (found?.state !== 'running' || found.newUnit !== null) return { ok: false, problem: { kind: 'procedure-over' } };
    if (found.oldUnit !== null) {
      await endBinding(tx, found.oldUnit, now);
      const reason = `Diganti oleh ${unit}: ${found.reason}`;
      await revokeUnit(tx, { unit: found.oldUnit, by: found.requestedBy, reason, now });
    }
    await tx.update(procedures).set({ newUnit: unit }).where(eq(procedures.id, procedure));
    await tx
      .insert(procedureSteps)
      .values({ procedure, name: 'claimed', at: now, detail: `${unit} memakai kode klaim.` })
      .onConflictDoNothing();
    await tx.execute(sql`SELECT pg_notify(${PROCEDURE_CHANNEL}, ${procedure})`);
  }
  // The door's row is locked so that two claims of one door cannot both find it free.
  await tx.select({ id: doors.id }).from(doors).where(eq(doors.id, door)).for('no key update');
  const [occupant] = await tx
    .select({ unit: bindings.unit, state: units.state })
    .from(bindings)
    .innerJoin(units, eq(units.id, bindings.unit))
    .where(and(eq(bindings.door, door), isNull(bindings.until)));
  if (occupant !== undefined) {
    if (occupant.state !== 'revoked') return { ok: false, problem: { kind: 'door-occupied', unit: occupant.unit } };
    await endBinding(tx, occupant.unit, now);
  }
  return { ok: true, follows: await readPredecessor(tx, door) };
}
