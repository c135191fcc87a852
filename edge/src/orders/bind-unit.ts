import type { OrderOf } from '@hadir/shared/wire/command';
import { answerOrder } from './answer-order.ts';
import { endBinding } from './end-binding.ts';
import type { Task } from './order-store.ts';
import type { UnitHands } from './unit-hands.ts';

/** Another door from now on. The binding that it is in already is confirmed again; any other than the next one is refused. */
export async function bindUnit(order: OrderOf<'bind'>, number: number, hands: UnitHands): Promise<void> {
  const now = hands.binding();
  const answer = { number, order: 'bind' } as const;
  if (order.binding === now.number && order.door.id === now.door.id && now.serves) {
    answerOrder(hands, { ...answer, outcome: 'done', detail: `Binding ${now.number} had begun before.` });
    return;
  }
  if (order.binding !== now.number + 1) {
    const detail = `Binding ${order.binding} does not follow from binding ${now.number}, which is the unit's last.`;
    answerOrder(hands, { ...answer, outcome: 'refused', detail });
    return;
  }
  const task: Extract<Task, { kind: 'end-binding' }> = { kind: 'end-binding', number, order, through: null };
  if (!hands.keep({ number, task })) return;
  hands.log.info({ step: 'told', number, door: order.door.name }, 'The hub ordered this unit to another door.');
  await endBinding(task, hands);
}
