import { createContext, useContext, useSyncExternalStore } from 'react';
import type { Connection, LiveFeed } from './live-feed.ts';

export const LiveContext = createContext<LiveFeed | null>(null);

/** @returns how the live stream stands, renewed when that changes. */
export function useConnection(): Connection {
  const feed = useContext(LiveContext);
  if (feed === null) throw new Error('useConnection needs a LiveProvider above it.');
  return useSyncExternalStore(feed.subscribe, feed.connection);
}
