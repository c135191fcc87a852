import type { DayVerdictStatus } from '@hadir/shared/api/policies/day-verdicts';
import { zoneOffsetMs } from '@hadir/shared/time/local-day';
import { applyExcuses } from './apply-excuses.ts';
import { DAY_MINUTES, MINUTE_MS } from './clock-minutes.ts';
import type { DayFacts } from './day-facts.ts';
import type { DayPolicy } from './day-policy.ts';
import type { DayEvent, DayVerdict, Reason, Seen } from './day-verdict.ts';
import { findFaults } from './find-faults.ts';
import { type Gathered, gatherPassages, type Passage } from './gather-passages.ts';
import { measureDay } from './measure-day.ts';
import { sightingWindow } from './working-window.ts';

type Draft = { -readonly [Field in keyof DayVerdict]: DayVerdict[Field] };

/**
 * What one day of one employee is. Nobody is absent, late or gone early for good while a door that he may use has not
 * delivered its journal past the end of the day: another sighting could still show that he was not. A day that is in
 * order is final as soon as it is over, since more sightings never make it worse. Nor is anybody at fault while an
 * approved request cannot be read because the policy no longer knows its kind.
 * @param policy resolved for that day and that employee
 */
export function judgeDay(facts: DayFacts, policy: DayPolicy): DayVerdict {
  const { work, schedule, rules, phase } = policy;
  const reasons: Reason[] = phase === 'trial' ? ['trial'] : [];
  const verdict = blankVerdict(facts, policy, reasons);
  if (phase === 'before') {
    reasons.push('phase-not-begun');
    return verdict;
  }
  if (work.kind === 'off') {
    reasons.push('day-off');
    verdict.status = work.status;
    verdict.clause = work.clause;
    return verdict;
  }

  const window = sightingWindow(schedule, work.minutes);
  const gathered = gatherPassages(facts, policy.utcMidnightMs, window);
  const { passages } = gathered;
  const { excuse, kind, whole, due, unknown } = applyExcuses(facts.excuses, work.minutes, policy);
  verdict.evidence = passages.filter(({ source }) => source === 'journal').map(({ id }) => id);
  verdict.approvals = approvalsOf(facts);
  noteCorrections(facts, gathered, unknown, reasons);
  if (excuse !== null) {
    reasons.push(whole ? 'excused' : 'part-excused');
    verdict.excuse = { id: excuse.id, kind: excuse.kind, part: excuse.part };
    if (whole && kind !== null) {
      // Of an excused day the sightings are shown and measured by nothing.
      verdict.arrival = plain(passages[0] ?? null);
      verdict.departure = passages.length > 1 ? plain(passages.at(-1) ?? null) : null;
      verdict.status = kind.status;
      return verdict;
    }
  }

  const utcEndMs = policy.utcMidnightMs + dayEndMinute(policy) * MINUTE_MS;
  const open = facts.asOfMs < closesAt(facts, utcEndMs);
  const silentDoors = open ? NOTHING : silentOf(facts, utcEndMs);
  const dark = silentDoors.length > 0 || facts.doors.length === 0 || unknown;
  let events: readonly DayEvent[];
  let settled = false;
  if (passages.length === 0) events = [absence(policy, excuse !== null)];
  else {
    const { onePassageMinutes } = rules;
    // Who is seen for the first time while there is still work has come, however late.
    const working = open && facts.asOfMs < policy.utcMidnightMs + due.end * MINUTE_MS - zoneOffsetMs(facts.zone);
    const singleSighting = working ? 'arrival' : rules.singleSighting;
    const measured = measureDay(passages, { schedule, due, planned: work.minutes, onePassageMinutes, singleSighting });
    events = findFaults(measured, facts.corrections, policy);
    reasons.push(...measured.reasons);
    if (events.length < measured.faults) reasons.push('forgiven');
    verdict.arrival = plain(measured.arrival);
    verdict.departure = plain(measured.departure);
    verdict.lateMinutes = measured.late;
    verdict.earlyMinutes = open ? 0 : measured.early;
    // An end that was forgiven because nobody saw it may still be seen, and then be too late or too early.
    settled = events.length === 0 && measured.arrival !== null && measured.departure !== null;
  }
  if (open || (dark && !settled)) {
    if (open) reasons.push('day-open');
    else if (facts.doors.length === 0) reasons.push('no-door');
    else if (silentDoors.length > 0) reasons.push('door-silent');
    verdict.status = open ? statusSoFar(events) : 'incomplete';
    verdict.final = false;
    verdict.silentDoors = silentDoors;
    return verdict;
  }
  verdict.status = statusOf(events);
  verdict.events = events;
  return verdict;
}

const NOTHING: readonly never[] = [];

function absence({ rules, rulesClause }: DayPolicy, partExcused: boolean): DayEvent {
  const halves = partExcused && rules.partDayAbsence === 'half' ? 1 : 2;
  return { code: rules.absent, kind: 'absent', minutes: 0, halves, clause: rulesClause };
}

function statusOf(events: readonly DayEvent[]): DayVerdictStatus {
  if (events.length === 0) return 'present';
  if (events.some(({ kind }) => kind === 'absent')) return 'absent';
  if (events.some(({ kind }) => kind === 'missing_arrival' || kind === 'missing_departure')) return 'forgotten_punch';
  return events.some(({ kind }) => kind === 'late') ? 'late' : 'left_early';
}

/** Who has not left yet has not left early, and who has not come may still come. */
function statusSoFar(events: readonly DayEvent[]): DayVerdictStatus {
  if (events.some(({ kind }) => kind === 'absent')) return 'not_yet_seen';
  return events.some(({ kind }) => kind === 'late') ? 'late' : 'present';
}

function blankVerdict({ employee, day }: DayFacts, policy: DayPolicy, reasons: Reason[]): Draft {
  return {
    employee,
    day,
    status: 'not_yet_seen',
    final: true,
    phase: policy.phase,
    arrival: null,
    departure: null,
    lateMinutes: 0,
    earlyMinutes: 0,
    events: NOTHING,
    excuse: null,
    evidence: NOTHING,
    approvals: NOTHING,
    silentDoors: NOTHING,
    reasons,
    schedule: policy.schedule.code,
    clause: policy.scheduleClause,
  };
}

function noteCorrections({ corrections }: DayFacts, gathered: Gathered, unknown: boolean, reasons: Reason[]): void {
  if (corrections.some(({ kind }) => kind === 'seen')) reasons.push('corrected');
  if (gathered.voided) reasons.push('voided');
  if (gathered.outside) reasons.push('outside-window');
  if (unknown) reasons.push('excuse-kind-unknown');
}

function approvalsOf({ excuses, corrections }: DayFacts): readonly string[] {
  if (excuses.length + corrections.length === 0) return NOTHING;
  return [...new Set([...excuses, ...corrections].flatMap(({ approvals }) => approvals))].sort();
}

function plain(passage: Passage | null): Seen | null {
  return passage === null ? null : { atMs: passage.atMs, id: passage.id, source: passage.source };
}

/** @returns the minute after its midnight at which a day is over by the clock; after a shift over midnight it is later. */
export function dayEndMinute({ work, schedule }: Pick<DayPolicy, 'work' | 'schedule'>): number {
  return work.kind === 'off' ? DAY_MINUTES : Math.max(DAY_MINUTES, sightingWindow(schedule, work.minutes).to);
}

/** @returns the instant at which a day is over at his place of work and at every door that he may use. */
export function dayClosesAtMs(facts: Pick<DayFacts, 'zone' | 'doors'>, policy: DayPolicy): number {
  return closesAt(facts, policy.utcMidnightMs + dayEndMinute(policy) * MINUTE_MS);
}

function closesAt({ zone, doors }: Pick<DayFacts, 'zone' | 'doors'>, utcEndMs: number): number {
  let at = utcEndMs - zoneOffsetMs(zone);
  for (const door of doors) at = Math.max(at, utcEndMs - zoneOffsetMs(door.zone));
  return at;
}

function silentOf({ doors }: DayFacts, utcEndMs: number): readonly string[] {
  const silent = doors.filter(
    ({ zone, completeThroughMs }) => completeThroughMs === null || completeThroughMs < utcEndMs - zoneOffsetMs(zone),
  );
  return silent.length === 0 ? NOTHING : silent.map(({ door }) => door).sort();
}
