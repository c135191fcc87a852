import { type Static, type TSchema, Type } from 'typebox';
import { AssignmentsDocument } from './assignments-policy.ts';
import { CalendarDocument } from './calendar-policy.ts';
import { ClarificationDocument } from './clarification-policy.ts';
import { DayDocument } from './day-policy.ts';
import { DisciplineDocument } from './discipline-policy.ts';
import { LeaveDocument } from './leave-policy.ts';
import { Day, LegalBasis, Note } from './policy-terms.ts';
import { RolloutDocument } from './rollout-policy.ts';
import { SchedulesDocument } from './schedules-policy.ts';
import { TppDocument } from './tpp-policy.ts';

const edition = <Kind extends string, Document extends TSchema>(kind: Kind, document: Document) =>
  Type.Object({
    kind: Type.Literal(kind),
    /** First and last day on which it applies; the latest first day that is not after a day decides that day. */
    effectiveFrom: Day,
    effectiveTo: Type.Union([Day, Type.Null()]),
    legalBasis: LegalBasis,
    /** Where a figure comes from, and which ones still have to be checked against the regulation. */
    note: Note,
    document,
  });

/** A regulation as data. What is in force is decided by kind, and for calendars by kind, scope and year. */
export const PolicyEdition = Type.Union([
  edition('schedules', SchedulesDocument),
  edition('assignments', AssignmentsDocument),
  edition('calendar', CalendarDocument),
  edition('rollout', RolloutDocument),
  edition('day', DayDocument),
  edition('leave', LeaveDocument),
  edition('tpp', TppDocument),
  edition('discipline', DisciplineDocument),
  edition('clarification', ClarificationDocument),
]);
export type PolicyEdition = Static<typeof PolicyEdition>;
export type PolicyKind = PolicyEdition['kind'];
export type EditionOf<Kind extends PolicyKind> = Extract<PolicyEdition, { kind: Kind }>;
