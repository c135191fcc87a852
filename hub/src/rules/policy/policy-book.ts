import type { Assignment } from '@hadir/shared/api/policies/assignments-policy';
import type { EditionOf, PolicyEdition, PolicyKind } from '@hadir/shared/api/policies/policy-edition';
import type { RolloutPhase } from '@hadir/shared/api/policies/rollout-policy';
import type { WorkSchedule } from '@hadir/shared/api/policies/schedules-policy';
import type { DayPolicy, Phase } from '../day/day-policy.ts';
import { workingMinutes } from '../day/working-window.ts';
import { CalendarBook } from './calendar-book.ts';
import { RulesError } from './rules-error.ts';
import { TargetIndex, type Whereabouts } from './target-index.ts';
import { workingTimeOn } from './working-time-on.ts';

const MOST_RESOLVED_DAYS = 50_000;

/**
 * All policies, past and future, as one value: what is in force on a day follows from the editions alone. A draft is
 * tried by opening a book that holds it too. The answers are shared between employees; nobody may change them.
 */
export class PolicyBook {
  readonly #editions: ReadonlyMap<PolicyKind, readonly PolicyEdition[]>;
  readonly #calendar: CalendarBook;
  readonly #assignments = new Map<PolicyEdition, TargetIndex<Assignment>>();
  readonly #phases = new Map<PolicyEdition, TargetIndex<RolloutPhase>>();
  readonly #resolved = new Map<string, DayPolicy>();

  /** @param editions valid ones (`readEdition`); of two with the same first day the later in the list decides. */
  constructor(editions: readonly PolicyEdition[]) {
    const byKind = new Map<PolicyKind, PolicyEdition[]>();
    for (const edition of editions) byKind.set(edition.kind, [edition, ...(byKind.get(edition.kind) ?? [])]);
    for (const same of byKind.values())
      same.sort((a, b) => (a.effectiveFrom < b.effectiveFrom ? 1 : a.effectiveFrom > b.effectiveFrom ? -1 : 0));
    this.#editions = byKind;
    this.#calendar = new CalendarBook(editions.filter((edition) => edition.kind === 'calendar'));
    for (const edition of editions) {
      if (edition.kind === 'assignments') {
        const latestFirst = [...edition.document.assignments]
          .reverse()
          .sort((a, b) => (a.from < b.from ? 1 : a.from > b.from ? -1 : 0));
        this.#assignments.set(edition, new TargetIndex(latestFirst));
      }
      if (edition.kind === 'rollout') this.#phases.set(edition, new TargetIndex(edition.document.phases));
    }
  }

  /** @returns the edition in force. @throws RulesError `no-policy`. */
  inForce<Kind extends PolicyKind>(kind: Kind, day: string): EditionOf<Kind> {
    const edition = this.#editions
      .get(kind)
      ?.find(({ effectiveFrom, effectiveTo }) => effectiveFrom <= day && (effectiveTo === null || day <= effectiveTo));
    if (edition === undefined) throw new RulesError('no-policy', `No policy of kind "${kind}" is in force on ${day}.`);
    return edition as EditionOf<Kind>;
  }

  /** The rules for somebody's day. @param rotaShift what the duty list says, for schedules with one. */
  dayPolicy(who: Whereabouts, day: string, rotaShift: string | null = null): DayPolicy {
    const schedules = this.inForce('schedules', day);
    const code = this.#scheduleOf(who, day);
    const phase = this.phaseOf(who, day);
    const key = `${day} ${phase} ${code} ${rotaShift ?? ''}`;
    const known = this.#resolved.get(key);
    if (known) return known;
    const schedule = schedules.document.schedules.find((candidate) => candidate.code === code);
    if (!schedule) throw new RulesError('no-schedule', `The schedule "${code}" is assigned on ${day} and not defined.`);
    const rules = this.inForce('day', day);
    const leave = this.inForce('leave', day);
    const policy: DayPolicy = {
      utcMidnightMs: Date.parse(`${day}T00:00:00Z`),
      schedule,
      scheduleClause: schedules.legalBasis,
      work: this.#workOn(schedule, schedules.legalBasis, day, rotaShift),
      rules: rules.document,
      rulesClause: rules.legalBasis,
      leaveKinds: new Map(leave.document.kinds.map((kind, order) => [kind.code, { kind, order }])),
      phase,
    };
    if (this.#resolved.size >= MOST_RESOLVED_DAYS) this.#resolved.clear();
    this.#resolved.set(key, policy);
    return policy;
  }

  phaseOf(who: Whereabouts, day: string): Phase {
    const rollout = this.inForce('rollout', day);
    const phase = this.#phases.get(rollout)?.find(who, () => true) ?? null;
    if (phase === null) return 'before';
    if (phase.goLive !== null && phase.goLive <= day) return 'live';
    return phase.trialFrom !== null && phase.trialFrom <= day ? 'trial' : 'before';
  }

  /** Whether the offices are open: Monday to Friday, no holiday and no cuti bersama. Deadlines run on these days. */
  isOfficeDay(day: string): boolean {
    if (this.#calendar.dayOff(day) !== null) return false;
    const weekday = new Date(`${day}T00:00:00Z`).getUTCDay();
    return weekday !== 0 && weekday !== 6;
  }

  /** @returns the name of the holiday or cuti bersama on that day. */
  holidayOn(day: string): string | null {
    return this.#calendar.dayOff(day)?.name ?? null;
  }

  #scheduleOf(who: Whereabouts, day: string): string {
    const edition = this.inForce('assignments', day);
    const assignment = this.#assignments
      .get(edition)
      ?.find(who, ({ from, to }) => from <= day && (to === null || day <= to));
    if (!assignment) throw new RulesError('no-schedule', `Nobody assigned a schedule to ${who.employee} on ${day}.`);
    return assignment.schedule;
  }

  #workOn(schedule: WorkSchedule, clause: string, day: string, rotaShift: string | null): DayPolicy['work'] {
    const time = workingTimeOn(schedule, day, this.#calendar.isRamadan(day), rotaShift);
    if (time === null) return { kind: 'off', status: 'day_off', name: null, clause };
    const off = schedule.worksOnHolidays ? null : this.#calendar.dayOff(day);
    if (off === null) return { kind: 'working', minutes: workingMinutes(time) };
    const status = off.kind === 'collective_leave' ? 'collective_leave' : 'day_off';
    return { kind: 'off', status, name: off.name, clause: off.decree };
  }
}
