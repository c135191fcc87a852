import type { NewRequest, RequestSubject } from '@hadir/shared/api/requests';
import { localDay } from '@hadir/shared/time/local-day';
import { and, eq, sql } from 'drizzle-orm';
import type { Database } from '../database/open-database.ts';
import { employees, opds } from '../database/schema.ts';
import { requests } from '../database/tables/requests.ts';
import type { FileRow } from '../evidence-files/store-files.ts';
import { asZone } from '../opds/zone.ts';
import { readPolicyBook } from '../policies/read-policy-book.ts';
import { partsOverlap } from '../rules/leave/parts-overlap.ts';
import type { PolicyBook } from '../rules/policy/policy-book.ts';
import { entitledFrom, readLeaveUse } from './leave-use.ts';
import type { RequestFacts } from './request-facts.ts';
import { leaveKindsOn, titleOf } from './request-options.ts';
import { readRequestPolicy, recordsFrom } from './request-policy.ts';
import { halvesOf, readWorkCalendar, type WorkCalendar } from './work-calendar.ts';

type Reader = Pick<Database['db'], 'select' | 'execute'>;

interface Wanted {
  /** Of one that exists already; it does not stand in its own way. */
  readonly id: string | null;
  readonly employee: string;
  readonly wanted: Pick<NewRequest, 'subject' | 'from' | 'to' | 'reason'>;
  readonly files: readonly Pick<FileRow, 'strict'>[];
  readonly byBkd: boolean;
  readonly now: Date;
}

const DAY = /^\d{4}-\d{2}-\d{2}$/;

/** Reads what `examineRequest` judges by. @returns null where there is no such employee. */
export async function gatherFacts(
  db: Reader,
  { id, employee, wanted, files, byBkd, now }: Wanted,
): Promise<RequestFacts | null> {
  const [person] = await db
    .select({
      id: employees.id,
      nip: employees.nip,
      kind: employees.kind,
      active: employees.active,
      servedFrom: employees.servedFrom,
      zone: opds.zone,
    })
    .from(employees)
    .innerJoin(opds, eq(opds.id, employees.opd))
    .where(eq(employees.id, employee));
  if (!person) return null;
  const { subject } = wanted;
  const today = localDay(now, asZone(person.zone));
  const { book } = await readPolicyBook(db);
  const policy = await readRequestPolicy(db);
  const [from, to] = sensible(wanted.from, wanted.to, today);
  const kinds = leaveKindsOn(book, from);
  const leave = subject.kind === 'absence' ? (kinds.find(({ code }) => code === subject.code) ?? null) : null;
  const calendar = await readWorkCalendar(db, book, [employee], from, to);
  const part = subject.kind === 'absence' ? subject.part : 'day';
  const years = range(Number(from.slice(0, 4)), Number(to.slice(0, 4)));
  const use =
    leave === null ? null : await readLeaveUse(db, book, person, await recordsFrom(db, policy, years[0] ?? 0), id);
  const sameMonth = await readOthers(db, employee, id, `${from.slice(0, 7)}-01`, `${from.slice(0, 7)}-31`);
  return {
    wanted,
    employee: person,
    today,
    leave,
    policy,
    halves: halvesOf(calendar.count(employee, from, to), part),
    files: { count: files.length, strict: files.filter(({ strict }) => strict).length },
    overlaps: await findOverlaps(db, book, calendar, { employee, id, subject, from, to }),
    balances:
      leave === null || use === null
        ? []
        : years.flatMap((year) => {
            const balance = use.balance(leave, year);
            const [first = from] = [from, `${year}-01-01`].sort().reverse();
            const [last = to] = [to, `${year}-12-31`].sort();
            const days = calendar.count(employee, first, last);
            return balance === null ? [] : [{ year, balance, halves: halvesOf(days, part) }];
          }),
    monthHalves: leave === null || use === null ? 0 : use.monthHalves(leave.code, from.slice(0, 7)),
    entitledFrom: leave === null ? null : entitledFrom(person, leave),
    sameInMonth: sameMonth.filter((other) => other.subject.kind === subject.kind).length,
    witness: subject.kind === 'manual' ? await judgeWitness(db, employee, subject.witness) : 'none',
    entryKnown: await isOwnEntry(db, employee, subject, from),
    byBkd,
    isOfficeDay: (day) => book.isOfficeDay(day),
  };
}

/** Days that can be asked about, where the given ones cannot: those are refused by `examineRequest` in words. */
function sensible(from: string, to: string, today: string): [string, string] {
  const valid = (day: string) => DAY.test(day) && !Number.isNaN(Date.parse(`${day}T00:00:00Z`));
  if (!valid(from) || !valid(to) || to < from || Date.parse(to) - Date.parse(from) > 1600 * 86_400_000)
    return [today, today];
  const plain = (day: string) => new Date(`${day}T00:00:00Z`).toISOString().slice(0, 10);
  return [plain(from), plain(to)];
}

function range(from: number, to: number): number[] {
  return Array.from({ length: to - from + 1 }, (_, index) => from + index);
}

type Other = { subject: RequestSubject; from: string; to: string; state: string };

async function readOthers(
  db: Reader,
  employee: string,
  except: string | null,
  from: string,
  to: string,
): Promise<Other[]> {
  // The last days of short months are written as the 31st, which no date may be.
  return db
    .select({ subject: requests.subject, from: requests.from, to: requests.to, state: requests.state })
    .from(requests)
    .where(
      and(
        eq(requests.employee, employee),
        sql`${requests.state} IN ('submitted', 'endorsed', 'verified')`,
        sql`${requests.id} IS DISTINCT FROM ${except}::uuid`,
        sql`${requests.from}::text <= ${to} AND ${requests.to}::text >= ${from}`,
      ),
    );
}

interface Asked {
  readonly employee: string;
  readonly id: string | null;
  readonly subject: RequestSubject;
  readonly from: string;
  readonly to: string;
}

/** Two absences overlap where they take the same time; two corrections where they are of one kind and one day. */
async function findOverlaps(
  db: Reader,
  book: PolicyBook,
  calendar: WorkCalendar,
  { employee, id, subject, from, to }: Asked,
): Promise<RequestFacts['overlaps'][number][]> {
  const others = await readOthers(db, employee, id, from, to);
  return others
    .filter((other) => {
      if (subject.kind !== 'absence') return other.subject.kind === subject.kind;
      if (other.subject.kind !== 'absence') return false;
      const day = other.from > from ? other.from : from;
      return partsOverlap(subject.part, other.subject.part, calendar.dayOf(employee, day)?.middle ?? 705);
    })
    .map((other) => ({
      title: titleOf(other.subject, leaveKindsOn(book, other.from)),
      from: other.from,
      to: other.to,
      state: other.state,
    }));
}

async function judgeWitness(db: Reader, employee: string, witness: string): Promise<RequestFacts['witness']> {
  if (witness === employee) return 'self';
  const [found] = await db.select({ active: employees.active }).from(employees).where(eq(employees.id, witness));
  return found?.active ? 'known' : 'unknown';
}

async function isOwnEntry(db: Reader, employee: string, subject: RequestSubject, day: string): Promise<boolean> {
  const what = subject.kind === 'objection' ? subject.remedy : subject;
  if (what.kind !== 'void') return true;
  const rows = await db.execute(sql`
    SELECT 1 FROM punches WHERE employee = ${employee}::uuid AND unit || '/' || binding || '/' || seq = ${what.entry}
      AND day BETWEEN ${day}::date - 1 AND ${day}::date + 1`);
  return rows.length > 0;
}
