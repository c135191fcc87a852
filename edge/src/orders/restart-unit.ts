import { answerOrder } from './answer-order.ts';
import type { UnitHands } from './unit-hands.ts';
import { untilDelivered } from './until-delivered.ts';

const RECEIPT_MS = 5_000;
/** The same order, said again before the hub had read the answer, may come for so long after a start. */
const JUST_STARTED_MS = 60_000;

/**
 * Starts the agent anew. The answer is on the disk before, and given a moment to reach the hub: a hub that has not read
 * it says the order again when the unit is back, and that must not go on for ever.
 */
export async function restartUnit(number: number, hands: UnitHands): Promise<void> {
  const { journal, uptimeMs, receiptMs = RECEIPT_MS, restart, signal } = hands;
  const last = journal.lastOf('command');
  const again = last?.order === 'restart' && last.outcome === 'done' && uptimeMs() < JUST_STARTED_MS;
  const detail = again ? 'The unit started again a moment before.' : 'The unit stops and starts again.';
  if (!answerOrder(hands, { number, order: 'restart', outcome: 'done', detail }) || again) return;
  await untilDelivered(journal, Math.min(receiptMs, RECEIPT_MS), signal);
  if (!signal.aborted) restart('The hub ordered a restart.');
}
