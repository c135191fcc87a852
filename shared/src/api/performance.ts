import { type Static, Type } from 'typebox';
import { Uuid } from './people.ts';
import { Code, Day } from './policies/policy-terms.ts';
import { EvidenceFile } from './requests.ts';

export const Month = Type.String({ pattern: '^20\\d{2}-(0[1-9]|1[0-2])$', description: 'YYYY-MM' });

/** Handed in, found right by the superior, or given back with a note. */
export const ReportState = Type.Union([Type.Literal('submitted'), Type.Literal('validated'), Type.Literal('returned')]);
export type ReportState = Static<typeof ReportState>;

export const NewWorkReport = Type.Object({
  span: Type.Union([Type.Literal('day'), Type.Literal('month')]),
  /** Of a monthly report any day of the month. */
  day: Day,
  text: Type.String({ minLength: 3, maxLength: 4000 }),
  quantity: Type.Union([Type.Number({ minimum: 0, maximum: 1_000_000 }), Type.Null()]),
  unit: Type.Union([Type.String({ maxLength: 50 }), Type.Null()]),
  minutes: Type.Union([Type.Integer({ minimum: 1, maximum: 1440 }), Type.Null()]),
  files: Type.Array(Uuid, { maxItems: 20 }),
});
export type NewWorkReport = Static<typeof NewWorkReport>;

export const WorkReport = Type.Object({
  id: Type.String(),
  employee: Type.Object({ id: Type.String(), name: Type.String(), nip: Type.String() }),
  span: NewWorkReport.properties.span,
  day: Type.String(),
  text: Type.String(),
  quantity: NewWorkReport.properties.quantity,
  unit: NewWorkReport.properties.unit,
  minutes: NewWorkReport.properties.minutes,
  state: ReportState,
  note: Type.Union([Type.String(), Type.Null()]),
  decidedBy: Type.Union([Type.String(), Type.Null()]),
  decidedAt: Type.Union([Type.String(), Type.Null()]),
  files: Type.Array(EvidenceFile),
  mayDecide: Type.Boolean(),
  mayEdit: Type.Boolean(),
});
export type WorkReport = Static<typeof WorkReport>;
export const WorkReports = Type.Object({ reports: Type.Array(WorkReport) });

export const ReportDecision = Type.Object({
  reports: Type.Array(Uuid, { minItems: 1, maxItems: 500 }),
  verdict: Type.Union([Type.Literal('validate'), Type.Literal('return')]),
  /** Required where it is given back. */
  note: Type.Optional(Type.String({ maxLength: 1000 })),
});

export const NewRating = Type.Object({
  employee: Uuid,
  month: Month,
  /** A rating of the TPP policy in force. */
  code: Code,
  note: Type.Optional(Type.String({ maxLength: 1000 })),
});
export type NewRating = Static<typeof NewRating>;

/** One person of the staff in a month: what he reported, and how he was rated. */
export const StaffMonth = Type.Object({
  employee: Type.Object({ id: Type.String(), name: Type.String(), nip: Type.String() }),
  submitted: Type.Integer(),
  validated: Type.Integer(),
  returned: Type.Integer(),
  minutes: Type.Integer(),
  monthly: Type.Union([ReportState, Type.Null()]),
  rating: Type.Union([
    Type.Object({
      code: Type.String(),
      note: Type.Union([Type.String(), Type.Null()]),
      by: Type.Union([Type.String(), Type.Null()]),
      at: Type.String(),
    }),
    Type.Null(),
  ]),
  frozen: Type.Boolean(),
});
export type StaffMonth = Static<typeof StaffMonth>;
export const StaffMonths = Type.Object({
  month: Type.String(),
  /** Codes of the policy in force with what each makes of the performance part, per cent. */
  ratings: Type.Array(Type.Object({ code: Type.String(), percent: Type.String() })),
  staff: Type.Array(StaffMonth),
});
export type StaffMonths = Static<typeof StaffMonths>;
