import type { CaseLine, CasePart } from '@hadir/shared/api/discipline';
import { and, count, desc, eq, inArray, notInArray, or, type SQL, sql } from 'drizzle-orm';
import type { Database } from '../database/open-database.ts';
import { employees, opds } from '../database/schema.ts';
import { disciplineCases } from '../database/tables/discipline.ts';
import { readMandates, staffOf } from '../delegations/mandates.ts';
import type { CasePolicies } from '../rules/discipline/plan-cases.ts';
import type { SignedIn } from '../users/session-store.ts';
import type { CaseRow, EventRow } from './case-record.ts';
import { nextStep } from './next-step.ts';
import { readEvents } from './stored-cases.ts';

type Db = Pick<Database['db'], 'select' | 'execute'>;

interface CaseSearch {
  readonly id?: string | undefined;
  /** Only those that still wait for something. */
  readonly open?: boolean | undefined;
  readonly opd?: string | undefined;
  readonly employee?: string | undefined;
  readonly part?: CasePart | undefined;
  /** Part of a name or of a NIP. */
  readonly q?: string | undefined;
  readonly offset?: number | undefined;
  readonly limit?: number | undefined;
}

/** Who asks, and when. */
export interface CaseReader {
  readonly viewer: SignedIn;
  readonly policies: CasePolicies;
  readonly today: string;
  readonly now: Date;
}

export interface SeenCase {
  readonly row: CaseRow;
  readonly line: CaseLine;
  readonly events: readonly EventRow[];
}

interface SeenCases {
  readonly cases: readonly SeenCase[];
  readonly total: number;
  readonly counts: Record<CasePart, number>;
}

const LIVE = ['proposed', 'open', 'decided'] as const;
const MOST_AT_ONCE = 500;

/**
 * What this reader may see: the region for BKD, the leader and the Inspektorat; his office for its head; besides that
 * everybody the cases of those whose direct superior he is or acts for, and his own once he is warned or a proposal was
 * accepted.
 */
async function visibleTo(db: Db, { viewer, today, now }: CaseReader): Promise<SQL | undefined> {
  const { role, opd, employee } = viewer;
  if (role === 'admin_bkd' || role === 'leader' || role === 'inspectorate') return undefined;
  const ways: (SQL | undefined)[] = [sql`false`];
  if (role === 'opd_head' && opd !== null) ways.push(eq(disciplineCases.opd, opd));
  if (employee === null) return or(...ways);
  const mandates = await readMandates(db, viewer, now);
  ways.push(staffOf(mandates, viewer, sql`${disciplineCases.employee}`, today));
  const own = eq(disciplineCases.employee, employee);
  return or(
    and(or(...ways), sql`${disciplineCases.employee} <> ${employee}::uuid`),
    and(own, sql`${disciplineCases.openedOn} IS NOT NULL`),
  );
}

/** Those that wait: overdue ones first, then by deadline. Those that are dealt with: the latest first. */
export async function listCases(db: Db, reader: CaseReader, search: CaseSearch): Promise<SeenCases> {
  const { id, open, opd, employee, part, q, offset = 0, limit = MOST_AT_ONCE } = search;
  const words = q === undefined || q.trim() === '' ? null : `%${q.trim().replace(/[\\%_]/g, '\\$&')}%`;
  const wanted = and(
    await visibleTo(db, reader),
    id === undefined ? undefined : eq(disciplineCases.id, id),
    opd === undefined ? undefined : eq(disciplineCases.opd, opd),
    employee === undefined ? undefined : eq(disciplineCases.employee, employee),
    words === null ? undefined : sql`(${employees.name} ILIKE ${words} OR ${employees.nip} LIKE ${words})`,
  );
  const live = sorted(await read(db, reader, and(wanted, inArray(disciplineCases.state, [...LIVE]))));
  const over = and(wanted, notInArray(disciplineCases.state, [...LIVE]));
  const counts = { overdue: 0, proposals: 0, running: 0, warnings: 0, finished: await countCases(db, over) };
  for (const { line } of live) counts[partOf(line)] += 1;
  const waiting = part === undefined ? live : live.filter(({ line }) => partOf(line) === part);
  const withOver = open !== true && (part === undefined || part === 'finished');
  const first = part === 'finished' ? [] : waiting.slice(offset, offset + limit);
  const rest = limit - first.length;
  const skipped = Math.max(0, offset - (part === 'finished' ? 0 : waiting.length));
  const dealtWith = withOver && rest > 0 ? await read(db, reader, over, { offset: skipped, limit: rest }) : [];
  const total = (part === 'finished' ? 0 : waiting.length) + (withOver ? counts.finished : 0);
  return { cases: [...first, ...dealtWith], total, counts };
}

/** What is overdue stands before everything else. */
function partOf({ state, kind, next }: CaseLine): CasePart {
  if (next?.overdue) return 'overdue';
  if (state === 'proposed') return 'proposals';
  if (state === 'open' || state === 'decided') return kind === 'chain' ? 'warnings' : 'running';
  return 'finished';
}

async function countCases(db: Db, wanted: SQL | undefined): Promise<number> {
  const [row] = await db
    .select({ n: count() })
    .from(disciplineCases)
    .innerJoin(employees, eq(employees.id, disciplineCases.employee))
    .where(wanted);
  return row?.n ?? 0;
}

async function read(
  db: Db,
  { policies, today }: CaseReader,
  wanted: SQL | undefined,
  page: { offset: number; limit: number } | null = null,
): Promise<SeenCase[]> {
  const query = db
    .select({
      row: disciplineCases,
      name: employees.name,
      nip: employees.nip,
      employeeKind: employees.kind,
      position: employees.position,
      opdName: opds.name,
    })
    .from(disciplineCases)
    .innerJoin(employees, eq(employees.id, disciplineCases.employee))
    .innerJoin(opds, eq(opds.id, disciplineCases.opd))
    .where(wanted)
    .orderBy(desc(disciplineCases.updatedAt), disciplineCases.id);
  const rows = page === null ? await query : await query.offset(page.offset).limit(page.limit);
  const events = await readEvents(
    db,
    rows.map(({ row }) => row.id),
  );
  return rows.map(({ row, name, nip, employeeKind, position, opdName }): SeenCase => {
    const own = events.get(row.id) ?? [];
    const next = nextStep(row, own, policies, today);
    const { id, kind, state, opd, year, groundlessSince, proposedOn, step } = row;
    const proposed =
      step === null ? null : { code: step.code, name: step.name, grade: step.grade, clause: step.clause };
    const person = { employee: row.employee, name, nip, employeeKind, position, opd, opdName };
    const about = { id, kind, state, year, proposed, total: row.ground.total, groundlessSince, proposedOn };
    return { row, events: own, line: { ...about, ...person, next } };
  });
}

function sorted(cases: SeenCase[]): SeenCase[] {
  const late = ({ line }: SeenCase) => Number(line.next?.overdue ?? false);
  const until = ({ line }: SeenCase) => line.next?.deadline ?? '9999';
  return cases.sort((a, b) => late(b) - late(a) || (until(a) < until(b) ? -1 : until(a) > until(b) ? 1 : 0));
}
