import type { StepName } from '@hadir/shared/api/procedures';
import { procedureSteps } from '../database/schema.ts';
import type { Transaction } from '../rosters/refresh-rosters.ts';

export interface ReachedStep {
  readonly name: StepName;
  readonly state: 'done' | 'skipped';
  readonly at: Date;
  readonly by?: string | null;
  /** In Bahasa Indonesia. */
  readonly detail: string | null;
}

/** Puts a step behind a procedure; one that is behind it already stays as it was. */
export async function recordStep(tx: Transaction, procedure: string, step: ReachedStep): Promise<void> {
  await tx
    .insert(procedureSteps)
    .values({ ...step, procedure })
    .onConflictDoNothing();
}
