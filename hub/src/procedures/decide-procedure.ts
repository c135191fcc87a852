import { and, eq, isNull } from 'drizzle-orm';
import { bindings, commands, procedures } from '../database/schema.ts';
import { HttpProblem, notFound } from '../http/http-problem.ts';
import type { Transaction } from '../rosters/refresh-rosters.ts';
import { writeAudit } from '../users/write-audit.ts';
import { closeProcedure } from './close-procedure.ts';
import { needsSecondPerson } from './lifecycle-policy.ts';
import { planProcedure } from './plan-procedure.ts';
import { readFacts } from './read-facts.ts';
import { recordStep } from './record-step.ts';
import { takeBackBind } from './take-back-bind.ts';

export interface Decider {
  readonly id: string;
  readonly name: string;
}

type Row = typeof procedures.$inferSelect;

/** @throws HttpProblem 404. The row stays locked until the transaction ends. */
export async function lockProcedure(tx: Transaction, id: string): Promise<Row> {
  const [row] = await tx.select().from(procedures).where(eq(procedures.id, id)).for('no key update');
  if (!row) throw notFound('Proses ini');
  return row;
}

/** Lets a procedure run. Where the policy of this moment wants a second person, whoever asked for it may not. */
export async function approveProcedure(
  tx: Transaction,
  id: string,
  by: Decider,
  note: string | undefined,
  now: Date,
): Promise<void> {
  const row = await lockProcedure(tx, id);
  if (row.state !== 'awaiting-approval') throw alreadyDecided(row);
  if (row.requestedBy === by.id && (await needsSecondPerson(tx, row.kind)))
    throw new HttpProblem(
      403,
      'second-person-needed',
      'Permintaan ini harus disetujui orang lain, bukan oleh yang memintanya.',
    );
  await tx.update(procedures).set({ state: 'running' }).where(eq(procedures.id, id));
  const detail = `Disetujui oleh ${by.name}${note === undefined || note === '' ? '' : `: ${note}`}.`;
  await recordStep(tx, id, { name: 'approved', state: 'done', at: now, by: by.id, detail });
  await writeAudit(tx, by.id, 'procedure-approved', id, { kind: row.kind, note: note ?? null });
}

export async function refuseProcedure(
  tx: Transaction,
  id: string,
  by: Decider,
  note: string | undefined,
  now: Date,
): Promise<void> {
  const row = await lockProcedure(tx, id);
  if (row.state !== 'awaiting-approval') throw alreadyDecided(row);
  const detail = `Ditolak oleh ${by.name}${note === undefined || note === '' ? '' : `: ${note}`}.`;
  await recordStep(tx, id, { name: 'approved', state: 'skipped', at: now, by: by.id, detail });
  await closeProcedure(tx, id, 'refused', now);
  await writeAudit(tx, by.id, 'procedure-refused', id, { kind: row.kind, note: note ?? null });
}

/**
 * Calls a procedure off while nothing has happened that cannot be undone: before a unit was told, or after it refused
 * or left without another one having come; a claim that nobody used dies with it.
 */
export async function cancelProcedure(
  tx: Transaction,
  id: string,
  by: Decider,
  note: string | undefined,
  now: Date,
): Promise<void> {
  const row = await lockProcedure(tx, id);
  if (row.finishedAt !== null) throw alreadyDecided(row);
  if (row.state === 'running') await callBack(tx, row);
  const facts = (await readFacts(tx, [id])).get(id);
  const current = facts === undefined ? null : planProcedure(facts).current;
  const name = row.state === 'awaiting-approval' ? 'approved' : current;
  const detail = `Dibatalkan oleh ${by.name}${note === undefined || note === '' ? '' : `: ${note}`}.`;
  if (name !== null) await recordStep(tx, id, { name, state: 'skipped', at: now, by: by.id, detail });
  await closeProcedure(tx, id, 'cancelled', now);
  await writeAudit(tx, by.id, 'procedure-cancelled', id, { kind: row.kind, note: note ?? null });
}

/** Takes back the order that nobody was told. @throws HttpProblem 409 where it is too late. */
async function callBack(tx: Transaction, row: Row): Promise<void> {
  if (row.kind !== 'move' && row.newUnit !== null)
    throw tooLate(`${row.newUnit} sudah mengambil alih pintu ini. Minta penggantian atau pelepasan unit itu.`);
  // Journals are stored with the bindings locked first, and so this is done in the same order.
  if (row.oldUnit !== null)
    await tx.select({ number: bindings.number }).from(bindings).where(eq(bindings.unit, row.oldUnit)).for('update');
  const kept = await tx.select().from(commands).where(eq(commands.procedure, row.id)).for('no key update');
  const told = kept.find(({ state, sentAt }) => state === 'waiting' && sentAt !== null);
  if (told !== undefined)
    throw tooLate(
      'Perintahnya sudah dikirim ke unit dan mungkin sedang dijalankan. Tunggu jawabannya, atau cabut unit itu.',
    );
  if (row.kind === 'move' && kept.length > 0) {
    const untold = kept.every(({ state, sentAt }) => state === 'waiting' && sentAt === null);
    if (!untold) throw tooLate('Unit sudah pindah. Tunggu sampai selesai, lalu minta pemindahan kembali.');
    if (row.oldUnit !== null && !(await takeBackBind(tx, row.oldUnit, row.door)))
      throw tooLate('Pintu semula sudah dilayani unit lain, jadi unit ini tidak dapat kembali ke sana.');
  }
  await tx
    .update(commands)
    .set({ state: 'expired', detail: 'Dibatalkan sebelum dikirim.' })
    .where(and(eq(commands.procedure, row.id), eq(commands.state, 'waiting'), isNull(commands.sentAt)));
}

function alreadyDecided(row: Row): HttpProblem {
  const words = {
    'awaiting-approval': 'Proses ini masih menunggu persetujuan.',
    running: 'Proses ini sudah disetujui dan sedang berjalan.',
    done: 'Proses ini sudah selesai.',
    refused: 'Proses ini sudah ditolak.',
    cancelled: 'Proses ini sudah dibatalkan.',
  };
  return new HttpProblem(409, 'already-decided', words[row.state]);
}

function tooLate(detail: string): HttpProblem {
  return new HttpProblem(409, 'too-late', detail);
}
