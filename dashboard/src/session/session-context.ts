import type { Session } from '@hadir/shared/api/session';
import { createContext, useContext } from 'react';

export const SessionContext = createContext<Session | null>(null);

/** The signed-in reader; only below the session gate. */
export function useSession(): Session {
  const session = useContext(SessionContext);
  if (session === null) throw new Error('useSession needs a SessionGate above it.');
  return session;
}
