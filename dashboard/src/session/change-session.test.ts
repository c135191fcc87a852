import { QueryClient, QueryObserver } from '@tanstack/react-query';
import { expect, it } from 'vitest';
import { changeSession } from './change-session.ts';
import { SESSION_KEY } from './session-key.ts';

it('forgets what the one before was shown, and tells those who watch the session', () => {
  const queries = new QueryClient();
  queries.setQueryData(SESSION_KEY, { csrfToken: 'old' });
  queries.setQueryData(['today'], { total: 7 });
  const watcher = new QueryObserver(queries, { queryKey: SESSION_KEY });
  const stop = watcher.subscribe(() => {});
  changeSession(queries, null);
  expect(watcher.getCurrentResult().data).toBeNull();
  stop();
  expect(queries.getQueryData(['today'])).toBeUndefined();
});
