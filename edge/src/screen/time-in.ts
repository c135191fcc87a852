/** Making one costs a thousand times as much as using it, and a screen asks ten times a second. */
const formats = new Map<string, Intl.DateTimeFormat>();

/** @param zone IANA name @returns HH:MM by the clock on the wall there. */
export function timeIn(zone: string, at: Date): string {
  const known = formats.get(zone);
  const options = { timeZone: zone, hour: '2-digit', minute: '2-digit', hourCycle: 'h23' } as const;
  const format = known ?? new Intl.DateTimeFormat('en', options);
  if (known === undefined) formats.set(zone, format);
  return format.format(at);
}
