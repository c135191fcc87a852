import type { Policies } from '@hadir/shared/api/policies';
import { Alert } from '@mantine/core';
import { IconCalendarOff } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';

/** From this month on next year's decree may be out. */
const FROM_MONTH = '09';

/** Says when a year that has begun, or soon will, has no national calendar: its holidays would count as working days. */
export function MissingCalendar({ policies: { today, policies }, admin }: { policies: Policies; admin: boolean }) {
  const { t } = useTranslation();
  const year = Number(today.slice(0, 4));
  const years = today.slice(5, 7) < FROM_MONTH ? [year] : [year, year + 1];
  const missing = years.find(
    (each) => !policies.some(({ scope, state }) => scope === `national ${each}` && state === 'active'),
  );
  if (!admin || missing === undefined) return null;
  return (
    <Alert
      color="yellow"
      icon={<IconCalendarOff aria-hidden />}
      title={t('calendarNew.missing', { year: missing })}
      data-testid="missing-calendar"
    >
      {t('calendarNew.missingDetail')}
    </Alert>
  );
}
