import type { DayVerdict, Seen } from '../rules/day/day-verdict.ts';

/** What an ordinary day has nothing of; only what differs from nothing is kept. */
type Detail = Partial<
  Pick<DayVerdict, 'events' | 'excuse' | 'approvals' | 'silentDoors' | 'reasons'> & {
    /** Where the arrival is not the first entry of the day, and the departure not the last. */
    arrival: Pick<Seen, 'id' | 'source'>;
    departure: Pick<Seen, 'id' | 'source'>;
  }
>;

/** A verdict as the table `days` holds it: instants in milliseconds, lists as text. */
export interface VerdictRow
  extends Pick<DayVerdict, 'employee' | 'day' | 'status' | 'final' | 'phase' | 'schedule' | 'clause'> {
  readonly arrival: number | null;
  readonly departure: number | null;
  readonly late: number;
  readonly early: number;
  readonly evidence: string;
  readonly detail: Detail | null;
}

export function packVerdict(verdict: DayVerdict): VerdictRow {
  const { employee, day, status, final, phase, schedule, clause, arrival, departure, evidence } = verdict;
  let detail: Detail | null = null;
  if (verdict.events.length > 0) detail = { events: verdict.events };
  if (verdict.excuse !== null) detail = { ...detail, excuse: verdict.excuse };
  if (verdict.approvals.length > 0) detail = { ...detail, approvals: verdict.approvals };
  if (verdict.silentDoors.length > 0) detail = { ...detail, silentDoors: verdict.silentDoors };
  if (verdict.reasons.length > 0) detail = { ...detail, reasons: verdict.reasons };
  if (isOther(arrival, evidence[0])) detail = { ...detail, arrival: { id: arrival.id, source: arrival.source } };
  if (isOther(departure, evidence[evidence.length - 1]))
    detail = { ...detail, departure: { id: departure.id, source: departure.source } };
  return {
    employee,
    day,
    status,
    final,
    phase,
    schedule,
    clause,
    arrival: arrival?.atMs ?? null,
    departure: departure?.atMs ?? null,
    late: verdict.lateMinutes,
    early: verdict.earlyMinutes,
    evidence: evidence.join(' '),
    detail,
  };
}

export function unpackVerdict(row: VerdictRow): DayVerdict {
  const { employee, day, status, final, phase, schedule, clause, detail } = row;
  const evidence = row.evidence === '' ? NOTHING : row.evidence.split(' ');
  return {
    employee,
    day,
    status,
    final,
    phase,
    arrival: seen(row.arrival, detail?.arrival, evidence[0]),
    departure: seen(row.departure, detail?.departure, evidence[evidence.length - 1]),
    lateMinutes: row.late,
    earlyMinutes: row.early,
    events: detail?.events ?? NOTHING,
    excuse: detail?.excuse ?? null,
    evidence,
    approvals: detail?.approvals ?? NOTHING,
    silentDoors: detail?.silentDoors ?? NOTHING,
    reasons: detail?.reasons ?? NOTHING,
    schedule,
    clause,
  };
}

const NOTHING: readonly never[] = [];

function isOther(end: Seen | null, entry: string | undefined): end is Seen {
  return end !== null && (end.source !== 'journal' || end.id !== entry);
}

function seen(atMs: number | null, end: Detail['arrival'], entry: string | undefined): Seen | null {
  return atMs === null ? null : { atMs, id: end?.id ?? entry ?? '', source: end?.source ?? 'journal' };
}
