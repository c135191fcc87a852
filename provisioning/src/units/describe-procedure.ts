import type { Procedure, Step } from '@hadir/shared/api/procedures';

const MARKS: Record<Step['state'], string> = { done: '[x]', current: '[>]', ahead: '[ ]', skipped: '[-]' };

export function describeStep({ name, state, at, detail }: Step): string {
  return `${MARKS[state]} ${name}${at === null ? '' : `  ${at}`}${detail === null ? '' : `  ${detail}`}`;
}

export function describeProcedure(procedure: Procedure): string {
  const units = [procedure.oldUnit, procedure.newUnit].filter((unit) => unit !== null);
  return [
    `Procedure:  ${procedure.id}`,
    `What:       ${procedure.kind} at ${procedure.opdName}/${procedure.doorName}${units.length === 0 ? '' : ` (${units.join(' -> ')})`}`,
    `State:      ${procedure.state}`,
    `Reason:     ${procedure.reason} (${procedure.requestedBy ?? 'by the hub'}, ${procedure.createdAt})`,
    ...procedure.steps.map((step) => `  ${describeStep(step)}`),
    ...nextThing(procedure),
  ].join('\n');
}

/** What a person has to do now, where it waits for one. */
function nextThing({ id, state, mayApprove, mayClaim }: Procedure): string[] {
  if (state === 'awaiting-approval')
    return [mayApprove ? `Next: hadir unit approve ${id}` : `Next: another officer runs hadir unit approve ${id}`];
  return mayClaim ? [`Next: hadir claim new --procedure ${id}, and show it to the unit`] : [];
}
