import { awaitsMe, useUnfinished } from '../procedures/use-procedures.ts';
import { useWaitingInQuarantine } from '../quarantine/use-quarantine.ts';
import { useWaitingRequests } from '../requests/use-requests.ts';
import { may } from '../session/may.ts';
import { useSession } from '../session/session-context.ts';

/** @returns how many decisions wait for the reader behind each address of the navigation. */
export function useDecisionsWaiting(): Partial<Record<string, number>> {
  const { user } = useSession();
  const admin = may(user.role, 'change');
  const procedures = useUnfinished(admin);
  const requests = useWaitingRequests(admin, admin || user.role === 'opd_head' || user.employee !== null);
  const quarantine = useWaitingInQuarantine(may(user.role, 'seeQuarantine'));
  return {
    '/prosedur': admin ? (procedures.data?.filter(awaitsMe).length ?? 0) : 0,
    '/persetujuan': requests,
    '/karantina': quarantine.data?.length ?? 0,
  };
}
