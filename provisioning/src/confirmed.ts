import type { ArgsDef } from 'citty';
import { HadirError } from './hadir-error.ts';
import type { Surroundings } from './surroundings.ts';

/** What every command takes that cannot be undone. */
export const destructiveArguments = {
  yes: { type: 'boolean', description: 'Do not ask whether this is meant', default: false },
} as const satisfies ArgsDef;

/** Asks unless `--yes` was passed. @throws HadirError where the answer is no or nobody can be asked. */
export async function confirmed(args: { yes: boolean }, { confirm }: Surroundings, question: string): Promise<void> {
  if (args.yes || (await confirm(question))) return;
  throw new HadirError('failed', 'Nothing was done.');
}
