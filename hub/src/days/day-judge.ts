import type { DayFacts } from '../rules/day/day-facts.ts';
import type { DayPolicy } from '../rules/day/day-policy.ts';
import type { DayVerdict } from '../rules/day/day-verdict.ts';
import { belongsTo } from '../rules/day/gather-passages.ts';
import { dayClosesAtMs, dayEndMinute, judgeDay } from '../rules/day/judge-day.ts';
import { sightingWindow } from '../rules/day/working-window.ts';
import type { PolicyBook } from '../rules/policy/policy-book.ts';
import { RulesError } from '../rules/policy/rules-error.ts';
import type { DatedSighting, Facts } from './open-facts.ts';
import { shiftDay } from './shift-day.ts';

export interface JudgedDay {
  readonly verdict: DayVerdict;
  /** Where he belonged. */
  readonly opd: string;
  /** Of a day that is not final: when it is over. */
  readonly closesAtMs: number | null;
}

const NO_DOORS: readonly never[] = [];

/** Judges days by facts that were read before. */
export class DayJudge {
  readonly #facts: Facts;
  readonly #book: PolicyBook;
  readonly #asOfMs: number;

  /** @param asOf the instant for which days are judged */
  constructor(facts: Facts, book: PolicyBook, asOf: Date) {
    this.#facts = facts;
    this.#book = book;
    this.#asOfMs = asOf.getTime();
  }

  /** @returns null where somebody had no place on that day, or no policy says how he worked. */
  judge(employee: string, day: string): JudgedDay | null {
    const posting = this.#facts.postingOn(employee, day);
    const policy = this.policyOf(employee, day);
    if (posting === null || policy === null) return null;
    const { opd, zone } = posting;
    const { excuses, corrections } = this.#facts.approvedOn(employee, day);
    const working = policy.work.kind === 'working';
    const facts: DayFacts = {
      employee,
      day,
      zone,
      sightings: working ? this.#sightingsOf(employee, day, policy) : NO_DOORS,
      excuses,
      corrections,
      doors: working ? this.#facts.doors.doorsOf(opd, day, dayEndMinute(policy)) : NO_DOORS,
      asOfMs: this.#asOfMs,
    };
    const verdict = judgeDay(facts, policy);
    return { verdict, opd, closesAtMs: verdict.final ? null : dayClosesAtMs(facts, policy) };
  }

  policyOf(employee: string, day: string): DayPolicy | null {
    const posting = this.#facts.postingOn(employee, day);
    if (posting === null) return null;
    const { opd, workUnit, unitsAbove } = posting;
    const who = { employee, opd, workUnit, unitsAbove };
    try {
      return this.#book.dayPolicy(who, day, this.#facts.shiftOn(employee, day));
    } catch (error) {
      if (error instanceof RulesError) return null;
      throw error;
    }
  }

  /** @returns the days of which this sighting is a part: those whose window holds it, else the day of its date. */
  daysTouchedBy(employee: string, sighting: DatedSighting): string[] {
    const days = [shiftDay(sighting.day, -1), sighting.day, shiftDay(sighting.day, 1)];
    const within = days.filter((day) => this.#isWithin(sighting, this.policyOf(employee, day)));
    return within.length > 0 ? within : [sighting.day];
  }

  #sightingsOf(employee: string, day: string, policy: DayPolicy): readonly DatedSighting[] {
    const around = this.#facts.sightingsAround(employee, day);
    if (around.every((sighting) => sighting.day === day && this.#isWithin(sighting, policy))) return around;
    return around.filter((sighting) => {
      if (this.#isWithin(sighting, policy)) return true;
      // What lies in no day's window is shown with the day of its date, where it counts for nothing.
      return sighting.day === day && this.daysTouchedBy(employee, sighting).includes(day);
    });
  }

  #isWithin(sighting: DatedSighting, policy: DayPolicy | null): boolean {
    if (policy === null || policy.work.kind === 'off') return false;
    return belongsTo(sightingWindow(policy.schedule, policy.work.minutes), sighting, policy.utcMidnightMs);
  }
}
