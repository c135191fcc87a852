import type { Arrival } from '@hadir/shared/api/attendance';
import { useQueryClient } from '@tanstack/react-query';
import { type ReactNode, useEffect, useState } from 'react';
import { HubUnreachable } from '../api/hub-unreachable.ts';
import { SESSION_KEY } from '../session/session-key.ts';
import { isArrival } from './is-arrival.ts';
import { LiveContext } from './live-context.ts';
import { createLiveFeed } from './live-feed.ts';
import { mergeArrivals } from './merge-arrivals.ts';
import { runAtMostEvery } from './run-at-most-every.ts';

const LIVE_KEYS = ['today', 'today-people', 'arrivals', 'units', 'employee-day'];

/** Opens the live stream for the signed-in reader and keeps what the pages show up to date with it. */
export function LiveProvider({ children }: { children: ReactNode }) {
  const queries = useQueryClient();
  const [feed] = useState(() => {
    const renew = (keys: string[]) => {
      for (const key of keys) void queries.invalidateQueries({ queryKey: [key] });
    };
    const renewCounts = runAtMostEvery(1_000, () => renew(['today', 'today-people', 'employee-day']));
    const renewUnits = runAtMostEvery(1_000, () => renew(['units', 'today']));
    const renewSession = runAtMostEvery(5_000, () => renew(SESSION_KEY));
    return createLiveFeed({
      url: '/api/live',
      events: {
        arrival(data) {
          const arrival: unknown = JSON.parse(data);
          if (!isArrival(arrival)) return;
          queries.setQueryData<Arrival[]>(['arrivals'], (known) => mergeArrivals(known ?? [], [arrival]));
          renewCounts();
        },
        unit: renewUnits,
        reset: () => renew(LIVE_KEYS),
      },
      onConnected: () => renew(LIVE_KEYS),
      onLost: renewSession,
    });
  });
  useEffect(() => {
    feed.start();
    const stopListening = queries.getQueryCache().subscribe((event) => {
      if (event.type === 'updated' && event.action.type === 'error' && event.action.error instanceof HubUnreachable)
        feed.suspect();
    });
    return () => {
      stopListening();
      feed.stop();
    };
  }, [feed, queries]);
  return <LiveContext value={feed}>{children}</LiveContext>;
}
