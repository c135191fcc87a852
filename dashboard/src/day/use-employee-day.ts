import { isZone, localDay } from '@hadir/shared/time/local-day';
import { useQuery } from '@tanstack/react-query';
import { answerOf } from '../api/answer-of.ts';
import { useHub } from '../api/hub-context.ts';

export function useEmployeeDay(employee: string, day: string | null) {
  const hub = useHub();
  return useQuery({
    queryKey: ['employee-day', employee, day],
    enabled: day !== null,
    queryFn: ({ signal }) =>
      answerOf(
        hub.GET('/api/employees/{id}/days/{day}', { params: { path: { id: employee, day: day ?? '' } }, signal }),
      ),
    placeholderData: (previous, query) => (query?.queryKey[1] === employee ? previous : undefined),
  });
}

/** The calendar day it is now where this employee works. */
export function useEmployeeToday(employee: string, wanted: boolean) {
  const hub = useHub();
  return useQuery({
    queryKey: ['employee-today', employee],
    enabled: wanted,
    queryFn: async ({ signal }) => {
      const [person, { opds }] = await Promise.all([
        answerOf(hub.GET('/api/employees/{id}', { params: { path: { id: employee } }, signal })),
        answerOf(hub.GET('/api/opds', { signal })),
      ]);
      const zone = opds.find(({ id }) => id === person.opd)?.zone ?? '';
      return localDay(new Date(), isZone(zone) ? zone : 'Asia/Jakarta');
    },
  });
}
