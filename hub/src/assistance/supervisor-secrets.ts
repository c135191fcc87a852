import { randomInt } from 'node:crypto';
import type { PinCode, SupervisorCard } from '@hadir/shared/api/assistance';
import { parseNip } from '@hadir/shared/people/nip';
import { hashPin, isWeakPin, verifyPin } from '@hadir/shared/people/pin';
import { cardToQr, cardToTyped, hashCardSecret, makeCardSecret } from '@hadir/shared/people/supervisor-card';
import { and, eq, isNull, type SQL, sql } from 'drizzle-orm';
import type { Database } from '../database/open-database.ts';
import { employees, opds } from '../database/schema.ts';
import { supervisors } from '../database/tables/assistance.ts';
import { fieldProblem, HttpProblem, notFound } from '../http/http-problem.ts';
import { refreshRosters, type Transaction } from '../rosters/refresh-rosters.ts';
import { writeAudit } from '../users/write-audit.ts';

type Db = Database['db'];

const CODE_HOURS = 24;
const CODE_TRIES = 5;
/** A code that nobody was given: who asks for somebody who has none waits as long as everybody. */
let nobody: Promise<string> | undefined;

/** A code for BKD to hand over, with which the supervisor sets his PIN himself: BKD never knows it. */
export async function makePinCode(db: Db, by: string, id: string, now: Date): Promise<PinCode> {
  const code = String(randomInt(100_000_000)).padStart(8, '0');
  const codeExpires = new Date(now.getTime() + CODE_HOURS * 3_600_000);
  const hash = await hashPin(code);
  await db.transaction(async (tx) => {
    const { employee } = await change(tx, eq(supervisors.id, id), { code: hash, codeExpires, codeTries: 0 });
    await writeAudit(tx, by, 'supervisor-code-made', employee, { expiresAt: codeExpires.toISOString() });
  });
  return { code, expiresAt: codeExpires.toISOString() };
}

/** @returns doors with a new roster version. */
export async function setOwnPin(db: Db, by: string, employee: string, pin: string): Promise<string[]> {
  refuseWeak(pin);
  const hash = await hashPin(pin);
  return db.transaction(async (tx) => {
    const { opd } = await change(tx, eq(supervisors.employee, employee), { ...withPin(hash), ...WITHOUT_CODE });
    await writeAudit(tx, by, 'supervisor-pin-set', employee, { how: 'signed-in' });
    return refreshRosters(tx, opd);
  });
}

/**
 * Sets a PIN by a code that BKD handed over. A wrong code costs one of a few tries, before it is compared.
 * @returns doors with a new roster version.
 */
export async function setPinByCode(
  db: Db,
  { nip, code, pin }: { nip: string; code: string; pin: string },
  now: Date,
): Promise<string[]> {
  refuseWeak(pin);
  const parsed = parseNip(nip);
  const [row] = await db
    .update(supervisors)
    .set({ codeTries: sql`${supervisors.codeTries} + 1` })
    .where(
      and(
        isNull(supervisors.endedAt),
        sql`${supervisors.employee} = (SELECT id FROM ${employees} WHERE nip = ${parsed.ok ? parsed.value.nip : ''})`,
        sql`${supervisors.codeExpires} > ${now.toISOString()}::timestamptz AND ${supervisors.codeTries} < ${CODE_TRIES}`,
      ),
    )
    .returning({ id: supervisors.id, employee: supervisors.employee, code: supervisors.code });
  nobody ??= hashPin('00000000');
  const right = await verifyPin(row?.code ?? (await nobody), code.replace(/\D/g, ''));
  if (!right || !row || row.code === null)
    throw new HttpProblem(
      403,
      'wrong-code',
      'NIP atau kode tidak cocok, atau kode sudah dipakai atau habis masanya. Mintalah kode baru kepada BKD.',
    );
  const hash = await hashPin(pin);
  return db.transaction(async (tx) => {
    const same = and(eq(supervisors.id, row.id), eq(supervisors.code, row.code as string));
    const { opd, employee } = await change(tx, same, { ...withPin(hash), ...WITHOUT_CODE });
    await writeAudit(tx, null, 'supervisor-pin-set', employee, { how: 'code' });
    return refreshRosters(tx, opd);
  });
}

/** Makes a card; the one before is of no use any more. Its secret is shown now and never again. */
export async function makeCard(db: Db, by: string, id: string): Promise<{ card: SupervisorCard; doors: string[] }> {
  const secret = makeCardSecret();
  return db.transaction(async (tx) => {
    const made = { card: hashCardSecret(secret), cardMadeAt: new Date() };
    const { opd, employee } = await change(tx, eq(supervisors.id, id), made);
    await writeAudit(tx, by, 'supervisor-card-made', employee);
    const [person] = await tx
      .select({ name: employees.name, nip: employees.nip, opdName: opds.name })
      .from(employees)
      .innerJoin(opds, eq(opds.id, employees.opd))
      .where(eq(employees.id, employee));
    if (!person) throw notFound('Petugas ini');
    const doors = await refreshRosters(tx, opd);
    return { card: { qr: cardToQr(secret), typed: cardToTyped(secret), ...person }, doors };
  });
}

/** Takes back the PIN or the card that somebody lost. @returns doors with a new roster version. */
export async function revokeSecret(db: Db, by: string, id: string, which: 'pin' | 'card'): Promise<string[]> {
  return db.transaction(async (tx) => {
    const gone = which === 'pin' ? { ...withPin(null), ...WITHOUT_CODE } : { card: null, cardMadeAt: null };
    const { opd, employee } = await change(tx, eq(supervisors.id, id), gone);
    await writeAudit(tx, by, `supervisor-${which}-revoked`, employee);
    return refreshRosters(tx, opd);
  });
}

const WITHOUT_CODE = { code: null, codeExpires: null, codeTries: 0 };

function withPin(pin: string | null) {
  return { pin, pinSetAt: pin === null ? null : new Date() };
}

function refuseWeak(pin: string): void {
  if (isWeakPin(pin))
    throw fieldProblem(
      'weak-pin',
      'pin',
      'PIN ini terlalu mudah ditebak. Jangan memakai tanggal, angka berurutan, atau angka yang berulang.',
    );
}

async function change(tx: Transaction, which: SQL | undefined, values: Partial<typeof supervisors.$inferInsert>) {
  const [row] = await tx
    .update(supervisors)
    .set(values)
    .where(and(which, isNull(supervisors.endedAt)))
    .returning({ opd: supervisors.opd, employee: supervisors.employee });
  if (!row) throw notFound('Petugas ini');
  return row;
}
