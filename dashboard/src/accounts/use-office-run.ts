import type { MadeAccount, OfficeAccounts } from '@hadir/shared/api/accounts';
import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useRef, useState } from 'react';
import { useMakeOfficeAccounts } from './use-accounts.ts';

export interface OfficeRun {
  readonly opdName: string;
  readonly made: readonly MadeAccount[];
  readonly of: number;
  readonly state: 'working' | 'stopped' | 'done';
  /** Why it stopped, where nobody asked it to. */
  readonly error: unknown;
}

interface Order {
  readonly opd: string;
  readonly stand: OfficeAccounts;
  readonly renew: boolean;
}

/**
 * Makes the sign-ins of an office a few at a time and keeps their passwords, which are in this page alone: the hub
 * holds none of them. What was made stays made, so that it can go on after an interruption.
 */
export function useOfficeRun() {
  const makeSome = useMakeOfficeAccounts();
  const queries = useQueryClient();
  const [run, setRun] = useState<OfficeRun | null>(null);
  const wanted = useRef(false);
  const order = useRef<Order | null>(null);
  useEffect(
    () => () => {
      wanted.current = false;
    },
    [],
  );

  const work = async (made: MadeAccount[]) => {
    const { opd, stand, renew } = order.current as Order;
    const { opdName } = stand;
    let of = stand.without + (renew ? stand.unused : 0);
    let error: unknown = null;
    let remaining = of;
    wanted.current = true;
    setRun({ opdName, made, of, state: 'working', error });
    while (wanted.current && remaining > 0) {
      try {
        const some = await makeSome(opd, renew ? stand.at : null);
        made = [...made, ...some.made];
        remaining = some.remaining;
        of = made.length + remaining;
      } catch (trouble) {
        error = trouble;
        break;
      }
      setRun({ opdName, made, of, state: 'working', error });
    }
    wanted.current = false;
    setRun({ opdName, made, of, state: remaining > 0 ? 'stopped' : 'done', error });
    for (const key of ['accounts', 'office-accounts']) void queries.invalidateQueries({ queryKey: [key] });
  };

  return {
    run,
    start: (given: Order) => {
      order.current = given;
      void work([]);
    },
    /** After what is under way. */
    stop: () => {
      wanted.current = false;
    },
    goOn: () => {
      if (run !== null) void work([...run.made]);
    },
  };
}
