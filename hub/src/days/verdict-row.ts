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
  const detail: Detail = {
    ...(verdict.events.length > 0 && { events: verdict.events }),
    ...(verdict.excuse !== null && { excuse: verdict.excuse }),
    ...(verdict.approvals.length > 0 && { approvals: verdict.approvals }),
    ...(verdict.silentDoors.length > 0 && { silentDoors: verdict.silentDoors }),
    ...(verdict.reasons.length > 0 && { reasons: verdict.reasons }),
    ...(isOther(arrival, evidence[0]) && { arrival: { id: arrival.id, source: arrival.source } }),
    ...(isOther(departure, evidence.at(-1)) && { departure: { id: departure.id, source: departure.source } }),
  };
  return {
    ...{ employee, day, status, final, phase, schedule, clause },
    arrival: arrival?.atMs ?? null,
    departure: departure?.atMs ?? null,
    late: verdict.lateMinutes,
    early: verdict.earlyMinutes,
    evidence: evidence.join(' '),
    detail: Object.keys(detail).length === 0 ? null : detail,
  };
}

export function unpackVerdict(row: VerdictRow): DayVerdict {
  const { employee, day, status, final, phase, schedule, clause } = row;
  const evidence = row.evidence === '' ? [] : row.evidence.split(' ');
  const { events = [], excuse = null, approvals = [], silentDoors = [], reasons = [], ...ends } = row.detail ?? {};
  return {
    ...{ employee, day, status, final, phase },
    arrival: seen(row.arrival, ends.arrival, evidence[0]),
    departure: seen(row.departure, ends.departure, evidence.at(-1)),
    lateMinutes: row.late,
    earlyMinutes: row.early,
    ...{ events, excuse, evidence, approvals, silentDoors, reasons, schedule, clause },
  };
}

function isOther(end: Seen | null, entry: string | undefined): end is Seen {
  return end !== null && (end.source !== 'journal' || end.id !== entry);
}

function seen(atMs: number | null, end: Detail['arrival'], entry: string | undefined): Seen | null {
  return atMs === null ? null : { atMs, id: end?.id ?? entry ?? '', source: end?.source ?? 'journal' };
}
