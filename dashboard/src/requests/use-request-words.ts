import type { AttendanceRequest } from '@hadir/shared/api/requests';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../format/use-format.ts';

/** What is said of a request in few words, in the reader's language. */
export function useRequestWords() {
  const { t } = useTranslation();
  const format = useFormat();
  const days = (halves: number) => format.decimal(halves / 2, halves % 2 === 0 ? 0 : 1);
  const range = (from: string, to: string) =>
    from === to ? format.day(from) : t('requests.range', { from: format.shortDay(from), to: format.day(to) });
  return {
    days,
    range,
    /** Senin, 3 Agustus 2026 · 1 hari kerja */
    when: ({ from, to, halves, subject }: Pick<AttendanceRequest, 'from' | 'to' | 'halves' | 'subject'>) =>
      subject.kind === 'absence' && halves !== null
        ? `${range(from, to)} · ${t('requests.days', { n: days(halves) })}`
        : range(from, to),
    /** datang 07.25, pulang 16.00 */
    times: ({ arrival, departure }: { readonly arrival: string | null; readonly departure: string | null }) =>
      [
        arrival !== null && t('request.arrivalAt', { time: format.clock(arrival) }),
        departure !== null && t('request.departureAt', { time: format.clock(departure) }),
      ]
        .filter((part) => part !== false)
        .join(', '),
    /** Who has to act now; null where nobody has. */
    waitsFor: ({ state, deciders }: Pick<AttendanceRequest, 'state' | 'deciders'>) => {
      if (state === 'endorsed') return t('requests.waitsForBkd');
      if (state !== 'submitted') return null;
      const able = deciders.filter(({ account }) => account);
      if (able.length === 0)
        return deciders[0] === undefined
          ? t('requests.waitsForNobody')
          : t('requests.noAccount', { name: deciders[0].name });
      return t('requests.waitsFor', { name: able.map(({ name }) => name).join(', ') });
    },
  };
}
