import type { LetterPeople, LetterPeopleQuestion } from '@hadir/shared/api/duty-letters';
import { sql } from 'drizzle-orm';
import type { Database } from '../database/open-database.ts';
import { forbidden } from '../http/http-problem.ts';
import type { SignedIn } from '../users/session-store.ts';

/** As many as one letter sends. */
const MOST = 1000;

/**
 * Finds many people at once: by a list of NIPs as somebody pasted it, or everybody of an office.
 * @throws HttpProblem 403 where an office other than one's own is named.
 */
export async function findLetterPeople(
  db: Pick<Database['db'], 'execute'>,
  by: SignedIn,
  { nips = [], opd }: LetterPeopleQuestion,
): Promise<LetterPeople> {
  const own = by.role === 'admin_bkd' ? null : by.opd;
  if (opd !== undefined && own !== null && opd !== own)
    throw forbidden('Surat Tugas hanya untuk pegawai OPD Anda sendiri.');
  const wanted = [...new Set(nips.map((nip) => nip.replace(/\D/g, '')))];
  const rows = await db.execute<LetterPeople['people'][number]>(sql`
    SELECT e.id, e.name, e.nip, e.position, o.name AS "opdName"
    FROM employees e JOIN opds o ON o.id = e.opd
    WHERE e.active AND (${own}::uuid IS NULL OR e.opd = ${own}::uuid)
      AND (e.opd = ${opd ?? null}::uuid
        OR e.nip IN (SELECT value FROM json_array_elements_text(${JSON.stringify(wanted)}::text::json)))
    ORDER BY e.name, e.nip LIMIT ${MOST}`);
  const known = new Set(rows.map(({ nip }) => nip));
  return { people: rows.map((row) => ({ ...row })), unknown: wanted.filter((nip) => !known.has(nip)) };
}
