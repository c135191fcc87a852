import type { PolicyKind } from '@hadir/shared/api/policies/policy-edition';

/** In the order in which an officer sets them up. */
export const POLICY_KINDS = [
  'schedules',
  'assignments',
  'calendar',
  'rollout',
  'day',
  'leave',
  'tpp',
  'discipline',
  'clarification',
] as const satisfies PolicyKind[];
