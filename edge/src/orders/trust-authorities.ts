import type { OrderOf } from '@hadir/shared/wire/command';
import { answerOrder } from './answer-order.ts';
import type { UnitHands } from './unit-hands.ts';

/** Trusts these authorities from now on; doing it again changes nothing. */
export async function trustAuthorities(order: OrderOf<'trust'>, number: number, hands: UnitHands): Promise<void> {
  const outcome = await hands.trust(order.authorities);
  const answer = { number, order: 'trust' } as const;
  // The authorities are on the disk before the number is: where the unit dies in between, the hub says it again.
  if (outcome.ok) answerOrder(hands, { ...answer, outcome: 'done', detail: 'The authorities are trusted.' });
  else answerOrder(hands, { ...answer, outcome: 'refused', detail: outcome.problem });
}
