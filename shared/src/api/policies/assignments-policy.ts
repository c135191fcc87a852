import { type Static, Type } from 'typebox';
import { Code, Day, Target } from './policy-terms.ts';

/** Who works by which schedule from when to when. The narrowest target decides, then the later first day. */
export const Assignment = Type.Object({
  target: Target,
  schedule: Code,
  from: Day,
  to: Type.Union([Day, Type.Null()]),
});
export type Assignment = Static<typeof Assignment>;

export const AssignmentsDocument = Type.Object({ assignments: Type.Array(Assignment, { maxItems: 100_000 }) });
export type AssignmentsDocument = Static<typeof AssignmentsDocument>;
