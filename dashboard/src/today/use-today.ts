import { useQuery } from '@tanstack/react-query';
import { answerOf } from '../api/answer-of.ts';
import { useHub } from '../api/hub-context.ts';

/** The head count, asked for again as arrivals come in, and every 20 seconds in any case: silence is news too. */
export function useToday() {
  const hub = useHub();
  return useQuery({
    queryKey: ['today'],
    queryFn: async ({ signal }) => {
      const today = await answerOf(hub.GET('/api/today', { params: { query: {} }, signal }));
      return { ...today, aheadMs: Date.parse(today.at) - Date.now() };
    },
    refetchInterval: 20_000,
  });
}
