import type { disciplineCases, disciplineEvents } from '../database/tables/discipline.ts';
import type { ClarificationRecord } from '../rules/discipline/follow-clarification.ts';
import type { KnownCase } from '../rules/discipline/plan-cases.ts';
import type { SuperiorRecord } from '../rules/discipline/propose-superior-case.ts';
import type { CaseRecord } from '../rules/discipline/schedule-case.ts';

export type CaseRow = typeof disciplineCases.$inferSelect;
export type EventRow = Pick<typeof disciplineEvents.$inferSelect, 'kind' | 'step' | 'on'>;

/**
 * What the rules say a proposal is, or a chain's states, is read from events; the row holds what is decided.
 * @param superiorSince first day of the present superior: nobody answers for time in which it was another's duty
 */
export function toKnownCase(row: CaseRow, events: readonly EventRow[], superiorSince: string | null): KnownCase {
  const chain = chainRecord(events);
  const superior = superiorRecord(row, events);
  const notBefore = (day: string | null) =>
    day !== null && superiorSince !== null && day < superiorSince ? superiorSince : day;
  return {
    id: row.id,
    kind: row.kind,
    state: row.state,
    step: row.step,
    decided: row.decision?.step ?? null,
    ground: row.ground,
    groundless: row.groundlessSince !== null,
    chain: { ...chain, letterToOpdOn: notBefore(chain.letterToOpdOn) },
    superior: {
      ...superior,
      knownOn: notBefore(superior.knownOn) ?? superior.knownOn,
      summonedOn: notBefore(superior.summonedOn),
      examinedOn: notBefore(superior.examinedOn),
    },
    hasSuperiorCase: row.hasSuperiorCase,
  };
}

/** Steps that were done, and those that were not needed; what was taken back is in it no more. */
export function stepRecord(events: readonly EventRow[]): CaseRecord {
  const record = new Map<string, string>();
  for (const { kind, step, on } of events) {
    if (step === null) continue;
    if (kind === 'step' || kind === 'decided' || kind === 'delivered') record.set(step, on);
    if (kind === 'skipped') record.set(step, 'skipped');
    if (kind === 'withdrawn') record.delete(step);
  }
  return Object.fromEntries(record);
}

/** The letters that stand, by kind, with their date; of one that was withdrawn nothing follows. */
export function letterRecord(events: readonly EventRow[]): ReadonlyMap<string, string> {
  const letters = new Map<string, string>();
  for (const { kind, step, on } of events) {
    if (step === null) continue;
    if (kind === 'letter') letters.set(step, on);
    if (kind === 'withdrawn') letters.delete(step);
  }
  return letters;
}

export function chainRecord(events: readonly EventRow[]): ClarificationRecord {
  return {
    warnedOn: firstOf(events, 'warned'),
    clarifiedOn: firstOf(events, 'clarified'),
    letterToOpdOn: letterRecord(events).get('surat_opd') ?? null,
    actedOn: firstOf(events, 'acted'),
  };
}

/** Steps of the procedure are told apart by how their codes begin. */
function superiorRecord(row: CaseRow, events: readonly EventRow[]): SuperiorRecord {
  const record = Object.entries(stepRecord(events));
  // The last of each: a second summons gives time for its own examination.
  const step = (beginning: string) =>
    record.findLast(([code, on]) => code.startsWith(beginning) && on !== 'skipped')?.[1] ?? null;
  const examinedOn = step('pemeriksaan');
  // A light sanction is the superior's own to give: he has nobody to report to.
  const own = row.step?.grade === 'light' ? examinedOn : null;
  return {
    knownOn: row.openedOn ?? row.proposedOn,
    summonedOn: step('panggilan') ?? examinedOn,
    examinedOn,
    reportedOn: firstOf(events, 'reported') ?? firstOf(events, 'decided') ?? own,
  };
}

function firstOf(events: readonly EventRow[], wanted: EventRow['kind']): string | null {
  return events.find(({ kind }) => kind === wanted)?.on ?? null;
}
