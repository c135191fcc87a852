import type { Capacity } from '@hadir/shared/api/requests';
import type { SignedIn } from '../users/session-store.ts';
import type { RequestRow } from './record-step.ts';
import { witnessOf } from './witnesses.ts';

/** How much of a request somebody sees: nothing, all but reason and files, all but files and notes, or everything. */
type Sight = 'none' | 'withheld' | 'witness' | 'full';

interface Standing {
  /** The employee's office now. */
  readonly opd: string;
  /** As whom the reader may decide about this employee; null where he may not. */
  readonly capacity: Capacity | null;
  /** That he has decided about this request before. */
  readonly decided: boolean;
}

/**
 * Drafts are seen by whoever writes them. What is medical is read by the employee himself and by those who decide, and
 * by nobody else, whatever his role.
 */
export function sightOf(
  viewer: SignedIn,
  row: Pick<RequestRow, 'employee' | 'enteredBy' | 'state' | 'medical' | 'subject'>,
  { opd, capacity, decided }: Standing,
): Sight {
  if (row.employee === viewer.employee) return 'full';
  if (row.state === 'draft') return row.enteredBy === viewer.id ? 'full' : 'none';
  if (viewer.role === 'admin_bkd' || capacity !== null || decided) return 'full';
  const sees =
    viewer.role === 'inspectorate' ||
    viewer.role === 'leader' ||
    row.enteredBy === viewer.id ||
    ((viewer.role === 'opd_head' || viewer.role === 'opd_operator') && viewer.opd === opd);
  if (sees) return row.medical ? 'withheld' : 'full';
  return viewer.employee !== null && witnessOf(row.subject) === viewer.employee ? 'witness' : 'none';
}
