import { localDay } from '@hadir/shared/time/local-day';
import type { Database } from '../database/open-database.ts';
import { maySeeEmployee } from '../users/scope.ts';
import type { SignedIn } from '../users/session-store.ts';
import { readChains } from './decision-chain.ts';
import { capacityFor, readMandates } from './mandates.ts';

/**
 * Whether somebody sees the attendance of an employee: his own, that of whom his role shows him, and, whatever his
 * role, that of the staff about whom he decides now.
 */
export async function seesEmployee(
  db: Pick<Database['db'], 'execute'>,
  viewer: SignedIn,
  employee: { readonly id: string; readonly opd: string },
  now: Date,
): Promise<boolean> {
  if (viewer.employee === employee.id || maySeeEmployee(viewer, employee)) return true;
  return decidesAbout(db, viewer, employee.id, now);
}

/** Whether somebody is, or stands in for, whoever decides about this employee now. */
export async function decidesAbout(
  db: Pick<Database['db'], 'execute'>,
  viewer: SignedIn,
  employee: string,
  now: Date,
): Promise<boolean> {
  const chain = (await readChains(db, [employee], localDay(now, 'Asia/Jakarta'))).get(employee);
  return chain !== undefined && capacityFor(await readMandates(db, viewer, now), viewer, chain) !== null;
}
