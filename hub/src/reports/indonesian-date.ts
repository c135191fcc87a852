import { localDay, ZONES, type Zone, zoneOffsetMs } from '@hadir/shared/time/local-day';

const MONTHS = [
  'Januari',
  'Februari',
  'Maret',
  'April',
  'Mei',
  'Juni',
  'Juli',
  'Agustus',
  'September',
  'Oktober',
  'November',
  'Desember',
];
const WEEKDAYS = ['Minggu', 'Senin', 'Selasa', 'Rabu', 'Kamis', 'Jumat', 'Sabtu'];

/** @param month YYYY-MM @returns "Juli 2026" */
export function monthWords(month: string): string {
  const [year, number] = month.split('-');
  return `${MONTHS[Number(number) - 1]} ${year}`;
}

/** @param day YYYY-MM-DD @returns "6 Juli 2026" */
export function dayWords(day: string): string {
  const [year, month, date] = day.split('-');
  return `${Number(date)} ${MONTHS[Number(month) - 1]} ${year}`;
}

/** @param day YYYY-MM-DD @returns "Senin, 6 Juli 2026" */
export function weekdayWords(day: string): string {
  return `${WEEKDAYS[new Date(`${day}T00:00:00Z`).getUTCDay()]}, ${dayWords(day)}`;
}

/** @returns "07.31", on the clock of that zone; nothing is rounded up. */
export function clockWords(at: Date, zone: Zone): string {
  const local = new Date(at.getTime() + zoneOffsetMs(zone)).toISOString();
  return local.slice(11, 16).replace(':', '.');
}

/** @returns "6 Juli 2026 07.31 WIT" */
export function momentWords(at: Date, zone: Zone): string {
  return `${dayWords(localDay(at, zone))} ${clockWords(at, zone)} ${ZONES[zone]}`;
}

/**
 * Days of one month, shortly: neighbours become a range.
 * @param days YYYY-MM-DD, in order @returns "3, 7–9, 14"
 */
export function dayNumbers(days: readonly string[]): string {
  const ranges: [number, number][] = [];
  for (const day of days) {
    const number = Number(day.slice(8));
    const last = ranges.at(-1);
    if (last !== undefined && last[1] === number - 1) last[1] = number;
    else ranges.push([number, number]);
  }
  return ranges.map(([from, to]) => (from === to ? String(from) : `${from}–${to}`)).join(', ');
}
