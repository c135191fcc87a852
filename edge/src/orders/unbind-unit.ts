import type { OrderOf } from '@hadir/shared/wire/command';
import { answerOrder } from './answer-order.ts';
import { endBinding } from './end-binding.ts';
import type { Task } from './order-store.ts';
import type { UnitHands } from './unit-hands.ts';

/** No door from now on. A unit that serves none already says so again. */
export async function unbindUnit(order: OrderOf<'unbind'>, number: number, hands: UnitHands): Promise<void> {
  if (!hands.binding().serves) {
    answerOrder(hands, { number, order: 'unbind', outcome: 'done', detail: 'The unit served no door before.' });
    return;
  }
  const task: Extract<Task, { kind: 'end-binding' }> = { kind: 'end-binding', number, order, through: null };
  if (!hands.keep({ number, task })) return;
  hands.log.info({ step: 'told', number }, 'The hub ordered this unit away from its door.');
  await endBinding(task, hands);
}
