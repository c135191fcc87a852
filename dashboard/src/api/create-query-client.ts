import { QueryClient } from '@tanstack/react-query';
import { ApiProblem } from './api-problem.ts';

export function createQueryClient(): QueryClient {
  return new QueryClient({
    defaultOptions: {
      queries: {
        // The hub may stand in the same building: the browser's opinion of "online" does not count.
        networkMode: 'always',
        staleTime: 5_000,
        retry: (failures, error) => !(error instanceof ApiProblem) && failures < 1,
        retryDelay: 1_000,
      },
      mutations: { networkMode: 'always' },
    },
  });
}
