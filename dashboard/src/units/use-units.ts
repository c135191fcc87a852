import { useQuery } from '@tanstack/react-query';
import { answerOf } from '../api/answer-of.ts';
import { useHub } from '../api/hub-context.ts';

export function useUnits() {
  const hub = useHub();
  return useQuery({
    queryKey: ['units'],
    queryFn: async ({ signal }) => {
      const { at, units } = await answerOf(hub.GET('/api/units', { signal }));
      return { at, units, aheadMs: Date.parse(at) - Date.now() };
    },
    refetchInterval: 20_000,
  });
}

export function useDoors() {
  const hub = useHub();
  return useQuery({
    queryKey: ['doors'],
    queryFn: async ({ signal }) => (await answerOf(hub.GET('/api/doors', { params: { query: {} }, signal }))).doors,
  });
}

export function useOpds() {
  const hub = useHub();
  return useQuery({
    queryKey: ['opds'],
    queryFn: async ({ signal }) => (await answerOf(hub.GET('/api/opds', { signal }))).opds,
  });
}
