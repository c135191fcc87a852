import type { NewRequest, RequestSubject } from '@hadir/shared/api/requests';
import { isCalendarDay } from '@hadir/shared/time/calendar-day';
import { instantAt, localDay, type Zone } from '@hadir/shared/time/local-day';
import { and, eq, gte, inArray, lte, sql } from 'drizzle-orm';
import type { Database } from '../database/open-database.ts';
import { employees, opds } from '../database/schema.ts';
import { requests } from '../database/tables/requests.ts';
import type { FileRow } from '../evidence-files/store-files.ts';
import { asZone } from '../opds/zone.ts';
import { readPolicyBook } from '../policies/read-policy-book.ts';
import { addDays } from '../rules/discipline/working-days.ts';
import { addMonths } from '../rules/leave/add-months.ts';
import { partsOverlap } from '../rules/leave/parts-overlap.ts';
import type { PolicyBook } from '../rules/policy/policy-book.ts';
import { entitledFrom } from './leave-use.ts';
import type { RequestFacts } from './request-facts.ts';
import { leaveKindsOn, titleOf } from './request-options.ts';
import { readRequestPolicy, recordsFrom } from './request-policy.ts';
import { type SeenTimes, seenTimes } from './seen-times.ts';
import { weighQuota } from './weigh-quota.ts';
import { witnessOf } from './witnesses.ts';
import { readWorkCalendar, type WorkCalendar } from './work-calendar.ts';

type Reader = Pick<Database['db'], 'select' | 'execute'>;

interface Wanted {
  /** Of one that exists already; it does not stand in its own way. */
  readonly id: string | null;
  readonly wanted: Pick<NewRequest, 'subject' | 'from' | 'to' | 'reason'>;
  readonly files: readonly Pick<FileRow, 'strict'>[];
  readonly byBkd: boolean;
  readonly now: Date;
}

/** Reads what `examineRequest` judges by. @returns null where there is no such employee. */
export async function gatherFacts(
  db: Reader,
  { employee, ...wanted }: Wanted & { readonly employee: string },
): Promise<RequestFacts | null> {
  return (await gatherFactsOf(db, [employee], wanted)).get(employee) ?? null;
}

/** The same of many who ask for the same; what belongs to one person only is read person by person. */
export async function gatherFactsOf(
  db: Reader,
  people: readonly string[],
  { id, wanted, files, byBkd, now }: Wanted,
): Promise<Map<string, RequestFacts>> {
  const persons = await db
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
    .where(inArray(employees.id, [...people]));
  const { subject } = wanted;
  const { book } = await readPolicyBook(db);
  const policy = await readRequestPolicy(db);
  const [from, to] = sensible(wanted.from, wanted.to, localDay(now, 'Asia/Jakarta'));
  const leave =
    subject.kind === 'absence' ? (leaveKindsOn(book, from).find(({ code }) => code === subject.code) ?? null) : null;
  const calendar = await readWorkCalendar(db, book, people, from, to);
  const others = await readOthers(db, people, id, from, to);
  const years = await recordsFrom(db, policy, Number(from.slice(0, 4)));
  const facts = new Map<string, RequestFacts>();
  for (const person of persons) {
    const employee = person.id;
    const own = others.filter((other) => other.employee === employee);
    const zone = calendar.placeOf(employee, from)?.zone ?? asZone(person.zone);
    facts.set(employee, {
      wanted,
      employee: person,
      today: localDay(now, asZone(person.zone)),
      leave,
      policy,
      files: { count: files.length, strict: files.filter(({ strict }) => strict).length },
      overlaps: findOverlaps(book, calendar, { employee, subject, from, to }, own),
      ...(await weighQuota(db, { book, calendar, person, leave, subject, from, to, id, years })),
      entitledFrom: leave === null ? null : entitledFrom(person, leave),
      sameInMonth: own.filter((other) => other.subject.kind === subject.kind && isIn(other, from.slice(0, 7))).length,
      witness: await judgeWitness(db, employee, witnessOf(subject)),
      timesAhead: timesOf(subject, from, zone).some((at) => at > now),
      entryKnown: await isOwnEntry(db, employee, subject, from),
      byBkd,
      isOfficeDay: (day) => book.isOfficeDay(day),
    });
  }
  return facts;
}

/** Days that can be asked about, where the given ones cannot: those are refused by `examineRequest` in words. */
function sensible(from: string, to: string, today: string): [string, string] {
  const sound = isCalendarDay(from) && isCalendarDay(to) && from <= to;
  return sound && Date.parse(to) - Date.parse(from) <= 1600 * 86_400_000 ? [from, to] : [today, today];
}

type Other = { employee: string; subject: RequestSubject; from: string; to: string; state: string };

/** Whatever of them touches the range or the month of its first day. */
async function readOthers(
  db: Reader,
  people: readonly string[],
  except: string | null,
  from: string,
  to: string,
): Promise<Other[]> {
  const month = from.slice(0, 7);
  const [, last = to] = [to, addDays(addMonths(`${month}-01`, 1), -1)].sort();
  return db
    .select({
      employee: requests.employee,
      subject: requests.subject,
      from: requests.from,
      to: requests.to,
      state: requests.state,
    })
    .from(requests)
    .where(
      and(
        inArray(requests.employee, [...people]),
        inArray(requests.state, ['submitted', 'endorsed', 'verified']),
        sql`${requests.id} IS DISTINCT FROM ${except}::uuid`,
        lte(requests.from, last),
        gte(requests.to, `${month}-01`),
      ),
    );
}

function isIn({ from, to }: Other, month: string): boolean {
  return from.slice(0, 7) <= month && month <= to.slice(0, 7);
}

interface Asked {
  readonly employee: string;
  readonly subject: RequestSubject;
  readonly from: string;
  readonly to: string;
}

/** Two absences overlap where they take the same time; two corrections where they are of one kind and one day. */
function findOverlaps(
  book: PolicyBook,
  calendar: WorkCalendar,
  { employee, subject, from, to }: Asked,
  others: readonly Other[],
): RequestFacts['overlaps'][number][] {
  return others
    .filter((other) => {
      if (other.from > to || other.to < from) return false;
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

async function judgeWitness(db: Reader, employee: string, witness: string | null): Promise<RequestFacts['witness']> {
  if (witness === null) return 'none';
  if (witness === employee) return 'self';
  const [found] = await db.select({ active: employees.active }).from(employees).where(eq(employees.id, witness));
  return found?.active ? 'known' : 'unknown';
}

const NO_TIMES: SeenTimes = { arrival: null, departure: null, departureNextDay: false };

/** @returns when he says that he was there. */
function timesOf(subject: RequestSubject, day: string, zone: Zone): Date[] {
  const { arrival, departure, departureNextDay } = seenTimes(subject) ?? NO_TIMES;
  return [
    ...(arrival === null ? [] : [instantAt(day, arrival, zone)]),
    ...(departure === null ? [] : [instantAt(departureNextDay ? addDays(day, 1) : day, departure, zone)]),
  ];
}

async function isOwnEntry(db: Reader, employee: string, subject: RequestSubject, day: string): Promise<boolean> {
  const what = subject.kind === 'objection' ? subject.remedy : subject;
  if (what.kind !== 'void') return true;
  const rows = await db.execute(sql`
    SELECT 1 FROM punches WHERE employee = ${employee}::uuid AND unit || '/' || binding || '/' || seq = ${what.entry}
      AND day BETWEEN ${day}::date - 1 AND ${day}::date + 1`);
  return rows.length > 0;
}
