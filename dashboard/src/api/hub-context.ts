import { createContext, useContext } from 'react';
import type { HubClient } from './create-hub-client.ts';

export const HubContext = createContext<HubClient | null>(null);

export function useHub(): HubClient {
  const hub = useContext(HubContext);
  if (hub === null) throw new Error('useHub needs a HubContext above it.');
  return hub;
}
