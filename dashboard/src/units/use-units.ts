import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { answerOf } from '../api/answer-of.ts';
import { useHub } from '../api/hub-context.ts';

/** The units, those that were revoked only where all are wanted. */
export function useUnits(all = false) {
  const hub = useHub();
  return useQuery({
    queryKey: ['units', all ? 'all-of-them' : 'in-use'],
    placeholderData: keepPreviousData,
    queryFn: async ({ signal }) => {
      const params = all ? { query: { state: 'all' as const } } : {};
      const { at, units } = await answerOf(hub.GET('/api/units', { params, signal }));
      return { at, units, aheadMs: Date.parse(at) - Date.now() };
    },
    refetchInterval: 20_000,
  });
}

/** One unit, with how far the hub's clock is ahead of the reader's. */
export function useUnit(id: string) {
  const hub = useHub();
  return useQuery({
    queryKey: ['units', 'one', id],
    queryFn: async ({ signal }) => {
      const call = hub.GET('/api/units/{id}', { params: { path: { id } }, signal });
      const unit = await answerOf(call);
      const date = Date.parse((await call).response.headers.get('date') ?? '');
      return { unit, aheadMs: Number.isNaN(date) ? 0 : date - Date.now() };
    },
    refetchInterval: 10_000,
  });
}

export function useUnitHistory(id: string) {
  const hub = useHub();
  return useQuery({
    queryKey: ['unit-history', id],
    queryFn: ({ signal }) => answerOf(hub.GET('/api/units/{id}/history', { params: { path: { id } }, signal })),
    refetchInterval: 5_000,
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

/** @returns the zone that a door's times are written in; the reader's own while it is not known. */
export function useDoorZone(door: string | undefined): string {
  const { data } = useDoors();
  return data?.find(({ id }) => id === door)?.zone ?? Intl.DateTimeFormat().resolvedOptions().timeZone;
}
