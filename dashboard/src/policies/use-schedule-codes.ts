import type { SchedulesDocument } from '@hadir/shared/api/policies/schedules-policy';
import { usePolicies, usePolicy } from './use-policies.ts';

/** The schedules in force today, to choose from. */
export function useScheduleCodes(): { value: string; label: string }[] {
  const { data } = usePolicies();
  const held = data?.policies.find(({ kind, inForce }) => kind === 'schedules' && inForce);
  const { data: policy } = usePolicy(held?.id ?? '', held !== undefined);
  const document = policy?.document as SchedulesDocument | undefined;
  return (document?.schedules ?? []).map(({ code, name }) => ({ value: code, label: name }));
}
