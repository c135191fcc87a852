import type { DeductedDay, TppFigure } from '@hadir/shared/api/tpp';
import { eq, inArray } from 'drizzle-orm';
import type { Database } from '../database/open-database.ts';
import { users } from '../database/schema.ts';
import { disciplineCases } from '../database/tables/discipline.ts';
import { assemblies, manipulationFindings } from '../database/tables/tpp.ts';
import type { DayVerdict, Seen } from '../rules/day/day-verdict.ts';
import type { MonthFacts } from '../rules/tpp/month-facts.ts';
import type { TppLine, TppResult } from '../rules/tpp/tpp-result.ts';
import { nameApprovals } from './name-approvals.ts';

type Db = Pick<Database['db'], 'select'>;

interface Figure {
  readonly result: TppResult;
  readonly facts: MonthFacts | null;
  /** The regulation that it follows. */
  readonly legalBasis: string | null;
}

/**
 * Opens every deduction of a month: to its clauses, its day, its punches, its approvals and its document.
 * @param leaveNames what kinds of leave are called, by their codes
 */
export async function describeFigure(
  db: Db,
  { result, facts, legalBasis }: Figure,
  leaveNames: ReadonlyMap<string, string>,
): Promise<TppFigure> {
  const days = new Map(facts?.verdicts.map((verdict) => [verdict.day, verdict]));
  const approvals = await nameApprovals(
    db,
    result.lines.flatMap((line) => line.approvals),
  );
  const documents = await readDocuments(db, result.lines);
  const lines = result.lines.map((line) => {
    const { kind, code, percent, rupiah, clauses, evidence } = line;
    const verdict = line.day === null ? undefined : days.get(line.day);
    return {
      kind,
      code: kind === 'discipline' ? 'hukuman' : code,
      label: kind === 'leave' ? (leaveNames.get(code) ?? null) : null,
      percent,
      rupiah,
      // What no clause of its own says (the figures of ratings) the regulation as a whole says.
      clauses: clauses.length > 0 || legalBasis === null ? [...new Set(clauses)] : [legalBasis],
      approvals: line.approvals.map((id) => ({ id, text: approvals.get(id) ?? id })),
      evidence: [...evidence],
      document:
        documentsOf(line)
          .flatMap((id) => documents.get(id) ?? [])
          .join('; ') || null,
      day: verdict === undefined ? null : describeDay(verdict, leaveNames),
    };
  });
  const { base, performance, attendance, total, attendancePercent, open } = result;
  return { base, performance, attendance, total, attendancePercent, legalBasis, lines, open: [...open] };
}

/** The rows that a line without punches rests on. */
function documentsOf({ kind, code, evidence }: TppLine): readonly string[] {
  if (kind === 'discipline') return [code];
  return kind === 'apel' || kind === 'manipulation' ? evidence : [];
}

function describeDay(verdict: DayVerdict, leaveNames: ReadonlyMap<string, string>): DeductedDay {
  const { day, status, schedule, clause, lateMinutes, earlyMinutes, reasons, excuse, evidence } = verdict;
  return {
    day,
    status,
    schedule,
    clause,
    arrival: describeSeen(verdict.arrival),
    departure: describeSeen(verdict.departure),
    lateMinutes,
    earlyMinutes,
    reasons: [...reasons],
    excuse: excuse === null ? null : (leaveNames.get(excuse.kind) ?? excuse.kind),
    evidence: [...evidence],
  };
}

function describeSeen(seen: Seen | null): DeductedDay['arrival'] {
  return seen === null ? null : { at: new Date(seen.atMs).toISOString(), id: seen.id, source: seen.source };
}

async function readDocuments(db: Db, lines: readonly TppLine[]): Promise<Map<string, string>> {
  const of = (kind: TppLine['kind']) => lines.flatMap((line) => (line.kind === kind ? documentsOf(line) : []));
  const documents = new Map<string, string>();
  const [gatherings, findings, decisions] = [of('apel'), of('manipulation'), of('discipline')];
  if (gatherings.length > 0)
    for (const { id, kind, name, day } of await db.select().from(assemblies).where(inArray(assemblies.id, gatherings)))
      documents.set(id, `${kind === 'apel' ? 'Apel' : 'Upacara'} ${day}: ${name}`);
  if (findings.length > 0)
    for (const { id, summary, evidence, recordedBy } of await db
      .select({
        id: manipulationFindings.id,
        summary: manipulationFindings.summary,
        evidence: manipulationFindings.evidence,
        recordedBy: users.name,
      })
      .from(manipulationFindings)
      .innerJoin(users, eq(users.id, manipulationFindings.recordedBy))
      .where(inArray(manipulationFindings.id, findings)))
      documents.set(id, `Temuan Inspektorat: ${summary} Bukti: ${evidence.join(', ')}. Dicatat ${recordedBy}`);
  if (decisions.length > 0)
    for (const { id, decision } of await db
      .select({ id: disciplineCases.id, decision: disciplineCases.decision })
      .from(disciplineCases)
      .where(inArray(disciplineCases.id, decisions)))
      documents.set(id, `Keputusan ${decision?.number ?? ''}: ${decision?.step?.name ?? ''}`);
  return documents;
}
