import { useTranslation } from 'react-i18next';

/** @returns how a month (YYYY-MM) is called: Juli 2026. */
export function useMonthName(): (month: string) => string {
  const { i18n } = useTranslation();
  const names = new Intl.DateTimeFormat(i18n.language === 'en' ? 'en-GB' : 'id-ID', {
    month: 'long',
    year: 'numeric',
    timeZone: 'UTC',
  });
  return (month) => names.format(new Date(`${month}-01T00:00:00Z`));
}
