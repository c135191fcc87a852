import { leaveDoor, patiently } from './leave-door.ts';
import type { Task } from './order-store.ts';
import type { UnitHands } from './unit-hands.ts';

type EndTask = Extract<Task, { kind: 'end-binding' }>;

/**
 * Ends a binding and, for `bind`, begins the next. The task was committed before the first step; each step is skipped
 * where the journal shows that it is done, so that all of it may be interrupted anywhere and gone through again:
 *
 * 1. Nobody is recognised any more, and every punch is on the disk.
 * 2. The roster is erased; its entry of version 0 proves it.
 * 3. A last checkpoint says how far the door was watched.
 * 4. The `command` entry: the binding's end. No entry of the old door may come after it.
 * 5. In one transaction the task is over, the old binding ended and the new one begun.
 * 6. The journal goes on in the new binding, with `bound`, and the new door is watched.
 */
export async function endBinding(task: EndTask, hands: UnitHands): Promise<void> {
  const { number } = task;
  const { journal, signal } = hands;
  // What came after a binding's end must not begin it anew: a unit that serves no door has nothing left to erase.
  if (!journal.answers(number)) {
    const left = !hands.binding().serves || (await leaveDoor(task, hands));
    if (!left || signal.aborted) return;
  }
  // All at once: nothing else gets in between the end of the one and the beginning of the other.
  const passOn = () => writeEnd(task, hands) && switchBinding(task, hands);
  await patiently(() => passOn() && enterBinding(hands), signal);
}

/** Past the writer's queue, in which other entries could stand behind the binding's end. */
function writeEnd({ number, order }: EndTask, { journal, writer, log }: UnitHands): boolean {
  if (!writer.idle) return false;
  if (journal.answers(number)) return true;
  const detail = order.do === 'bind' ? `The next binding serves ${order.door.name}.` : 'The unit serves no door.';
  const body = { type: 'command', number, order: order.do, outcome: 'done', detail: detail.slice(0, 300) } as const;
  if (journal.append(body).kind !== 'written') return false;
  log.info({ step: 'ended', number, binding: journal.binding }, 'The binding has ended.');
  return true;
}

/** Step 5 alone, where the process died before it: the first thing at a start, so that no entry follows the binding's end. */
export function finishEndedBinding(hands: Pick<UnitHands, 'orders' | 'journal' | 'binding' | 'keep' | 'log'>): void {
  const task = hands.orders.task();
  if (task?.kind === 'end-binding' && hands.journal.answers(task.number) && switchBinding(task, hands))
    hands.journal.beginBinding(hands.binding().number);
}

function switchBinding(
  { order }: EndTask,
  { keep, binding, log }: Pick<UnitHands, 'keep' | 'binding' | 'log'>,
): boolean {
  const ended = binding().number;
  const next = order.do === 'bind' ? { number: order.binding, door: order.door, follows: order.follows } : null;
  const done = keep({ task: null, endBinding: ended, ...(next === null ? {} : { beginBinding: next }) });
  if (done) log.info({ step: 'switched', ended, next: next?.number ?? null }, 'The unit has left its binding.');
  return done;
}

/** Step 6. */
function enterBinding(hands: UnitHands): true {
  const { journal, service, log, statusChanged } = hands;
  const { number, door, serves } = hands.binding();
  if (serves) {
    journal.beginBinding(number);
    writeBound(hands);
    service.start(door.id);
    log.info({ step: 'bound', binding: number, door: door.name }, 'The unit serves another door now.');
  } else log.warn({ step: 'unbound' }, 'The unit serves no door: nobody is recognised until the hub binds it again.');
  statusChanged();
  return true;
}

/** The first entry of a binding; nothing where the binding has begun. */
export function writeBound({
  journal,
  writer,
  facts,
  binding,
}: Pick<UnitHands, 'journal' | 'writer' | 'facts' | 'binding'>): void {
  if (journal.head.seq > 0) return;
  const { door, follows } = binding();
  writer.writeFirst({ type: 'bound', door: door.id, follows, facts: facts() });
}
