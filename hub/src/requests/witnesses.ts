import type { NewWitnessWord, RequestSubject, Witness } from '@hadir/shared/api/requests';
import { eq, sql } from 'drizzle-orm';
import type { Database } from '../database/open-database.ts';
import { witnessWords } from '../database/tables/requests.ts';
import { fieldProblem, forbidden, HttpProblem } from '../http/http-problem.ts';
import type { Transaction } from '../rosters/refresh-rosters.ts';
import type { SignedIn } from '../users/session-store.ts';
import { writeAudit } from '../users/write-audit.ts';
import { lockRequest, type RequestRow } from './record-step.ts';

/** @returns the employee who is named as a witness; null where nobody is. */
export function witnessOf(subject: RequestSubject): string | null {
  return subject.kind === 'manual' || subject.kind === 'forgotten' ? (subject.witness ?? null) : null;
}

/** @returns by request, for those that name a witness. */
export async function readWitnesses(
  db: Pick<Database['db'], 'execute'>,
  rows: readonly Pick<RequestRow, 'id' | 'subject'>[],
): Promise<Map<string, Witness>> {
  const named = rows.flatMap(({ id, subject }) => {
    const employee = witnessOf(subject);
    return employee === null ? [] : [{ request: id, employee }];
  });
  if (named.length === 0) return new Map();
  const found = await db.execute<{
    request: string;
    id: string;
    name: string;
    account: boolean;
    word: Witness['word'];
    note: string | null;
    at: string | null;
  }>(sql`
    SELECT n.request, e.id, e.name, w.word, w.note, w.at::text AS at,
      EXISTS (SELECT 1 FROM users u WHERE u.employee = e.id AND u.active) AS account
    FROM json_to_recordset(${JSON.stringify(named)}::text::json) AS n(request uuid, employee uuid)
    JOIN employees e ON e.id = n.employee
    LEFT JOIN witness_words w ON w.request = n.request AND w.employee = n.employee`);
  return new Map(
    found.map(({ request, at, ...witness }) => [
      request,
      { ...witness, at: at === null ? null : new Date(at).toISOString() },
    ]),
  );
}

/** Whether the witness of a request says that he did not see it. */
export async function isDenied(db: Pick<Database['db'], 'select'>, request: string): Promise<boolean> {
  const [row] = await db
    .select({ word: witnessWords.word })
    .from(witnessWords)
    .where(eq(witnessWords.request, request));
  return row?.word === 'denied';
}

/**
 * The witness's word, which he may change for as long as nobody has decided for good.
 * @throws HttpProblem 403 for anybody else, 409 once the request holds or was refused.
 */
export async function sayWitness(
  tx: Transaction,
  id: string,
  by: SignedIn,
  { word, note = '' }: NewWitnessWord,
  now: Date,
): Promise<void> {
  const row = await lockRequest(tx, id);
  const employee = witnessOf(row.subject);
  if (employee === null || employee !== by.employee) throw forbidden('Hanya saksi yang disebut yang dapat menjawab.');
  if (!awaitsWitness(row))
    throw new HttpProblem(
      409,
      'already-decided',
      'Permohonan ini sudah selesai, jadi jawaban saksi tidak berubah lagi.',
    );
  const said = note.trim();
  if (word === 'denied' && said.length < 3)
    throw fieldProblem('note-missing', 'note', 'Tuliskan apa yang Anda ketahui, sedikitnya 3 huruf.');
  const values = { employee, by: by.id, word, note: said === '' ? null : said, at: now };
  await tx
    .insert(witnessWords)
    .values({ request: id, ...values })
    .onConflictDoUpdate({ target: witnessWords.request, set: values });
  await writeAudit(tx, by.id, `request-witness-${word}`, id, { employee: row.employee });
}

/** Whether a word may still weigh in the decision. */
export function awaitsWitness({ state }: Pick<RequestRow, 'state'>): boolean {
  return state === 'submitted' || state === 'endorsed';
}
