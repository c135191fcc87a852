import type { AccountState } from '@hadir/shared/api/accounts';
import type { Role } from '@hadir/shared/api/session';

/** In the order in which an officer gives them most. */
export const ROLES: readonly Role[] = [
  'employee',
  'opd_operator',
  'opd_head',
  'treasurer',
  'inspectorate',
  'leader',
  'admin_bkd',
];

export const STATES: readonly AccountState[] = ['active', 'inactive', 'never', 'left'];

export function isOfAnOffice(role: Role): boolean {
  return role === 'opd_head' || role === 'opd_operator';
}

/** A treasurer may be one of an OPD, or of the region. */
export function mayHaveOffice(role: Role): boolean {
  return isOfAnOffice(role) || role === 'treasurer';
}
