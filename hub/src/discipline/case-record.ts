import type { disciplineCases, disciplineEvents } from '../database/tables/discipline.ts';
import type { ClarificationRecord } from '../rules/discipline/follow-clarification.ts';
import type { KnownCase } from '../rules/discipline/plan-cases.ts';
import type { SuperiorRecord } from '../rules/discipline/propose-superior-case.ts';
import type { CaseRecord } from '../rules/discipline/schedule-case.ts';

export type CaseRow = typeof disciplineCases.$inferSelect;
export type EventRow = Pick<typeof disciplineEvents.$inferSelect, 'kind' | 'step' | 'on'>;

/** What the rules say a proposal is, or a chain's states, is read from events; the row holds what is decided. */
export function toKnownCase(row: CaseRow, events: readonly EventRow[]): KnownCase {
  return {
    id: row.id,
    kind: row.kind,
    state: row.state,
    step: row.step,
    decided: row.decision?.step ?? null,
    ground: row.ground,
    groundless: row.groundlessSince !== null,
    chain: chainRecord(events),
    superior: superiorRecord(row, events),
    hasSuperiorCase: row.hasSuperiorCase,
  };
}

/** Steps that were done, and those that were not needed. */
export function stepRecord(events: readonly EventRow[]): CaseRecord {
  const record: Record<string, string> = {};
  for (const { kind, step, on } of events) {
    if (step === null) continue;
    if (kind === 'step' || kind === 'decided' || kind === 'delivered') record[step] = on;
    if (kind === 'skipped') record[step] = 'skipped';
  }
  return record;
}

export function chainRecord(events: readonly EventRow[]): ClarificationRecord {
  return {
    warnedOn: firstOf(events, 'warned'),
    clarifiedOn: firstOf(events, 'clarified'),
    letterToOpdOn: events.find(({ kind, step }) => kind === 'letter' && step === 'surat_opd')?.on ?? null,
    actedOn: firstOf(events, 'acted'),
  };
}

/** Steps of the procedure are told apart by how their codes begin. */
function superiorRecord(row: CaseRow, events: readonly EventRow[]): SuperiorRecord {
  const step = (beginning: string) =>
    events.find((event) => event.kind === 'step' && event.step?.startsWith(beginning))?.on ?? null;
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
