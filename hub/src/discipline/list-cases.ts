import type { CaseLine } from '@hadir/shared/api/discipline';
import { and, asc, desc, eq, inArray, or, type SQL, sql } from 'drizzle-orm';
import type { Database } from '../database/open-database.ts';
import { employees, opds } from '../database/schema.ts';
import { disciplineCases, disciplineEvents } from '../database/tables/discipline.ts';
import type { CasePolicies } from '../rules/discipline/plan-cases.ts';
import type { SignedIn } from '../users/session-store.ts';
import type { CaseRow, EventRow } from './case-record.ts';
import { nextStep } from './next-step.ts';

type Db = Pick<Database['db'], 'select'>;

interface CaseSearch {
  readonly id?: string | undefined;
  /** Only those that still wait for something. */
  readonly open?: boolean | undefined;
  readonly opd?: string | undefined;
  readonly employee?: string | undefined;
}

const OPEN = ['proposed', 'open', 'decided'] as const;

/**
 * What this reader may see: the region for BKD, the leader and the Inspektorat; his office for its head; besides that
 * everybody the cases of his own staff, and his own once he is warned or a proposal was accepted.
 */
function visibleTo({ role, opd, employee }: SignedIn): SQL | undefined {
  if (role === 'admin_bkd' || role === 'leader' || role === 'inspectorate') return undefined;
  const ways: (SQL | undefined)[] = [sql`false`];
  if (role === 'opd_head' && opd !== null) ways.push(eq(disciplineCases.opd, opd));
  if (employee !== null) {
    ways.push(and(eq(disciplineCases.employee, employee), sql`${disciplineCases.openedOn} IS NOT NULL`));
    ways.push(sql`EXISTS (SELECT 1 FROM postings p WHERE p.employee = ${disciplineCases.employee}
      AND p.superior = ${employee}::uuid AND p.from_day <= now()::date AND (p.to_day IS NULL OR p.to_day >= now()::date))`);
  }
  return or(...ways);
}

interface SeenCase {
  readonly row: CaseRow;
  readonly line: CaseLine;
  readonly events: readonly EventRow[];
}

/** Overdue ones first, then by deadline, then the latest; at most 500. */
export async function listCases(
  db: Db,
  viewer: SignedIn,
  { id, open, opd, employee }: CaseSearch,
  policies: CasePolicies,
  today: string,
): Promise<SeenCase[]> {
  const rows = await db
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
    .where(
      and(
        visibleTo(viewer),
        id === undefined ? undefined : eq(disciplineCases.id, id),
        opd === undefined ? undefined : eq(disciplineCases.opd, opd),
        employee === undefined ? undefined : eq(disciplineCases.employee, employee),
        open === true ? inArray(disciplineCases.state, [...OPEN]) : undefined,
      ),
    )
    .orderBy(desc(disciplineCases.updatedAt))
    .limit(500);
  const events = await readEvents(
    db,
    rows.map(({ row }) => row.id),
  );
  return rows
    .map(({ row, name, nip, employeeKind, position, opdName }): SeenCase => {
      const own = events.get(row.id) ?? [];
      const next = nextStep(row, own, policies, today);
      const { kind, state, opd: office, year, groundlessSince, proposedOn, step } = row;
      const proposed =
        step === null ? null : { code: step.code, name: step.name, grade: step.grade, clause: step.clause };
      const person = { employee: row.employee, name, nip, employeeKind, position, opd: office, opdName };
      const about = { id: row.id, kind, state, year, proposed, total: row.ground.total, groundlessSince, proposedOn };
      return { row, events: own, line: { ...about, ...person, next } };
    })
    .sort(
      (a, b) =>
        Number(b.line.next?.overdue ?? false) - Number(a.line.next?.overdue ?? false) ||
        compare(a.line.next?.deadline ?? '9999', b.line.next?.deadline ?? '9999'),
    );
}

async function readEvents(db: Db, cases: readonly string[]): Promise<Map<string, EventRow[]>> {
  const byCase = new Map<string, EventRow[]>(cases.map((id) => [id, []]));
  if (cases.length === 0) return byCase;
  const { case: of, kind, step, on, number } = disciplineEvents;
  const rows = await db
    .select({ of, kind, step, on })
    .from(disciplineEvents)
    .where(inArray(of, [...cases]))
    .orderBy(asc(number));
  for (const { of: which, ...event } of rows) byCase.get(which)?.push(event);
  return byCase;
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
