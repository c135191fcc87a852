import { and, eq, isNull } from 'drizzle-orm';
import { procedures } from '../database/schema.ts';
import { HttpProblem } from '../http/http-problem.ts';
import type { Transaction } from '../rosters/refresh-rosters.ts';
import { needsSecondPerson } from './lifecycle-policy.ts';

/** A claim outside of any procedure is a way around neither the second person nor a procedure that has begun. */
export async function refuseLooseClaim(tx: Transaction, door: string): Promise<void> {
  const [open] = await tx
    .select({ id: procedures.id })
    .from(procedures)
    .where(and(eq(procedures.door, door), isNull(procedures.finishedAt)));
  if (open !== undefined)
    throw new HttpProblem(409, 'procedure-open', 'Pintu ini sedang dalam proses. Buat kode klaim dari proses itu.', {
      extra: { procedure: open.id },
    });
  if (await needsSecondPerson(tx, 'install'))
    throw new HttpProblem(
      409,
      'second-person-needed',
      'Pemasangan unit memerlukan persetujuan orang kedua. Ajukan permintaan pemasangan untuk pintu ini.',
    );
}
