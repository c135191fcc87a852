import { localDay } from '@hadir/shared/time/local-day';
import { and, eq, sql } from 'drizzle-orm';
import type { Database } from '../database/open-database.ts';
import { workReports } from '../database/tables/performance.ts';
import { dutyLetters, requestSteps, requests } from '../database/tables/requests.ts';
import { readChains } from '../delegations/decision-chain.ts';
import { capacityFor, readMandates } from '../delegations/mandates.ts';
import { sightOf } from '../requests/sight.ts';
import type { SignedIn } from '../users/session-store.ts';
import type { FileRow } from './store-files.ts';

type Reader = Pick<Database['db'], 'select' | 'execute'>;

/** Whether this reader may open the document. What belongs to nothing yet is for whoever uploaded it. */
export async function mayReadFile(
  db: Reader,
  viewer: SignedIn,
  { uploadedBy, request, letter, report }: Pick<FileRow, 'uploadedBy' | 'request' | 'letter' | 'report'>,
  now: Date,
): Promise<boolean> {
  const today = localDay(now, 'Asia/Jakarta');
  if (request !== null) return mayReadRequest(db, viewer, request, today);
  if (letter !== null) return mayReadLetter(db, viewer, letter, today);
  if (report !== null) return mayReadReport(db, viewer, report, today);
  return uploadedBy === viewer.id;
}

async function capacityAbout(db: Reader, viewer: SignedIn, employee: string, today: string) {
  const chain = (await readChains(db, [employee], today)).get(employee);
  if (chain === undefined) return null;
  return { opd: chain.opd, capacity: capacityFor(await readMandates(db, viewer, today), viewer, chain) };
}

async function mayReadRequest(db: Reader, viewer: SignedIn, id: string, today: string): Promise<boolean> {
  const [row] = await db.select().from(requests).where(eq(requests.id, id));
  if (!row) return false;
  const about = await capacityAbout(db, viewer, row.employee, today);
  if (about === null) return false;
  const [step] = await db
    .select({ number: requestSteps.number })
    .from(requestSteps)
    .where(
      and(
        eq(requestSteps.request, id),
        eq(requestSteps.by, viewer.id),
        sql`${requestSteps.capacity} NOT IN ('self', 'operator')`,
      ),
    )
    .limit(1);
  return sightOf(viewer, row, { ...about, decided: step !== undefined }) === 'full';
}

/** A letter is read by those whom it sends, by whoever entered it, and by those who may read one of its requests. */
async function mayReadLetter(db: Reader, viewer: SignedIn, id: string, today: string): Promise<boolean> {
  const [letter] = await db.select().from(dutyLetters).where(eq(dutyLetters.id, id));
  if (!letter) return false;
  if (viewer.role === 'admin_bkd' || viewer.role === 'inspectorate' || letter.enteredBy === viewer.id) return true;
  const people = await db.select({ id: requests.id }).from(requests).where(eq(requests.letter, id)).limit(1000);
  for (const request of people) if (await mayReadRequest(db, viewer, request.id, today)) return true;
  return false;
}

async function mayReadReport(db: Reader, viewer: SignedIn, id: string, today: string): Promise<boolean> {
  const [report] = await db.select({ employee: workReports.employee }).from(workReports).where(eq(workReports.id, id));
  if (!report) return false;
  if (report.employee === viewer.employee || viewer.role === 'admin_bkd' || viewer.role === 'inspectorate') return true;
  const about = await capacityAbout(db, viewer, report.employee, today);
  return about !== null && about.capacity !== null;
}
