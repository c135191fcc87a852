import type { DayStatus } from '@hadir/shared/api/attendance';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../format/use-format.ts';

/**
 * @returns what the rules noted, for people: days, some with what they have become meanwhile, as in
 *   `2026-07-01 2026-07-02=leave`; whatever is no day stays as it is
 */
export function useDaysNote(): (note: string) => string {
  const { t } = useTranslation();
  const format = useFormat();
  return (note) =>
    note
      .split(' ')
      .map((word) => {
        const [, day, status] = /^(\d{4}-\d{2}-\d{2})(?:=(\w+))?$/.exec(word) ?? [];
        if (day === undefined) return word;
        if (status === undefined) return format.shortDay(day);
        const known = status === 'null' ? t('case.notJudged') : t(`status.${status as DayStatus}`);
        return `${format.shortDay(day)}: ${known}`;
      })
      .join(', ');
}
