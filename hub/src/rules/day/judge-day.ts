import type { DayVerdictStatus } from '@hadir/shared/api/policies/day-policy';
import { applyExcuses } from './apply-excuses.ts';
import { DAY_MINUTES, MINUTE_MS, midnightMs } from './clock-minutes.ts';
import type { DayFacts, Fault } from './day-facts.ts';
import type { DayPolicy } from './day-policy.ts';
import type { DayEvent, DayVerdict, Reason } from './day-verdict.ts';
import { findBand } from './find-band.ts';
import { type Gathered, gatherPassages } from './gather-passages.ts';
import { type Measured, measureDay } from './measure-day.ts';
import { sightingWindow } from './working-window.ts';

/**
 * What one day of one employee is. Nobody is absent, late or gone early for good while a door that he may use has not
 * delivered its journal past the end of the day: another sighting could still show that he was not. More sightings
 * never make a day worse, so a day that is in order is final at once when it is over.
 */
export function judgeDay(facts: DayFacts, policy: DayPolicy): DayVerdict {
  const { work, schedule, rules, phase } = policy;
  const reasons: Reason[] = phase === 'trial' ? ['trial'] : [];
  const blank = blankVerdict(facts, policy, reasons);
  if (phase === 'before') return { ...blank, status: 'not_yet_seen', reasons: ['phase-not-begun'] };
  if (work.kind === 'off') {
    reasons.push('day-off');
    return { ...blank, status: work.status, clause: work.clause };
  }

  const window = sightingWindow(schedule, work.minutes);
  const gathered = gatherPassages(facts, window);
  const { excuse, kind, whole, due, unknown } = applyExcuses(facts.excuses, work.minutes, policy);
  const seen = { ...blank, evidence: journalEntries(gathered), approvals: approvalsOf(facts) };
  noteCorrections(facts, gathered, unknown, reasons);
  if (excuse !== null) {
    reasons.push(whole ? 'excused' : 'part-excused');
    seen.excuse = { id: excuse.id, kind: excuse.kind, part: excuse.part };
    if (whole && kind !== null) return { ...seen, ...ends(gathered), status: kind.status };
  }

  const endMinute = Math.max(DAY_MINUTES, window.to);
  const open = facts.asOfMs < closesAt(facts, endMinute);
  const silentDoors = open ? [] : silentOf(facts, endMinute);
  const dark = open || silentDoors.length > 0 || facts.doors.length === 0;
  const waiting: Reason = open ? 'day-open' : facts.doors.length === 0 ? 'no-door' : 'door-silent';

  if (gathered.passages.length === 0) {
    if (dark) {
      reasons.push(waiting);
      return { ...seen, status: open ? 'not_yet_seen' : 'incomplete', final: false, silentDoors };
    }
    const halves = excuse !== null && rules.partDayAbsence === 'half' ? 1 : 2;
    const absence = { code: rules.absent, kind: 'absent', minutes: 0, halves, clause: policy.rulesClause } as const;
    return { ...seen, status: 'absent', events: [absence] };
  }

  const { onePassageMinutes, singleSighting } = rules;
  const measured = measureDay(gathered.passages, {
    schedule,
    due,
    planned: work.minutes,
    onePassageMinutes,
    singleSighting,
  });
  reasons.push(...measured.reasons);
  const events = eventsOf(measured, facts, policy, reasons);
  const verdict = {
    ...seen,
    arrival: plain(measured.arrival),
    departure: plain(measured.departure),
    lateMinutes: measured.late,
    earlyMinutes: measured.early,
  };
  if (dark && (open || events.length > 0)) {
    reasons.push(waiting);
    const soFar = measured.late > 0 && events.some(({ kind: fault }) => fault === 'late') ? 'late' : 'present';
    return {
      ...verdict,
      status: open ? soFar : 'incomplete',
      earlyMinutes: open ? 0 : measured.early,
      final: false,
      silentDoors,
    };
  }
  return { ...verdict, status: statusOf(events), events };
}

function eventsOf(
  { arrival, departure, late, early }: Measured,
  facts: DayFacts,
  policy: DayPolicy,
  reasons: Reason[],
) {
  const { rules, rulesClause: clause } = policy;
  const events: DayEvent[] = [];
  const add = (kind: Fault, code: string | null, minutes: number) => {
    if (code === null) return;
    const forgiven = facts.corrections.some((correction) => correction.kind === 'forgive' && correction.what === kind);
    if (!forgiven) events.push({ code, kind, minutes, halves: 2, clause });
    else if (!reasons.includes('forgiven')) reasons.push('forgiven');
  };
  if (arrival === null) add('missing_arrival', rules.missingArrival, 0);
  else if (late > 0) add('late', findBand(rules.late, late), late);
  if (departure === null) add('missing_departure', rules.missingDeparture, 0);
  else if (early > 0) add('early', findBand(rules.early, early), early);
  return events;
}

function statusOf(events: readonly DayEvent[]): DayVerdictStatus {
  if (events.some(({ kind }) => kind === 'missing_arrival' || kind === 'missing_departure')) return 'forgotten_punch';
  if (events.some(({ kind }) => kind === 'late')) return 'late';
  return events.length > 0 ? 'left_early' : 'present';
}

function blankVerdict({ employee, day }: DayFacts, { schedule, scheduleClause, phase }: DayPolicy, reasons: Reason[]) {
  return {
    employee,
    day,
    final: true,
    phase,
    arrival: null,
    departure: null,
    lateMinutes: 0,
    earlyMinutes: 0,
    events: [] as readonly DayEvent[],
    excuse: null as DayVerdict['excuse'],
    evidence: [] as readonly string[],
    approvals: [] as readonly string[],
    silentDoors: [] as readonly string[],
    reasons: reasons as readonly Reason[],
    schedule: schedule.code,
    clause: scheduleClause,
  };
}

function noteCorrections(facts: DayFacts, gathered: Gathered, unknown: boolean, reasons: Reason[]): void {
  if (facts.corrections.some(({ kind }) => kind === 'seen')) reasons.push('corrected');
  if (gathered.voided) reasons.push('voided');
  if (gathered.outside) reasons.push('outside-window');
  if (unknown) reasons.push('excuse-kind-unknown');
}

const journalEntries = ({ passages }: Gathered): string[] =>
  passages.filter(({ source }) => source === 'journal').map(({ id }) => id);

const approvalsOf = ({ excuses, corrections }: DayFacts): string[] =>
  excuses.length + corrections.length === 0
    ? []
    : [...new Set([...excuses, ...corrections].flatMap(({ approvals }) => approvals))].sort();

const plain = (passage: Measured['arrival']) =>
  passage === null ? null : { atMs: passage.atMs, id: passage.id, source: passage.source };

/** Of an excused day the sightings are shown and measured by nothing. */
function ends({ passages }: Gathered) {
  const last = passages.length > 1 ? (passages[passages.length - 1] ?? null) : null;
  return { arrival: plain(passages[0] ?? null), departure: plain(last) };
}

/** The day is over when it is over at his place of work and at every door that he may use. */
function closesAt({ day, zone, doors }: DayFacts, endMinute: number): number {
  let at = midnightMs(day, zone);
  for (const door of doors) if (door.zone !== zone) at = Math.max(at, midnightMs(day, door.zone));
  return at + endMinute * MINUTE_MS;
}

function silentOf({ day, zone, doors }: DayFacts, endMinute: number): string[] {
  const home = midnightMs(day, zone);
  return doors
    .filter((door) => {
      const end = (door.zone === zone ? home : midnightMs(day, door.zone)) + endMinute * MINUTE_MS;
      return door.completeThroughMs === null || door.completeThroughMs < end;
    })
    .map(({ door }) => door)
    .sort();
}
