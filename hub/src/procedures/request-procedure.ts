import type { NewProcedure } from '@hadir/shared/api/procedures';
import { and, desc, eq, isNull, or } from 'drizzle-orm';
import { bindings, commands, doors, procedures, units } from '../database/schema.ts';
import { fieldProblem, HttpProblem } from '../http/http-problem.ts';
import type { Transaction } from '../rosters/refresh-rosters.ts';
import { writeAudit } from '../users/write-audit.ts';
import { closeProcedure } from './close-procedure.ts';
import { needsSecondPerson } from './lifecycle-policy.ts';
import { recordStep } from './record-step.ts';

interface Requester {
  readonly id: string;
  readonly name: string;
}

interface Place {
  readonly door: string;
  readonly oldUnit: string | null;
  /** Known from the start only where a unit moves. */
  readonly newUnit: string | null;
}

/**
 * Opens a procedure. What it concerns is locked, so that of two requests for one door or one unit the second one finds
 * the first.
 * @throws HttpProblem 404, 409 or 422 where what is asked for cannot be.
 * @returns its id.
 */
export async function requestProcedure(
  tx: Transaction,
  wanted: NewProcedure,
  by: Requester,
  now: Date,
): Promise<string> {
  const place = wanted.kind === 'install' ? await emptyDoor(tx, wanted.door) : await placeOfUnit(tx, wanted, now);
  await refuseSecond(tx, place);
  const { kind, reason } = wanted;
  const waits = await needsSecondPerson(tx, kind);
  const [row] = await tx
    .insert(procedures)
    .values({
      ...{ kind, reason, ...place, requestedBy: by.id, createdAt: now },
      state: waits ? 'awaiting-approval' : 'running',
    })
    .onConflictDoNothing()
    .returning({ id: procedures.id });
  // Somebody else's request for the same door or unit was committed in between.
  if (!row) throw new HttpProblem(409, 'procedure-open', 'Pintu atau unit ini baru saja masuk proses lain.');
  const at = { at: now, by: by.id, state: 'done' } as const;
  await recordStep(tx, row.id, { ...at, name: 'requested', detail: `Diminta oleh ${by.name}.` });
  if (!waits)
    await recordStep(tx, row.id, { ...at, name: 'approved', detail: 'Tidak memerlukan persetujuan orang kedua.' });
  await writeAudit(tx, by.id, 'procedure-requested', row.id, { kind, ...place, reason, waits });
  return row.id;
}

async function emptyDoor(tx: Transaction, door: string): Promise<Place> {
  const occupant = await lockDoor(tx, door);
  if (occupant !== null)
    throw fieldProblem(
      'door-occupied',
      'door',
      `Pintu ini sedang dilayani ${occupant}. Minta penggantian unit itu, bukan pemasangan baru.`,
      409,
    );
  return { door, oldUnit: null, newUnit: null };
}

/** @returns the unit that serves the door and is not shut out; null where it is free. */
async function lockDoor(tx: Transaction, door: string): Promise<string | null> {
  const [found] = await tx.select({ id: doors.id }).from(doors).where(eq(doors.id, door)).for('no key update');
  if (!found) throw fieldProblem('door-unknown', 'door', 'Pintu ini tidak ada.');
  const [occupant] = await tx
    .select({ unit: bindings.unit, state: units.state })
    .from(bindings)
    .innerJoin(units, eq(units.id, bindings.unit))
    .where(and(eq(bindings.door, door), isNull(bindings.until)));
  return occupant === undefined || occupant.state === 'revoked' ? null : occupant.unit;
}

async function placeOfUnit(
  tx: Transaction,
  wanted: Exclude<NewProcedure, { kind: 'install' }>,
  now: Date,
): Promise<Place> {
  const [unit] = await tx
    .select({ id: units.id, state: units.state })
    .from(units)
    .where(eq(units.id, wanted.unit))
    .for('no key update');
  if (!unit) throw fieldProblem('unit-unknown', 'unit', 'Unit ini tidak dikenal hub ini.');
  const [last] = await tx
    .select({ door: bindings.door, until: bindings.until })
    .from(bindings)
    .where(eq(bindings.unit, unit.id))
    .orderBy(desc(bindings.number))
    .limit(1);
  if (!last) throw fieldProblem('unit-without-door', 'unit', 'Unit ini belum pernah melayani pintu.', 409);
  const serves = last.until === null;
  switch (wanted.kind) {
    case 'replace':
    case 'reactivate':
      if (!serves)
        throw fieldProblem(
          'unit-serves-nothing',
          'unit',
          'Unit ini tidak melayani pintu. Minta pemasangan unit baru di pintunya.',
          409,
        );
      break;
    case 'retire':
      if (unit.state === 'revoked' && !serves) throw alreadyOut();
      if (unit.state === 'quarantined') throw quarantined();
      break;
    case 'stolen':
      if (unit.state === 'revoked' && !serves) throw alreadyOut();
      await dropOpen(tx, unit.id, last.door, now);
      break;
    case 'move': {
      if (unit.state === 'revoked') throw alreadyOut();
      if (unit.state === 'quarantined') throw quarantined();
      if (serves && last.door === wanted.door)
        throw fieldProblem('same-door', 'door', 'Unit ini sudah melayani pintu itu.', 409);
      const occupant = await lockDoor(tx, wanted.door);
      if (occupant !== null)
        throw fieldProblem('door-occupied', 'door', `Pintu ini sedang dilayani ${occupant}. Lepaskan dulu.`, 409);
      return { door: wanted.door, oldUnit: unit.id, newUnit: unit.id };
    }
  }
  return { door: last.door, oldUnit: unit.id, newUnit: null };
}

function alreadyOut(): HttpProblem {
  return fieldProblem('unit-revoked', 'unit', 'Unit ini sudah dicabut. Minta pemasangan unit baru.', 409);
}

function quarantined(): HttpProblem {
  return fieldProblem(
    'unit-quarantined',
    'unit',
    'Unit ini dikarantina. Selesaikan karantinanya, atau minta penggantian, atau laporkan dicuri.',
    409,
  );
}

/** A thief does not wait for what else was planned with the unit or its door. */
async function dropOpen(tx: Transaction, unit: string, door: string, now: Date): Promise<void> {
  const open = await tx
    .select({ id: procedures.id })
    .from(procedures)
    .where(
      and(
        isNull(procedures.finishedAt),
        or(eq(procedures.oldUnit, unit), eq(procedures.newUnit, unit), eq(procedures.door, door)),
      ),
    )
    .for('no key update');
  for (const { id } of open) {
    await tx
      .update(commands)
      .set({ state: 'expired', detail: 'Dibatalkan: unit dilaporkan dicuri.' })
      .where(and(eq(commands.procedure, id), eq(commands.state, 'waiting')));
    await closeProcedure(tx, id, 'cancelled', now);
    await writeAudit(tx, null, 'procedure-given-up', id, { why: 'unit-reported-stolen', unit });
  }
}

/** One change at a time for a door and for a unit. */
async function refuseSecond(tx: Transaction, { door, oldUnit }: Place): Promise<void> {
  const [open] = await tx
    .select({ id: procedures.id, door: procedures.door })
    .from(procedures)
    .where(
      and(
        isNull(procedures.finishedAt),
        oldUnit === null
          ? eq(procedures.door, door)
          : or(eq(procedures.door, door), eq(procedures.oldUnit, oldUnit), eq(procedures.newUnit, oldUnit)),
      ),
    )
    .limit(1);
  if (open === undefined) return;
  const what = open.door === door ? 'Pintu ini' : 'Unit ini';
  throw new HttpProblem(
    409,
    'procedure-open',
    `${what} masih dalam proses lain. Selesaikan atau batalkan proses itu lebih dahulu.`,
    { extra: { procedure: open.id } },
  );
}
