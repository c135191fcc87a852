import type { Session } from '@hadir/shared/api/session';
import type { QueryClient } from '@tanstack/react-query';
import { SESSION_KEY } from './session-key.ts';

/** @returns who is signed in, as far as the page knows; null when nobody is. */
export function currentSession(queries: QueryClient): Session | null {
  return queries.getQueryData<Session | null>(SESSION_KEY) ?? null;
}
