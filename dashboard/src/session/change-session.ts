import type { Session } from '@hadir/shared/api/session';
import type { QueryClient } from '@tanstack/react-query';
import { SESSION_KEY } from './session-key.ts';

/** Somebody signed in or out: what the one before was shown is forgotten, so that nobody sees another's data. */
export function changeSession(queries: QueryClient, session: Session | null): void {
  queries.setQueryData(SESSION_KEY, session);
  queries.removeQueries({ predicate: ({ queryKey }) => queryKey[0] !== SESSION_KEY[0] });
}
