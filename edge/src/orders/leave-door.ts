import { setTimeout as sleep } from 'node:timers/promises';
import { writeLastCheckpoint } from '../journal/write-checkpoints.ts';
import type { Task } from './order-store.ts';
import type { UnitHands } from './unit-hands.ts';

const RETRY_MS = 1_000;

/**
 * Ends the work at a door: nobody is recognised any more, the roster is erased and proven so, and a checkpoint says how
 * far the door was watched. What is done already is not done again. @returns false where the unit stops meanwhile.
 */
export async function leaveDoor(task: Exclude<Task, { kind: 'settings' }>, hands: UnitHands): Promise<boolean> {
  const { service, roster, rosterJournal, journal, writer, signal, log } = hands;
  const { number } = task;
  const stoppedAt = (await service.stop())?.toISOString() ?? null;
  const through = stoppedAt ?? task.through;
  // After a kill nobody else knows how far the door was watched.
  if (stoppedAt !== null && !(await patiently(() => hands.keep({ task: { ...task, through } }), signal))) return false;
  log.info({ step: 'stopped', number, through }, 'Nobody is recognised at this door any more.');
  const proven = () => journal.lastOf('roster')?.version === 0;
  if (!proven() || roster.state().version !== 0) {
    const erased = roster.unjournaled().at(-1)?.version === 0;
    if (!erased && !(await patiently(() => roster.erase() === null, signal))) return false;
    log.info({ step: 'erased', number }, 'The roster is erased.');
    if (!(await unlessAborted(rosterJournal.flush(), signal))) return false;
    log.info({ step: 'erasure-proven', number }, 'The journal proves that the roster is erased.');
  }
  const last = through === null ? null : new Date(through);
  if (writeLastCheckpoint(last, journal, writer))
    log.info({ step: 'checkpoint', number, through }, 'The journal says how far the door was watched.');
  return true;
}

/** Does something again and again until the disk has room for it. @returns false where the unit stops before. */
export async function patiently(work: () => boolean, signal: AbortSignal): Promise<boolean> {
  while (!signal.aborted) {
    if (work()) return true;
    await sleep(RETRY_MS, undefined, { signal }).catch(() => undefined);
  }
  return false;
}

async function unlessAborted(work: Promise<void>, signal: AbortSignal): Promise<boolean> {
  if (signal.aborted) return false;
  let end: () => void = () => undefined;
  const aborted = new Promise<false>((resolve) => {
    end = () => resolve(false);
    signal.addEventListener('abort', end, { once: true });
  });
  try {
    return await Promise.race([work.then(() => true), aborted]);
  } finally {
    signal.removeEventListener('abort', end);
  }
}
