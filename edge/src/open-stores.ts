import { Journal } from './journal/journal.ts';
import { renewRosterKey } from './keys/unit-keys.ts';
import { OrderStore } from './orders/order-store.ts';
import { PictureStore } from './pictures/picture-store.ts';
import { RosterStore } from './roster/roster-store.ts';
import type { UnitWorkOptions } from './unit-work.ts';

export interface Stores {
  readonly orders: OrderStore;
  readonly journal: Journal;
  readonly roster: RosterStore;
  readonly pictures: PictureStore;
}

/** Opens what the unit keeps; on its first start, with its first binding. @throws JournalError where the unit cannot work at all. */
export function openStores({
  config,
  identity,
  keys,
  clock,
}: Pick<UnitWorkOptions, 'config' | 'identity' | 'keys' | 'clock'>): Stores {
  const { unit, binding, door, follows } = identity;
  const orders = OrderStore.open(config.data);
  if (orders.binding() === null) orders.commit({ beginBinding: { number: binding, door, follows } });
  const { number = binding } = orders.binding() ?? {};
  const journal = Journal.open({ folder: config.data, unit, binding: number, key: keys.journal, clock });
  return {
    orders,
    journal,
    roster: RosterStore.open(config.data, { key: keys.roster, renewKey: () => renewRosterKey(keys.folder) }),
    pictures: PictureStore.open(config.data),
  };
}
