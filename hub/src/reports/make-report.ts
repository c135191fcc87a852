import type { ReportKind, ReportTable } from '@hadir/shared/api/reports';
import { localDay } from '@hadir/shared/time/local-day';
import { and, desc, eq, lte } from 'drizzle-orm';
import { mainZone, regionZones } from '../attendance/region-zones.ts';
import type { Database } from '../database/open-database.ts';
import { employees } from '../database/schema.ts';
import { postings } from '../database/tables/postings.ts';
import { HttpProblem, notFound } from '../http/http-problem.ts';
import { readLetterhead } from '../letterheads/read-letterhead.ts';
import { RulesError } from '../rules/policy/rules-error.ts';
import { monthDays } from '../rules/tpp/month-days.ts';
import { openMonthSource } from '../tpp/month-source.ts';
import { readSheet } from '../tpp/read-sheet.ts';
import { buildCompleteness } from './build-completeness.ts';
import { buildDailyList } from './build-daily-list.ts';
import { buildLateness } from './build-lateness.ts';
import { buildPersonRecap } from './build-person-recap.ts';
import { buildRecap } from './build-recap.ts';
import { buildTppList } from './build-tpp-list.ts';
import { findLatest } from './find-latest.ts';
import { momentWords } from './indonesian-date.ts';
import { loadCompleteness } from './load-completeness.ts';
import { loadDailyList } from './load-daily-list.ts';
import { loadRecap } from './load-recap.ts';
import { type Office, readOffice, readOffices } from './read-office.ts';

export interface ReportQuestion {
  readonly kind: ReportKind;
  /** Undefined: the whole region, for the kinds that have it. */
  readonly opd?: string | undefined;
  /** YYYY-MM; of a person's recap the OPD of that month's last day. */
  readonly month: string;
  /** YYYY-MM-DD, of a daily list. */
  readonly day?: string | undefined;
  readonly employee?: string | undefined;
  /** Those alone for whom somebody answers; undefined: everybody. */
  readonly staff?: { readonly employees: readonly string[]; readonly superior: string } | undefined;
}

export interface ReportMaker {
  readonly db: Database['db'];
  /** Name of the local government. */
  readonly region: string;
  readonly now: Date;
}

/** So many names are on a ranking. */
const MOST_RANKED = 200;
/** Some of whom turn out to be forgiven. */
const MOST_CANDIDATES = 600;

/** Makes a report as it stands now. @throws HttpProblem for what is not there. */
export async function makeReport(maker: ReportMaker, question: ReportQuestion): Promise<ReportTable> {
  try {
    return await makeByKind(maker, question);
  } catch (error) {
    if (!(error instanceof RulesError)) throw error;
    const message =
      'Tidak ada kebijakan yang berlaku pada waktu itu. Pilih waktu lain, atau minta BKD melengkapi kebijakan.';
    throw new HttpProblem(409, 'no-policy', message, { cause: error });
  }
}

async function makeByKind(
  maker: ReportMaker,
  { kind, opd, month, day, employee, staff }: ReportQuestion,
): Promise<ReportTable> {
  const { db, region, now } = maker;
  switch (kind) {
    case 'monthly-recap':
      return buildRecap(await loadRecap(db, { region, office: await officeOf(db, opd), month, now, ...staff }));
    case 'person-recap': {
      const office = await officeOf(db, opd ?? (await opdOfPerson(db, employee ?? '', month)));
      const facts = await loadRecap(db, { region, office, month, now, employees: [employee ?? ''] });
      if (facts.people.length === 0)
        throw new HttpProblem(404, 'not-in-service', 'Pegawai ini tidak bertugas pada bulan itu. Pilih bulan lain.');
      if (opd !== undefined) return buildPersonRecap(facts);
      // Asked for without an OPD it is the person's whole month, wherever he was.
      const [from = month, to = month] = [monthDays(month)[0], monthDays(month).at(-1)];
      return buildPersonRecap({ ...facts, people: facts.people.map((each) => ({ ...each, stays: [{ from, to }] })) });
    }
    case 'daily-list': {
      const office = await officeOf(db, opd);
      const wanted = day ?? localDay(now, office.zone);
      return buildDailyList(await loadDailyList(db, { region, office, day: wanted, now, ...staff }));
    }
    case 'lateness':
      return opd === undefined
        ? makeRegionRanking(maker, month)
        : buildLateness(
            [await loadRecap(db, { region, office: await officeOf(db, opd), month, now, ...staff })],
            false,
            MOST_RANKED,
          );
    case 'completeness': {
      const office = opd === undefined ? null : await officeOf(db, opd);
      const zone = office?.zone ?? mainZone(await regionZones(db));
      const letterhead = await readLetterhead(db, region, office?.id ?? null);
      const completeness = await loadCompleteness(db, opd, month, now);
      return buildCompleteness(completeness, office?.name ?? null, month, { letterhead, zone, now });
    }
    case 'tpp-list':
      return makeTppList(maker, await officeOf(db, opd), month);
  }
}

/**
 * Of a whole region only those are judged anew who come into question by the days that are stored: to judge everybody
 * would take longer than anybody waits.
 */
async function makeRegionRanking({ db, region, now }: ReportMaker, month: string): Promise<ReportTable> {
  const candidates = await findLatest(db, month, MOST_CANDIDATES);
  const loaded = [];
  for (const office of await readOffices(db)) {
    const employees = candidates.get(office.id);
    // An office without anybody late is loaded for the ranking's heading where nobody is late at all.
    if (employees !== undefined || (candidates.size === 0 && loaded.length === 0))
      loaded.push(await loadRecap(db, { region, office, month, now, employees: employees ?? [] }));
  }
  if (loaded.length === 0) throw notFound('OPD');
  const letterhead = await readLetterhead(db, region, null);
  const zone = mainZone(await regionZones(db));
  return buildLateness(
    loaded.map((facts) => ({ ...facts, letterhead, zone })),
    true,
    MOST_RANKED,
  );
}

async function makeTppList({ db, region, now }: ReportMaker, office: Office, month: string): Promise<ReportTable> {
  const { lines, frozen, digest } = await readSheet(await openMonthSource(db, now), office.id, month);
  const state: ReportTable['state'] =
    frozen === null
      ? { kind: 'provisional' }
      : { kind: 'frozen', at: frozen.at.toISOString(), atWords: momentWords(frozen.at, office.zone), hash: digest };
  const letterhead = await readLetterhead(db, region, office.id);
  return buildTppList({ letterhead, zone: office.zone, now, opdName: office.name, month, state, lines });
}

async function officeOf(db: Database['db'], opd: string | undefined): Promise<Office> {
  const office = opd === undefined ? null : await readOffice(db, opd);
  if (office === null) throw notFound('OPD ini');
  return office;
}

/** @returns where he was on the month's last day, or where he is now. */
async function opdOfPerson(db: Database['db'], employee: string, month: string): Promise<string | undefined> {
  const [posting] = await db
    .select({ opd: postings.opd })
    .from(postings)
    .where(and(eq(postings.employee, employee), lte(postings.from, monthDays(month).at(-1) ?? month)))
    .orderBy(desc(postings.from))
    .limit(1);
  if (posting) return posting.opd;
  const [person] = await db.select({ opd: employees.opd }).from(employees).where(eq(employees.id, employee));
  return person?.opd;
}
