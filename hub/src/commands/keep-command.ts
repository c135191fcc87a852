import type { Order, OrderOf } from '@hadir/shared/wire/command';
import { and, eq, sql } from 'drizzle-orm';
import { commands } from '../database/schema.ts';
import type { Transaction } from '../rosters/refresh-rosters.ts';

/** Orders that must arrive: kept until the unit has answered or they expire. */
export type KeptOrder = Exclude<Order, OrderOf<'roster' | 'snapshot'>>;

const DAY_MS = 86_400_000;
/** A unit may be away for long: what a procedure or a change of authority waits for outlasts the journal. */
const LASTING: readonly KeptOrder['do'][] = ['bind', 'unbind', 'trust'];

interface WantedCommand {
  readonly unit: string;
  readonly order: KeptOrder;
  /** Who wants it; null where a procedure does. */
  readonly by: string | null;
  readonly procedure?: string;
  readonly now: Date;
}

/**
 * Keeps an order for a unit, in the transaction of the change that wants it; `CommandSender.wakeUnits` sends it once
 * that has committed. An order of the same kind that still waits gives way to this one.
 * @returns the id of the kept order.
 */
export async function keepCommand(tx: Transaction, wanted: WantedCommand): Promise<string> {
  const { unit, order, by, procedure = null, now } = wanted;
  await tx
    .update(commands)
    .set({ state: 'expired', detail: 'Digantikan oleh perintah yang lebih baru.' })
    .where(
      and(eq(commands.unit, unit), eq(commands.state, 'waiting'), sql`${commands.order}->>'do' = ${order.do}::text`),
    );
  const days = LASTING.includes(order.do) ? 400 : 1;
  const [row] = await tx
    .insert(commands)
    .values({
      ...{ unit, order, procedure, issuedBy: by, issuedAt: now },
      expiresAt: new Date(now.getTime() + days * DAY_MS),
    })
    .returning({ id: commands.id });
  if (!row) throw new Error('A command that was inserted was not returned.');
  return row.id;
}
