import type { DutyLetter } from '@hadir/shared/api/duty-letters';
import { count, eq, inArray, or, type SQL, sql } from 'drizzle-orm';
import type { Database } from '../database/open-database.ts';
import { employees, opds, users } from '../database/schema.ts';
import { dutyLetters, requests } from '../database/tables/requests.ts';
import { presentFile, readFiles } from '../evidence-files/store-files.ts';
import { readPolicyBook } from '../policies/read-policy-book.ts';
import type { SignedIn } from '../users/session-store.ts';
import { leaveKindsOn } from './request-options.ts';

interface LetterSearch {
  readonly id?: string | undefined;
  /** A part of the number or the purpose. */
  readonly text?: string | undefined;
  readonly limit: number;
  readonly offset: number;
}

/** Letters that this reader may see, the newest first: BKD and the Inspektorat all, an office its own. */
export async function listLetters(
  db: Pick<Database['db'], 'select' | 'execute'>,
  { id, text, limit, offset }: LetterSearch,
  viewer: SignedIn,
): Promise<{ letters: DutyLetter[]; total: number }> {
  const conditions: SQL[] = [sql`true`];
  if (id !== undefined) conditions.push(eq(dutyLetters.id, id));
  if (text !== undefined && text.trim() !== '') {
    const pattern = `%${text.trim().replace(/[\\%_]/g, (symbol) => `\\${symbol}`)}%`;
    conditions.push(
      sql`(${dutyLetters.order}->>'number' ILIKE ${pattern} OR ${dutyLetters.order}->>'purpose' ILIKE ${pattern})`,
    );
  }
  if (viewer.role === 'opd_head' || viewer.role === 'opd_operator')
    conditions.push(or(eq(dutyLetters.opd, viewer.opd ?? ''), eq(dutyLetters.enteredBy, viewer.id)) ?? sql`false`);
  const where = sql.join(conditions, sql` AND `);
  const [counted] = await db.select({ total: count() }).from(dutyLetters).where(where);
  const rows = await db
    .select({ letter: dutyLetters, opdName: opds.name, enteredBy: users.name })
    .from(dutyLetters)
    .innerJoin(users, eq(users.id, dutyLetters.enteredBy))
    .leftJoin(opds, eq(opds.id, dutyLetters.opd))
    .where(where)
    .orderBy(sql`${dutyLetters.createdAt} DESC`, dutyLetters.id)
    .limit(limit)
    .offset(offset);
  const ids = rows.map(({ letter }) => letter.id);
  const people =
    ids.length === 0
      ? []
      : await db
          .select({
            letter: requests.letter,
            request: requests.id,
            employee: requests.employee,
            name: employees.name,
            nip: employees.nip,
            state: requests.state,
          })
          .from(requests)
          .innerJoin(employees, eq(employees.id, requests.employee))
          .where(inArray(requests.letter, ids))
          .orderBy(employees.name);
  const files = await readFiles(db, 'letter', ids);
  const { book } = await readPolicyBook(db);
  return {
    total: counted?.total ?? 0,
    letters: rows.map(({ letter, opdName, enteredBy }) => {
      const sent = people.filter((person) => person.letter === letter.id);
      const admin = viewer.role === 'admin_bkd';
      return {
        id: letter.id,
        code: letter.code,
        title: leaveKindsOn(book, letter.from).find(({ code }) => code === letter.code)?.name ?? letter.code,
        order: letter.order,
        from: letter.from,
        to: letter.to,
        opdName,
        enteredBy,
        createdAt: letter.createdAt.toISOString(),
        cancelled: letter.cancelledAt !== null,
        people: sent.map(({ letter: _, ...person }) => person),
        files: (files.get(letter.id) ?? []).map((file) => presentFile(file, false)),
        mayCancel:
          letter.cancelledAt === null &&
          (admin || (viewer.role !== 'inspectorate' && sent.every(({ state }) => state !== 'verified'))),
      };
    }),
  };
}
