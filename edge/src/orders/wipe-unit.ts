import { answerOrder } from './answer-order.ts';
import { markForDestruction } from './destroy-unit.ts';
import { leaveDoor } from './leave-door.ts';
import type { Task } from './order-store.ts';
import type { UnitHands } from './unit-hands.ts';
import { untilDelivered } from './until-delivered.ts';

type WipeTask = Extract<Task, { kind: 'wipe' }>;

const RECEIPT_MS = 60_000;

/**
 * Makes the hardware as new. The task was committed before the first step, and each can be gone through again:
 *
 * 1. Nobody is recognised any more; the roster is erased, and its entry of version 0 proves it.
 * 2. The `command` entry says that the unit wipes itself.
 * 3. The hub's receipt for all of it is waited for, but not for ever.
 * 4. The mark is set from which there is no way back, with whether the journal has to stay. The process ends, and
 *    before it does, or at its next start, everything is destroyed (see `destroyUnit`).
 */
export async function wipeUnit(number: number, hands: UnitHands): Promise<void> {
  const task: WipeTask = { kind: 'wipe', number, through: null };
  if (!hands.keep({ number, task })) return;
  hands.log.warn({ step: 'told', number }, 'The hub ordered this unit to wipe itself.');
  await resumeWipe(task, hands);
}

export async function resumeWipe(task: WipeTask, hands: UnitHands): Promise<void> {
  const { journal, signal, log, data, restart, unit, receiptMs = RECEIPT_MS } = hands;
  const { number } = task;
  if (!journal.answers(number)) {
    if (hands.binding().serves && !(await leaveDoor(task, hands))) return;
    const detail = 'Keys, templates and settings are destroyed, the journal too once the hub holds it.';
    answerOrder(hands, { number, order: 'wipe', outcome: 'done', detail });
    log.info({ step: 'answered', number }, 'The journal says that the unit wipes itself.');
  }
  const delivered = await untilDelivered(journal, receiptMs, signal);
  if (signal.aborted) return;
  const keepJournal = !(delivered && journal.answers(number));
  markForDestruction(data, { unit, keepJournal });
  if (keepJournal)
    log.error(
      { step: 'marked', number },
      'The hub has not confirmed all entries in time: keys and templates are destroyed, the journal is kept in the folder "undelivered".',
    );
  else log.warn({ step: 'marked', number }, 'The hub holds the whole journal: everything on this unit is destroyed.');
  restart('The unit was wiped.');
}
