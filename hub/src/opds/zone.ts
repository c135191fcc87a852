import { isZone, type Zone } from '@hadir/shared/time/local-day';

/** Reads a zone from the database, into which only known ones are written. */
export function asZone(text: string): Zone {
  if (!isZone(text)) throw new TypeError(`The database holds the unknown time zone "${text}".`);
  return text;
}
