/** The three zones of Indonesia, as IANA names and as people say them. */
export const ZONES = { 'Asia/Jakarta': 'WIB', 'Asia/Makassar': 'WITA', 'Asia/Jayapura': 'WIT' } as const;
export type Zone = keyof typeof ZONES;

export function isZone(text: string): text is Zone {
  return text in ZONES;
}

const offsetHours: Record<Zone, number> = { 'Asia/Jakarta': 7, 'Asia/Makassar': 8, 'Asia/Jayapura': 9 };

/** @returns the calendar day (YYYY-MM-DD) at that place. The zones have had fixed offsets since 1988. */
export function localDay(at: Date, zone: Zone): string {
  return new Date(at.getTime() + offsetHours[zone] * 3_600_000).toISOString().slice(0, 10);
}

/** @returns how far that zone's clocks are ahead of UTC, milliseconds. */
export function zoneOffsetMs(zone: Zone): number {
  return offsetHours[zone] * 3_600_000;
}

/** @param time HH:MM @returns the instant of that wall-clock time on that local day. */
export function instantAt(day: string, time: string, zone: Zone): Date {
  return new Date(Date.parse(`${day}T${time}:00.000Z`) - offsetHours[zone] * 3_600_000);
}
