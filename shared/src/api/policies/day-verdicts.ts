/** What a day may turn out to be. Letters and names for screens and recaps are labels of the policy. */
export const DAY_VERDICTS = [
  'present',
  'late',
  'left_early',
  'forgotten_punch',
  'permission',
  'sick',
  'leave',
  'duty',
  'study',
  'absent',
  'day_off',
  'collective_leave',
  'not_yet_seen',
  'incomplete',
] as const;
export type DayVerdictStatus = (typeof DAY_VERDICTS)[number];
