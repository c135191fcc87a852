import type { PolicyEdition } from '@hadir/shared/api/policies/policy-edition';
import type { ReportTable } from '@hadir/shared/api/reports';
import type { Zone } from '@hadir/shared/time/local-day';
import { and, asc, eq, inArray } from 'drizzle-orm';
import type { Database } from '../database/open-database.ts';
import { frozenResults, frozenSheets, tppCorrections } from '../database/tables/tpp.ts';
import { readPolicyBook } from '../policies/read-policy-book.ts';
import { PolicyBook } from '../rules/policy/policy-book.ts';
import type { MonthFacts } from '../rules/tpp/month-facts.ts';
import { openMonthSource } from '../tpp/month-source.ts';
import { readMonthFacts } from '../tpp/read-month-facts.ts';
import { unpackFacts } from '../tpp/settled-month.ts';
import { momentWords } from './indonesian-date.ts';
import type { StayingPerson } from './recap-people.ts';

type Db = Database['db'];

/** Facts of a month, and whether they are those of a correction after the freeze. */
interface RecordedMonth extends MonthFacts {
  readonly corrected: boolean;
}

/** So many people's facts are read at one go. */
const AT_ONCE = 250;

/** Facts of a month by employee: as settled for those whose month is, as they stand now for the others. */
export async function readFactsOfMonth(
  db: Db,
  month: string,
  opd: string,
  people: readonly StayingPerson[],
  now: Date,
): Promise<Map<string, RecordedMonth>> {
  const facts = new Map<string, RecordedMonth>();
  const source = await openMonthSource(db, now);
  for (let at = 0; at < people.length; at += AT_ONCE) {
    const chunk = people.slice(at, at + AT_ONCE);
    const settled = await readSettledFacts(
      db,
      month,
      chunk.map(({ employee }) => employee),
    );
    const open = chunk
      .filter(({ employee }) => !settled.has(employee))
      .map(({ employee, name, nip, kind, rank, position }) => ({ employee, name, nip, kind, rank, position, opd }));
    const live = await readMonthFacts(source, month, open);
    for (const each of live) facts.set(each.employee, { ...each, corrected: false });
    for (const [employee, each] of settled) facts.set(employee, each);
  }
  return facts;
}

/** The facts of the last approved correction, or of the freeze. */
async function readSettledFacts(
  db: Db,
  month: string,
  employees: readonly string[],
): Promise<Map<string, RecordedMonth>> {
  const settled = new Map<string, RecordedMonth>();
  if (employees.length === 0) return settled;
  const frozen = await db
    .select({ employee: frozenResults.employee, facts: frozenResults.facts })
    .from(frozenResults)
    .where(and(eq(frozenResults.month, month), inArray(frozenResults.employee, [...employees])));
  const corrected = await db
    .select({ employee: tppCorrections.employee, facts: tppCorrections.facts })
    .from(tppCorrections)
    .where(
      and(
        eq(tppCorrections.month, month),
        eq(tppCorrections.state, 'approved'),
        inArray(tppCorrections.employee, [...employees]),
      ),
    )
    .orderBy(asc(tppCorrections.decidedAt));
  for (const { employee, facts } of frozen)
    if (facts !== null) settled.set(employee, { ...unpackFacts(facts), corrected: false });
  for (const { employee, facts } of corrected) settled.set(employee, { ...unpackFacts(facts), corrected: true });
  return settled;
}

/** Whether an OPD's month is settled, and the policies by which it is to be read: those of then, or those of now. */
export async function readMonthState(
  db: Db,
  opd: string,
  month: string,
  zone: Zone,
): Promise<{ state: ReportTable['state']; book: PolicyBook }> {
  const [sheet] = await db
    .select({ at: frozenSheets.frozenAt, digest: frozenSheets.digest, policies: frozenSheets.policies })
    .from(frozenSheets)
    .where(and(eq(frozenSheets.opd, opd), eq(frozenSheets.month, month)));
  if (sheet === undefined) return { state: { kind: 'provisional' }, book: (await readPolicyBook(db)).book };
  const atWords = momentWords(sheet.at, zone);
  return {
    state: { kind: 'frozen', at: sheet.at.toISOString(), atWords, hash: sheet.digest },
    book: new PolicyBook(sheet.policies as PolicyEdition[]),
  };
}
