import type { ClarificationDocument } from '@hadir/shared/api/policies/clarification-policy';
import type { DisciplineDocument, SanctionStep } from '@hadir/shared/api/policies/discipline-policy';
import type { Absences, Run } from './count-absences.ts';
import { type ClarificationRecord, followClarification } from './follow-clarification.ts';
import { proposeSanction } from './propose-sanction.ts';
import { proposeSuperiorCase, type SuperiorRecord } from './propose-superior-case.ts';
import type { IsOfficeDay } from './working-days.ts';

/** What a case rests on. */
export interface CaseGround {
  readonly days: readonly string[];
  readonly total: number;
  readonly longestRun: number;
  readonly clause: string;
  readonly because: 'sum' | 'in-a-row' | 'no-ladder' | 'chain' | 'superior';
  readonly payStopsFrom: string | null;
  readonly openDays: readonly string[];
}

/** A case of one person and year as far as new facts may touch it. */
export interface KnownCase {
  readonly id: string;
  readonly kind: 'sanction' | 'chain' | 'superior';
  readonly state: 'proposed' | 'open' | 'decided' | 'delivered' | 'revoked' | 'rejected' | 'merged' | 'closed';
  readonly step: SanctionStep | null;
  /** Of what was decided. */
  readonly decided: SanctionStep | null;
  readonly ground: CaseGround;
  readonly groundless: boolean;
  readonly chain: ClarificationRecord;
  readonly superior: SuperiorRecord;
  readonly hasSuperiorCase: boolean;
}

export type CasePlan =
  | { readonly do: 'propose'; readonly step: SanctionStep | null; readonly ground: CaseGround }
  | { readonly do: 'warn'; readonly ground: CaseGround }
  | { readonly do: 'change'; readonly id: string; readonly step: SanctionStep | null; readonly ground: CaseGround }
  /** The same case by other open days: worth keeping, not worth telling. */
  | { readonly do: 'refresh'; readonly id: string; readonly step: SanctionStep | null; readonly ground: CaseGround }
  | { readonly do: 'groundless'; readonly id: string }
  | { readonly do: 'grounded'; readonly id: string }
  /** A case of the superior, about this one. */
  | {
      readonly do: 'propose-superior';
      readonly about: string;
      readonly step: SanctionStep | null;
      readonly clause: string;
    };

export interface CasePolicies {
  readonly discipline: DisciplineDocument;
  /** Null where the region has no chain of its own. */
  readonly clarification: ClarificationDocument | null;
  readonly isOfficeDay: IsOfficeDay;
}

const LIVE: ReadonlySet<KnownCase['state']> = new Set(['proposed', 'open']);

/**
 * What the absences of a year ask for, given the cases that there are. Nothing is deleted and nothing decided: a
 * proposal grows or shrinks with the days, and a case whose days were explained meanwhile is marked as groundless, be
 * it decided or not. The same facts asked for twice ask for nothing the second time.
 */
export function planCases(
  absences: Absences,
  employeeKind: 'PNS' | 'PPPK',
  cases: readonly KnownCase[],
  policies: CasePolicies,
  today: string,
): CasePlan[] {
  return [
    ...planLadder(
      { ...absences, openDays: absences.openDays.filter((day) => day < today) },
      employeeKind,
      cases,
      policies,
    ),
    ...planChain(absences, cases, policies),
    ...planSuperiors(cases, policies, today),
  ];
}

function planLadder(
  counted: Absences,
  employeeKind: 'PNS' | 'PPPK',
  cases: readonly KnownCase[],
  { discipline }: CasePolicies,
): CasePlan[] {
  const { inARow } = discipline[employeeKind];
  // A run that was long enough before New Year was proposed in the year before.
  const isNew = ({ days }: Run) => inARow === null || !((days[inARow.days - 1] ?? '9') < String(counted.year));
  const absences = { ...counted, runs: counted.runs.filter(isNew) };
  const plans: CasePlan[] = [];
  const own = cases.filter(({ kind }) => kind === 'sanction');
  const waiting = own.find(({ state }) => state === 'proposed');
  const settled = own.filter((each) => each !== waiting && !(each.state === 'closed' && each.groundless));
  const codes = settled.flatMap(({ step, decided }) => [step, decided].flatMap((each) => (each ? [each.code] : [])));
  const wanted = ladderWants(absences, employeeKind, discipline, codes);
  // Where no ladder is set nothing but the sum tells a new case from one that was dealt with.
  const dealtWith = settled.some(({ step, ground }) => step === null && ground.total >= absences.total);
  if (wanted === null || (wanted.step === null && dealtWith)) {
    if (waiting && !waiting.groundless) plans.push({ do: 'groundless', id: waiting.id });
  } else if (waiting === undefined) plans.push({ do: 'propose', ...wanted });
  else {
    if (waiting.groundless) plans.push({ do: 'grounded', id: waiting.id });
    if (!sameGround(waiting, wanted)) plans.push({ do: 'change', id: waiting.id, ...wanted });
    else if (waiting.ground.openDays.join() !== wanted.ground.openDays.join())
      plans.push({ do: 'refresh', id: waiting.id, ...wanted });
  }
  const rank = (step: SanctionStep | null) =>
    step === null ? 0 : discipline[employeeKind].steps.findIndex(({ code }) => code === step.code);
  const today = ladderWants(absences, employeeKind, discipline, []);
  // What was decided stays as it was decided; that its days fell away is for the official to know.
  const standing = own.filter(
    ({ state, decided }) => state === 'open' || ((state === 'decided' || state === 'delivered') && decided !== null),
  );
  for (const each of standing) {
    const carried = today !== null && rank(today.step) >= rank(each.decided ?? each.step);
    if (carried === each.groundless) plans.push({ do: carried ? 'grounded' : 'groundless', id: each.id });
  }
  return plans;
}

interface Wanted {
  readonly step: SanctionStep | null;
  readonly ground: CaseGround;
}

function ladderWants(
  absences: Absences,
  employeeKind: 'PNS' | 'PPPK',
  policy: DisciplineDocument,
  settled: readonly string[],
): Wanted | null {
  const proposal = proposeSanction(absences, employeeKind, policy, settled);
  const { openDays, days } = absences;
  if (proposal.kind === 'none') return null;
  if (proposal.kind === 'no-ladder') {
    const { total, longestRun, note: clause } = proposal;
    // Without a ladder of their own they are put before the PPK from the day on which a PNS would be.
    if (total < (policy.PNS.steps[0]?.fromDays ?? 1)) return null;
    return {
      step: null,
      ground: { days, total, longestRun, clause, because: 'no-ladder', payStopsFrom: null, openDays },
    };
  }
  const { step, because, clause, total, longestRun, payStopsFrom } = proposal;
  const ground = { days: proposal.days, total, longestRun, clause, because, payStopsFrom, openDays };
  return { step, ground };
}

function sameGround(known: KnownCase, wanted: Wanted): boolean {
  return (
    (known.step?.code ?? null) === (wanted.step?.code ?? null) &&
    known.ground.total === wanted.ground.total &&
    known.ground.days.join() === wanted.ground.days.join()
  );
}

function planChain(absences: Absences, cases: readonly KnownCase[], { clarification }: CasePolicies): CasePlan[] {
  if (clarification === null) return [];
  const plans: CasePlan[] = [];
  const chains = cases.filter(({ kind }) => kind === 'chain');
  const long = absences.runs.filter(
    ({ days }) => days.length >= clarification.warnAfterDays && !isOfLastYear(days, absences.year, clarification),
  );
  const met = new Set<string>();
  for (const run of long) {
    // A run that fell in two keeps its case for the first half; the second is warned of by itself.
    const known = chains.find(({ id, ground }) => !met.has(id) && ground.days.some((day) => run.days.includes(day)));
    const ground = chainGround(run, clarification.clauses.warning);
    if (known === undefined) {
      plans.push({ do: 'warn', ground });
      continue;
    }
    met.add(known.id);
    if (!LIVE.has(known.state)) continue;
    if (known.groundless) plans.push({ do: 'grounded', id: known.id });
    if (known.ground.days.join() !== run.days.join()) plans.push({ do: 'change', id: known.id, step: null, ground });
  }
  for (const { id, state, groundless } of chains)
    if (!met.has(id) && LIVE.has(state) && !groundless) plans.push({ do: 'groundless', id });
  return plans;
}

/** Whether a run that goes on into this year was long enough in the last one: it was warned of among that year's cases. */
function isOfLastYear(days: readonly string[], year: number, { warnAfterDays }: ClarificationDocument): boolean {
  const last = days[warnAfterDays - 1];
  return last !== undefined && Number(last.slice(0, 4)) < year;
}

function chainGround({ days }: Run, clause: string): CaseGround {
  const length = days.length;
  return { days, total: length, longestRun: length, clause, because: 'chain', payStopsFrom: null, openDays: [] };
}

function planSuperiors(
  cases: readonly KnownCase[],
  { discipline, clarification, isOfficeDay }: CasePolicies,
  today: string,
): CasePlan[] {
  return cases.flatMap((each): CasePlan[] => {
    if (each.hasSuperiorCase || each.groundless || each.state !== 'open') return [];
    if (each.kind === 'chain' && clarification !== null) {
      const state = followClarification(each.ground, each.chain, clarification, isOfficeDay, today);
      if (state.kind !== 'propose-superior-case') return [];
      return [{ do: 'propose-superior', about: each.id, step: null, clause: state.clause }];
    }
    if (each.kind === 'sanction' && each.step !== null) {
      const state = proposeSuperiorCase(each.step, each.superior, discipline, isOfficeDay, today);
      if (state.kind !== 'propose') return [];
      return [{ do: 'propose-superior', about: each.id, step: state.atLeast, clause: state.clause }];
    }
    return [];
  });
}
