import type { idPolicies } from '../words/id-policies.ts';

type Choice = keyof (typeof idPolicies)['policies']['choice'];

/** Fields of which a document takes one of a few words; a name may stand for different lists in different documents. */
const CHOICES: readonly (readonly [field: string, choices: readonly Choice[]])[] = [
  ['rounding', ['down', 'half_up']],
  ['baseOfMonth', ['first_day', 'last_day', 'by_calendar_days']],
  ['ratesApplyTo', ['attendance_share', 'whole_base']],
  ['singleSighting', ['arrival', 'nearest']],
  ['partDayAbsence', ['whole', 'half']],
  ['unit', ['working_days', 'calendar_days']],
  ['per', ['year', 'month', 'occasion']],
  ['status', ['permission', 'sick', 'leave', 'duty', 'study']],
  ['evidence', ['none', 'optional', 'required']],
  ['severity', ['light', 'middle', 'heavy']],
  ['grade', ['light', 'middle', 'heavy']],
  ['owner', ['direct_superior', 'bkd', 'competent_official']],
];

/** @returns what that field may be, where its present value is one of them; null for free text. */
export function choicesOf(field: string, value: string): readonly Choice[] | null {
  const found = CHOICES.find(([name, choices]) => name === field && choices.some((choice) => choice === value));
  return found?.[1] ?? null;
}
