import { and, desc, eq, isNull } from 'drizzle-orm';
import { keepCommand } from '../commands/keep-command.ts';
import type { Database } from '../database/open-database.ts';
import { bindings, doors, opds, procedures, units } from '../database/schema.ts';
import type { Transaction } from '../rosters/refresh-rosters.ts';
import { endBinding } from '../units/end-binding.ts';
import { readPredecessor } from '../units/read-predecessor.ts';
import { revokeUnit } from '../units/revoke-unit.ts';
import { writeAudit } from '../users/write-audit.ts';
import { closeProcedure } from './close-procedure.ts';
import { describeGivingUp } from './describe-waiting.ts';
import { endLeftBinding } from './end-left-binding.ts';
import { type Action, type Plan, type ProcedureFacts, planProcedure, type ReachedNow } from './plan-procedure.ts';
import { readFacts } from './read-facts.ts';
import { recordStep } from './record-step.ts';
import { takeBackBind } from './take-back-bind.ts';

type ProcedureRow = typeof procedures.$inferSelect;

/** More than any procedure has steps and actions: beyond it, one of them does not do what it says. */
const MOST_ACTIONS = 20;

/**
 * Carries a procedure as far as it goes now. Each action is one transaction that locks the procedure, reads the facts
 * anew and does only what they still call for: it may be called at any time, by any hub, as often as one likes, and a
 * hub that dies in between leaves nothing half done.
 * @returns the units for which an order was kept.
 */
export async function advanceProcedure(db: Database['db'], id: string, now: () => Date): Promise<string[]> {
  const told: string[] = [];
  for (let actions = 0; actions < MOST_ACTIONS; actions++) {
    const step = await db.transaction((tx) => takeOneStep(tx, id, now()));
    if (step.told !== null) told.push(step.told);
    if (!step.goesOn) return told;
  }
  throw new Error(`The procedure ${id} does not come to rest.`);
}

async function takeOneStep(tx: Transaction, id: string, now: Date): Promise<{ told: string | null; goesOn: boolean }> {
  const [row] = await tx.select().from(procedures).where(eq(procedures.id, id)).for('no key update');
  if (row?.state !== 'running') return { told: null, goesOn: false };
  const facts = (await readFacts(tx, [id])).get(id);
  if (facts === undefined) throw new Error('A procedure that was locked has no facts.');
  const plan = planProcedure(facts);
  for (const step of plan.reached) await recordStep(tx, id, { ...step, at: now, detail: describeReached(step, facts) });
  if (!('do' in plan.next)) return { told: null, goesOn: false };
  const told = await carryOut(tx, { row, plan, action: plan.next, hasLeft: facts.order?.state === 'done', now });
  return { told, goesOn: true };
}

interface Work {
  readonly row: ProcedureRow;
  readonly plan: Plan;
  readonly action: Action;
  /** The unit has said that it carried the procedure's order out. */
  readonly hasLeft: boolean;
  readonly now: Date;
}

/** @returns the unit for which an order was kept. */
async function carryOut(tx: Transaction, { row, plan, action, hasLeft, now }: Work): Promise<string | null> {
  const { id: procedure, oldUnit, reason, requestedBy: by } = row;
  switch (action.do) {
    case 'finish':
      await closeProcedure(tx, procedure, 'done', now);
      await writeAudit(tx, null, 'procedure-done', procedure, { kind: row.kind });
      return null;
    case 'give-up':
    case 'take-back-bind': {
      if (action.do === 'take-back-bind') await takeBackBind(tx, unitOf(oldUnit), row.door);
      // Who was shut out on the way never comes to the door that was kept for it.
      else if (row.kind === 'move' && action.why === 'unit-revoked') await endBinding(tx, unitOf(oldUnit), now);
      const detail =
        action.do === 'give-up'
          ? describeGivingUp(action.why)
          : `Dihentikan: unit menolak pindah${action.detail === null ? '' : ` (${action.detail})`} dan tetap di pintu semula.`;
      if (plan.current !== null)
        await recordStep(tx, procedure, { name: plan.current, state: 'skipped', at: now, detail });
      await closeProcedure(tx, procedure, 'cancelled', now);
      await writeAudit(tx, null, 'procedure-given-up', procedure, { kind: row.kind, why: action.do });
      return null;
    }
    case 'end-binding':
      await endLeftBinding(tx, unitOf(oldUnit), now);
      return null;
    case 'shut-out':
      if (row.kind === 'retire' && hasLeft) await endLeftBinding(tx, unitOf(oldUnit), now);
      else await endBinding(tx, unitOf(oldUnit), now);
      await revokeUnit(tx, { unit: unitOf(oldUnit), by, reason, now });
      return null;
    case 'tell-unbind':
      await keepCommand(tx, { unit: unitOf(oldUnit), order: { do: 'unbind', procedure }, by, procedure, now });
      return oldUnit;
    case 'tell-bind':
      return tellBind(tx, row, now);
  }
}

/** From here on the hub expects the unit at the new door: its binding there is open before it knows of it. */
async function tellBind(tx: Transaction, row: ProcedureRow, now: Date): Promise<string> {
  const unit = unitOf(row.oldUnit);
  // A claim of the same door waits here and then finds it taken.
  await tx.select({ id: doors.id }).from(doors).where(eq(doors.id, row.door)).for('no key update');
  const [shutOut] = await tx
    .select({ unit: bindings.unit })
    .from(bindings)
    .innerJoin(units, and(eq(units.id, bindings.unit), eq(units.state, 'revoked')))
    .where(and(eq(bindings.door, row.door), isNull(bindings.until)));
  if (shutOut !== undefined) await endBinding(tx, shutOut.unit, now);
  const follows = await readPredecessor(tx, row.door);
  const [last] = await tx
    .select({ number: bindings.number })
    .from(bindings)
    .where(eq(bindings.unit, unit))
    .orderBy(desc(bindings.number))
    .limit(1);
  const [door] = await tx
    .select({ id: doors.id, name: doors.name, opd: opds.name, zone: opds.zone })
    .from(doors)
    .innerJoin(opds, eq(opds.id, doors.opd))
    .where(eq(doors.id, row.door));
  if (!door) throw new Error('A procedure names a door that is not there.');
  const binding = (last?.number ?? 0) + 1;
  await endBinding(tx, unit, now);
  await tx.insert(bindings).values({ unit, number: binding, door: row.door, since: now, follows });
  await keepCommand(tx, {
    unit,
    order: { do: 'bind', procedure: row.id, binding, door, follows },
    by: row.requestedBy,
    procedure: row.id,
    now,
  });
  return unit;
}

function describeReached({ name, state }: ReachedNow, { kind, newUnit }: ProcedureFacts): string | null {
  if (state === 'skipped') return 'Tidak diperlukan: unit lama tidak menjawab lagi, atau sudah tidak melayani pintu.';
  if (name === 'bound' && kind === 'reactivate' && newUnit !== null)
    return newUnit.otherHardware === null
      ? 'Perangkat kerasnya sama.'
      : `Perangkat kerasnya berbeda dari sebelumnya: ${newUnit.otherHardware}. Periksa apakah unit ditukar.`;
  if (name === 'roster-delivered' && newUnit !== null && newUnit.roster !== null)
    return `Daftar pegawai versi ${newUnit.roster}.`;
  return null;
}

function unitOf(unit: string | null): string {
  if (unit === null) throw new Error('This kind of procedure has a unit that leaves or moves.');
  return unit;
}
