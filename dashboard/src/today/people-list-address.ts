import type { DayStatus } from '@hadir/shared/api/attendance';

/** @returns the address of the list behind a number of today's page. */
export function peopleListAddress({
  status,
  opd,
}: {
  status?: DayStatus | undefined;
  opd?: string | undefined;
}): string {
  const query = new URLSearchParams();
  if (status !== undefined) query.set('status', status);
  if (opd !== undefined) query.set('opd', opd);
  const text = query.toString();
  return text === '' ? '/hari-ini/daftar' : `/hari-ini/daftar?${text}`;
}
