import type { Band } from '@hadir/shared/api/policies/day-policy';

/** @returns the code of the band that holds so many minutes; null below the first one. */
export function findBand(bands: readonly Band[], minutes: number): string | null {
  const band = bands.find(({ fromMinutes, toMinutes }) => minutes >= fromMinutes && minutes <= (toMinutes ?? minutes));
  return band?.code ?? null;
}
