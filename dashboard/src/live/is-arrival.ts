import type { Arrival } from '@hadir/shared/api/attendance';

/** Enough of a check that an event of a newer hub cannot break the page: the rest is typed by the contract. */
export function isArrival(value: unknown): value is Arrival {
  return (
    typeof value === 'object' &&
    value !== null &&
    'id' in value &&
    typeof value.id === 'string' &&
    'employee' in value &&
    typeof value.employee === 'string' &&
    'evidence' in value &&
    typeof value.evidence === 'object'
  );
}
