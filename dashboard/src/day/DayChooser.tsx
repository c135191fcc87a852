import '@mantine/dates/styles.css';
import 'dayjs/locale/id';
import { ActionIcon } from '@mantine/core';
import { DatePickerInput, DatesProvider } from '@mantine/dates';
import { IconCalendar, IconChevronLeft, IconChevronRight } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { Link, useNavigate } from 'react-router';
import { shiftDay } from '../format/shift-day.ts';
import { asLanguage } from '../words/language.ts';
import styles from './day.module.css';

interface DayChooserProps {
  employee: string;
  day: string;
}

export function DayChooser({ employee, day }: DayChooserProps) {
  const { t, i18n } = useTranslation();
  const navigate = useNavigate();
  const address = (to: string) => `/pegawai/${employee}/hari/${to}`;
  return (
    <div className={styles.chooser}>
      <ActionIcon
        component={Link}
        to={address(shiftDay(day, -1))}
        variant="default"
        size={36}
        aria-label={t('day.previous')}
      >
        <IconChevronLeft size={18} aria-hidden />
      </ActionIcon>
      <DatesProvider settings={{ locale: asLanguage(i18n.language), firstDayOfWeek: 1 }}>
        <DatePickerInput
          aria-label={t('day.choose')}
          leftSection={<IconCalendar size={16} aria-hidden />}
          valueFormat="dddd, D MMM YYYY"
          value={day}
          onChange={(value) => {
            if (value !== null) void navigate(address(value));
          }}
          previousLabel={t('day.previousMonth')}
          nextLabel={t('day.nextMonth')}
          w={230}
        />
      </DatesProvider>
      <ActionIcon
        component={Link}
        to={address(shiftDay(day, 1))}
        variant="default"
        size={36}
        aria-label={t('day.next')}
      >
        <IconChevronRight size={18} aria-hidden />
      </ActionIcon>
    </div>
  );
}
