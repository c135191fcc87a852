import { isZone, ZONES } from '@hadir/shared/time/local-day';
import type { Language } from '../words/language.ts';

/** Numbers, times and days as the reader's language writes them; times are always those of the named place. */
export interface Format {
  number(value: number): string;
  /** @param share 0…1 */
  percent(share: number): string;
  /** @param digits after the decimal sign */
  decimal(value: number, digits: number): string;
  /** 07.28 */
  time(instant: string | Date, zone: string): string;
  /** 07.28.41 */
  timeWithSeconds(instant: string | Date, zone: string): string;
  /** 23 Nov 2026 07.28.41 WIT */
  moment(instant: string | Date, zone: string): string;
  /** WIB, WITA or WIT; the zone's own name where it is none of them. */
  zone(zone: string): string;
  /** Senin, 23 November 2026. @param day YYYY-MM-DD */
  day(day: string): string;
  /** 23 Nov. @param day YYYY-MM-DD */
  shortDay(day: string): string;
  /** Senin. @param day YYYY-MM-DD */
  weekday(day: string): string;
  /** 07:30 as the schedule carries it, in the reader's writing. */
  clock(hhmm: string): string;
  /** As `moment`, without the date where it is today there. */
  recentMoment(instant: string | Date, zone: string): string;
  /** 325 minutes as 5 jam 25 menit, shortly. */
  minutes(minutes: number): string;
  /** How long, in the largest sensible unit: 12 detik, 3 menit, 2 jam, 4 hari. */
  age(milliseconds: number): string;
}

const locales: Record<Language, string> = { id: 'id-ID', en: 'en-GB' };

export function createFormat(language: Language): Format {
  const locale = locales[language];
  const number = new Intl.NumberFormat(locale);
  const percent = new Intl.NumberFormat(locale, { style: 'percent', maximumFractionDigits: 0 });
  const dates = (options: Intl.DateTimeFormatOptions) => {
    const byZone = new Map<string, Intl.DateTimeFormat>();
    return (instant: string | Date, zone: string): string => {
      let format = byZone.get(zone);
      if (!format) {
        format = new Intl.DateTimeFormat(locale, { ...options, hourCycle: 'h23', timeZone: zone });
        byZone.set(zone, format);
      }
      return format.format(new Date(instant));
    };
  };
  const time = dates({ hour: '2-digit', minute: '2-digit' });
  const seconds = dates({ hour: '2-digit', minute: '2-digit', second: '2-digit' });
  const date = dates({ day: 'numeric', month: 'short', year: 'numeric' });
  const longDay = dates({ weekday: 'long', day: 'numeric', month: 'long', year: 'numeric' });
  const shortDay = dates({ day: 'numeric', month: 'short' });
  const weekday = dates({ weekday: 'long' });
  const zoneName = (zone: string) => (isZone(zone) ? ZONES[zone] : zone);
  const noon = (day: string) => `${day}T12:00:00Z`;
  return {
    number: (value) => number.format(value),
    percent: (share) => percent.format(share),
    decimal: (value, digits) =>
      new Intl.NumberFormat(locale, { minimumFractionDigits: digits, maximumFractionDigits: digits }).format(value),
    time,
    timeWithSeconds: seconds,
    moment: (instant, zone) => `${date(instant, zone)} ${seconds(instant, zone)} ${zoneName(zone)}`,
    recentMoment: (instant, zone) =>
      `${date(instant, zone) === date(new Date(), zone) ? '' : `${date(instant, zone)} `}${seconds(instant, zone)} ${zoneName(zone)}`,
    minutes: (minutes) => shortDuration(locale, minutes),
    zone: zoneName,
    day: (day) => longDay(noon(day), 'UTC'),
    shortDay: (day) => shortDay(noon(day), 'UTC'),
    weekday: (day) => weekday(noon(day), 'UTC'),
    clock: (hhmm) => time(`2000-01-01T${hhmm}:00Z`, 'UTC'),
    age: (milliseconds) => age(locale, milliseconds),
  };
}

function shortDuration(locale: string, minutes: number): string {
  const write = (value: number, unit: string, unitDisplay: 'short' | 'long') =>
    new Intl.NumberFormat(locale, { style: 'unit', unit, unitDisplay }).format(value);
  const hours = Math.floor(minutes / 60);
  const rest = minutes % 60;
  if (hours === 0) return write(rest, 'minute', 'short');
  // The short form of hours in Bahasa Indonesia is a bare "j", which nobody reads as hours.
  const inHours = write(hours, 'hour', 'long');
  return rest === 0 ? inHours : `${inHours} ${write(rest, 'minute', 'short')}`;
}

function age(locale: string, milliseconds: number): string {
  const seconds = Math.max(0, Math.round(milliseconds / 1000));
  const [value, unit] =
    seconds < 60
      ? [seconds, 'second']
      : seconds < 3600
        ? [Math.floor(seconds / 60), 'minute']
        : seconds < 86_400
          ? [Math.floor(seconds / 3600), 'hour']
          : [Math.floor(seconds / 86_400), 'day'];
  return new Intl.NumberFormat(locale, { style: 'unit', unit: String(unit), unitDisplay: 'long' }).format(
    Number(value),
  );
}
