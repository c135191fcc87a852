import { setTimeout as pause } from 'node:timers/promises';
import type { Procedure } from '@hadir/shared/api/procedures';
import type { ArgsDef } from 'citty';
import { HadirError } from '../hadir-error.ts';
import type { HubSession } from '../hub/hub-session.ts';
import { readWholeNumber } from '../read-whole-number.ts';
import type { Surroundings } from '../surroundings.ts';
import { describeProcedure, describeStep } from './describe-procedure.ts';

const POLL_MS = 1_000;

export const followArguments = {
  wait: { type: 'boolean', description: 'Show the steps and wait for the end', default: false },
  timeout: {
    type: 'string',
    description: 'With --wait: give up waiting after so many seconds; the procedure goes on',
    default: '3600',
    valueHint: 'seconds',
  },
} as const satisfies ArgsDef;

interface Follow {
  readonly wait: boolean;
  readonly timeout: string;
  readonly json: boolean;
}

/** Prints a procedure, at once or when it has ended. @throws HadirError where it did not end well, or not in time. */
export async function followProcedure(
  first: Procedure,
  args: Follow,
  session: HubSession,
  surroundings: Surroundings,
): Promise<void> {
  const seconds = readWholeNumber('--timeout', args.timeout, 1, 31_536_000);
  const last = args.wait ? await waitForEnd(first, seconds, session, surroundings) : first;
  surroundings.print(args.json ? JSON.stringify(last) : describeProcedure(last));
  if (last.state === 'refused' || last.state === 'cancelled')
    throw new HadirError('failed', `The procedure was ${last.state}.`);
  if (args.wait && last.finishedAt === null && last.state !== 'done')
    throw new HadirError(
      'failed',
      `It has not ended within ${seconds} s. It goes on by itself; see: hadir unit procedures`,
    );
}

async function waitForEnd(
  first: Procedure,
  seconds: number,
  session: HubSession,
  { now, tell }: Surroundings,
): Promise<Procedure> {
  const giveUpAt = now().getTime() + seconds * 1_000;
  const told = new Set<string>();
  let procedure = first;
  for (;;) {
    for (const step of procedure.steps) {
      const known = `${step.name} ${step.state}`;
      if (step.state !== 'ahead' && !told.has(known)) tell(describeStep(step));
      told.add(known);
    }
    const open = procedure.state === 'awaiting-approval' || procedure.state === 'running';
    if (!open || now().getTime() >= giveUpAt) return procedure;
    await pause(POLL_MS);
    procedure = (await lookAgain(procedure.id, session, told, tell)) ?? procedure;
  }
}

/** A hub that is started anew meanwhile is no reason to give up. @returns null while it is out of reach. */
async function lookAgain(
  id: string,
  session: HubSession,
  told: Set<string>,
  tell: Surroundings['tell'],
): Promise<Procedure | null> {
  try {
    return await session.get<Procedure>(`/api/procedures/${id}`);
  } catch (error) {
    if (!(error instanceof HadirError) || error.code !== 'hub-unreachable') throw error;
    if (!told.has(error.code)) tell(`${error.message} It is asked again until the time is over.`);
    told.add(error.code);
    return null;
  }
}
