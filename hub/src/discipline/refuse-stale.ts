import { eq } from 'drizzle-orm';
import type { Database } from '../database/open-database.ts';
import { disciplineCases } from '../database/tables/discipline.ts';
import { HttpProblem } from '../http/http-problem.ts';
import type { CaseRow } from './case-record.ts';
import { evaluateCases } from './evaluate-cases.ts';
import type { CaseReader } from './list-cases.ts';

/**
 * Compares the person's days with his cases as the night would, so that nobody accepts, decides or writes letters on
 * days that were explained this morning. @throws HttpProblem 409 where the case is another by that
 */
export async function refuseStale(db: Database['db'], seen: CaseRow, { today, now }: CaseReader): Promise<void> {
  await evaluateCases(db, today, now, { employee: seen.employee, year: seen.year });
  const [row] = await db.select().from(disciplineCases).where(eq(disciplineCases.id, seen.id));
  if (row === undefined || !differs(seen, row)) return;
  throw new HttpProblem(
    409,
    'changed-meanwhile',
    'Hari-hari yang mendasari perkara ini baru saja berubah. Muat ulang halaman dan periksa kembali.',
  );
}

/** That days came on top changes nothing as long as the same follows from them. */
function differs(before: CaseRow, after: CaseRow): boolean {
  return (
    before.step?.code !== after.step?.code ||
    before.groundlessSince !== after.groundlessSince ||
    before.ground.days.some((day) => !after.ground.days.includes(day))
  );
}
