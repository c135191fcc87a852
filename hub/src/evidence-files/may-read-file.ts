import type { Role } from '@hadir/shared/api/session';
import { localDay } from '@hadir/shared/time/local-day';
import { and, eq, sql } from 'drizzle-orm';
import type { Database } from '../database/open-database.ts';
import { workReports } from '../database/tables/performance.ts';
import { dutyLetters, requestSteps, requests } from '../database/tables/requests.ts';
import { readChains } from '../delegations/decision-chain.ts';
import { capacityFor, readMandates, staffOf } from '../delegations/mandates.ts';
import { decidesAbout } from '../delegations/sees-employee.ts';
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
  if (request !== null) return mayReadRequest(db, viewer, request, now);
  if (letter !== null) return mayReadLetter(db, viewer, letter, now);
  if (report !== null) return mayReadReport(db, viewer, report, now);
  return uploadedBy === viewer.id;
}

async function mayReadRequest(db: Reader, viewer: SignedIn, id: string, now: Date): Promise<boolean> {
  const [row] = await db.select().from(requests).where(eq(requests.id, id));
  if (!row) return false;
  const chain = (await readChains(db, [row.employee], localDay(now, 'Asia/Jakarta'))).get(row.employee);
  if (chain === undefined) return false;
  const capacity = capacityFor(await readMandates(db, viewer, now), viewer, chain);
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
  return sightOf(viewer, row, { opd: chain.opd, capacity, decided: step !== undefined }) === 'full';
}

const REGION: readonly Role[] = ['admin_bkd', 'inspectorate', 'leader'];

/** A letter is read by those whom it sends, by whoever entered it, by their office and by those above them. */
async function mayReadLetter(db: Reader, viewer: SignedIn, id: string, now: Date): Promise<boolean> {
  const [letter] = await db.select().from(dutyLetters).where(eq(dutyLetters.id, id));
  if (!letter) return false;
  if (REGION.includes(viewer.role) || letter.enteredBy === viewer.id) return true;
  const office = viewer.role === 'opd_head' || viewer.role === 'opd_operator' ? viewer.opd : null;
  const mandates = await readMandates(db, viewer, now);
  const staff = staffOf(mandates, viewer, sql`r.employee`, localDay(now, 'Asia/Jakarta'));
  const rows = await db.execute(sql`
    SELECT 1 FROM requests r JOIN employees e ON e.id = r.employee
    WHERE r.letter = ${id}::uuid AND (r.employee = ${viewer.employee}::uuid OR e.opd = ${office}::uuid OR ${staff})
    LIMIT 1`);
  return rows.length > 0;
}

async function mayReadReport(db: Reader, viewer: SignedIn, id: string, now: Date): Promise<boolean> {
  const [report] = await db.select({ employee: workReports.employee }).from(workReports).where(eq(workReports.id, id));
  if (!report) return false;
  if (report.employee === viewer.employee || viewer.role === 'admin_bkd' || viewer.role === 'inspectorate') return true;
  return decidesAbout(db, viewer, report.employee, now);
}
