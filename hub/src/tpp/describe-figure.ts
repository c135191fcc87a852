import type { DeductedDay, TppFigure } from '@hadir/shared/api/tpp';
import { inArray } from 'drizzle-orm';
import type { Database } from '../database/open-database.ts';
import { disciplineCases } from '../database/tables/discipline.ts';
import { assemblies, manipulationFindings } from '../database/tables/tpp.ts';
import type { DayVerdict, Seen } from '../rules/day/day-verdict.ts';
import type { MonthFacts } from '../rules/tpp/month-facts.ts';
import type { TppLine, TppResult } from '../rules/tpp/tpp-result.ts';
import { nameApprovals } from './name-approvals.ts';

type Db = Pick<Database['db'], 'select'>;

/** Opens every deduction of a month: to its clauses, its day, its punches, its approvals and its document. */
export async function describeFigure(db: Db, result: TppResult, facts: MonthFacts | null): Promise<TppFigure> {
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
      percent,
      rupiah,
      clauses: [...new Set(clauses)],
      approvals: line.approvals.map((id) => ({ id, text: approvals.get(id) ?? id })),
      evidence: [...evidence],
      document: documents.get(documentOf(line) ?? '') ?? null,
      day: verdict === undefined ? null : describeDay(verdict),
    };
  });
  const { base, performance, attendance, total, attendancePercent, open } = result;
  return { base, performance, attendance, total, attendancePercent, lines, open: [...open] };
}

/** The row that a line without punches rests on. */
function documentOf({ kind, code, evidence }: TppLine): string | undefined {
  if (kind === 'discipline') return code;
  return kind === 'apel' || kind === 'manipulation' ? evidence[0] : undefined;
}

function describeDay(verdict: DayVerdict): DeductedDay {
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
    excuse: excuse?.kind ?? null,
    evidence: [...evidence],
  };
}

function describeSeen(seen: Seen | null): DeductedDay['arrival'] {
  return seen === null ? null : { at: new Date(seen.atMs).toISOString(), id: seen.id, source: seen.source };
}

async function readDocuments(db: Db, lines: readonly TppLine[]): Promise<Map<string, string>> {
  const of = (kind: TppLine['kind']) =>
    lines.flatMap((line) => {
      const id = line.kind === kind ? documentOf(line) : undefined;
      return id === undefined ? [] : [id];
    });
  const documents = new Map<string, string>();
  const [gatherings, findings, decisions] = [of('apel'), of('manipulation'), of('discipline')];
  if (gatherings.length > 0)
    for (const { id, kind, name, day } of await db.select().from(assemblies).where(inArray(assemblies.id, gatherings)))
      documents.set(id, `${kind === 'apel' ? 'Apel' : 'Upacara'} ${day}: ${name}`);
  if (findings.length > 0)
    for (const { id, summary } of await db
      .select({ id: manipulationFindings.id, summary: manipulationFindings.summary })
      .from(manipulationFindings)
      .where(inArray(manipulationFindings.id, findings)))
      documents.set(id, `Temuan Inspektorat: ${summary}`);
  if (decisions.length > 0)
    for (const { id, decision } of await db
      .select({ id: disciplineCases.id, decision: disciplineCases.decision })
      .from(disciplineCases)
      .where(inArray(disciplineCases.id, decisions)))
      documents.set(id, `Keputusan ${decision?.number ?? ''}: ${decision?.step?.name ?? ''}`);
  return documents;
}
