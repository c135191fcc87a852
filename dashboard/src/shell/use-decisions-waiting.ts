import { awaitsMe, useProcedures } from '../procedures/use-procedures.ts';
import { useQuarantine } from '../quarantine/use-quarantine.ts';
import { may } from '../session/may.ts';
import { useSession } from '../session/session-context.ts';

/** @returns how many decisions wait for the reader behind each address of the navigation. */
export function useDecisionsWaiting(): Partial<Record<string, number>> {
  const { user } = useSession();
  const admin = may(user.role, 'change');
  const procedures = useProcedures(admin);
  const quarantine = useQuarantine(may(user.role, 'seeQuarantine'));
  return {
    '/prosedur': admin ? (procedures.data?.filter(awaitsMe).length ?? 0) : 0,
    '/karantina': quarantine.data?.pages.flat().filter(({ decision }) => decision === 'waiting').length ?? 0,
  };
}
