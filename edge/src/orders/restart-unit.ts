import { answerOrder } from './answer-order.ts';
import type { UnitHands } from './unit-hands.ts';

/** Starts the agent anew. The answer is on the disk first, so that the order is not taken again by the next life. */
export async function restartUnit(number: number, hands: UnitHands): Promise<void> {
  if (answerOrder(hands, { number, order: 'restart', outcome: 'done', detail: 'The unit stops and starts again.' }))
    hands.restart('The hub ordered a restart.');
}
