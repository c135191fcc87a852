import type { EmployeeDetail, NewEmployee } from '@hadir/shared/api/people';
import { type NipProblem, parseNip } from '@hadir/shared/people/nip';
import { eq } from 'drizzle-orm';
import type { Static } from 'typebox';
import type { Database } from '../database/open-database.ts';
import { employees, opds } from '../database/schema.ts';
import { postings } from '../database/tables/postings.ts';
import { touchDays } from '../days/touch-days.ts';
import { writeAudit } from '../users/write-audit.ts';
import { findEmployee } from './employee-store.ts';

export type AddOutcome =
  | { kind: 'added'; employee: EmployeeDetail }
  | { kind: 'invalid-nip'; problem: NipProblem }
  | { kind: 'nip-taken'; holder: { name: string; opdName: string } }
  | { kind: 'opd-unknown' };

export async function addEmployee(
  db: Database['db'],
  by: string,
  { nip: text, name, opd, position }: Static<typeof NewEmployee>,
): Promise<AddOutcome> {
  const nip = parseNip(text);
  if (!nip.ok) return { kind: 'invalid-nip', problem: nip.problem };
  return db.transaction(async (tx): Promise<AddOutcome> => {
    const [office] = await tx.select({ id: opds.id }).from(opds).where(eq(opds.id, opd));
    if (!office) return { kind: 'opd-unknown' };
    const [added] = await tx
      .insert(employees)
      .values({
        nip: nip.value.nip,
        name: name.trim(),
        opd,
        position: position?.trim() ?? null,
        kind: nip.value.kind === 'PPPK' ? 'PPPK' : 'PNS',
      })
      .onConflictDoNothing({ target: employees.nip })
      .returning({ id: employees.id });
    if (!added) {
      const [holder] = await tx
        .select({ name: employees.name, opdName: opds.name })
        .from(employees)
        .innerJoin(opds, eq(opds.id, employees.opd))
        .where(eq(employees.nip, nip.value.nip));
      if (!holder) throw new Error('A NIP is taken, but nobody holds it.');
      return { kind: 'nip-taken', holder };
    }
    // Where he was before is not known, and does not count: no place is judged before its own first day.
    await tx.insert(postings).values({
      employee: added.id,
      from: nip.value.appointedOn,
      opd,
      position: position?.trim() ?? null,
    });
    await touchDays(tx, [added.id], nip.value.appointedOn, '9999-12-31');
    await writeAudit(tx, by, 'employee-added', added.id, { nip: nip.value.nip, opd });
    return { kind: 'added', employee: (await findEmployee(tx, added.id)) as EmployeeDetail };
  });
}
