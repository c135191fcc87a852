import type { Role } from '@hadir/shared/api/session';

/** What each role finds in the dashboard. The hub decides again on every call; this only hides what it would refuse. */
const permissions = {
  seeToday: ['admin_bkd', 'leader', 'opd_head', 'opd_operator', 'inspectorate'],
  seeUnits: ['admin_bkd', 'leader', 'opd_head'],
  seeProcedures: ['admin_bkd', 'leader', 'opd_head'],
  seeQuarantine: ['admin_bkd'],
  seeEmployees: ['admin_bkd', 'leader', 'opd_head', 'opd_operator', 'inspectorate'],
  change: ['admin_bkd'],
} as const satisfies Record<string, readonly Role[]>;

export type Permission = keyof typeof permissions;

export function may(role: Role, permission: Permission): boolean {
  return permissions[permission].some((allowed) => allowed === role);
}
