import type { Answer, Change } from './order-store.ts';
import type { UnitHands } from './unit-hands.ts';

/** Commits an order's answer together with its effect, and brings it into the journal. @returns whether it is on the disk. */
export function answerOrder(
  hands: UnitHands,
  { number, order, outcome, detail }: Omit<Answer, 'type'>,
  effect: Change = {},
): boolean {
  const answer: Answer = { type: 'command', number, order, outcome, detail: detail.slice(0, 300) };
  if (!hands.keep({ ...effect, number, answer })) return false;
  hands.answers.flush();
  hands.log.info({ number, order, outcome, detail }, 'An order of the hub was answered.');
  return true;
}
