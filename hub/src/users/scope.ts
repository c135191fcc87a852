import { forbidden } from '../http/http-problem.ts';
import type { SignedIn } from './session-store.ts';

/** What part of the region a list may show to this user: an office, a person, or (with neither) everything. */
export interface Scope {
  readonly opd?: string;
  readonly employee?: string;
}

/** Somebody whose office or person is not known sees nothing: this id belongs to no row. */
const NOBODY = '00000000-0000-0000-0000-000000000000';

/**
 * @param opd the office asked for; undefined for all that the user may see.
 * @throws HttpProblem 403 where the office asked for is not within what the user may see.
 */
export function seenBy(user: SignedIn, opd?: string): Scope {
  switch (user.role) {
    case 'admin_bkd':
    case 'leader':
    case 'inspectorate':
      return opd === undefined ? {} : { opd };
    case 'treasurer':
      if (user.opd === null) return opd === undefined ? {} : { opd };
      return ofOwnOffice(user, opd);
    case 'opd_head':
    case 'opd_operator':
      return ofOwnOffice(user, opd);
    case 'employee':
      if (opd !== undefined && opd !== user.opd) throw forbidden('Anda hanya dapat melihat data Anda sendiri.');
      return { employee: user.employee ?? NOBODY };
  }
}

function ofOwnOffice(user: SignedIn, opd: string | undefined): Scope {
  if (opd !== undefined && opd !== user.opd) throw forbidden('Anda hanya dapat melihat OPD Anda sendiri.');
  return { opd: user.opd ?? NOBODY };
}

export function maySeeEmployee(user: SignedIn, employee: { id: string; opd: string }): boolean {
  const scope = seenBy(user);
  return (
    (scope.opd === undefined || scope.opd === employee.opd) &&
    (scope.employee === undefined || scope.employee === employee.id)
  );
}
