import { type Static, Type } from 'typebox';
import { Uuid } from './people.ts';
import { Digest, Maybe, Reason } from './tpp-terms.ts';

/** Work on the sheets of many offices: to work them out anew, or to settle those that were looked at. */
export const NewMonthRun = Type.Union([
  Type.Object({ kind: Type.Literal('work_out') }),
  Type.Object({
    kind: Type.Literal('freeze'),
    sheets: Type.Array(Type.Object({ opd: Uuid, digest: Digest }), { minItems: 1, maxItems: 2000 }),
    /** Needed where something on one of them is incomplete. */
    acceptReason: Type.Optional(Reason),
  }),
]);
export type NewMonthRun = Static<typeof NewMonthRun>;
export const MonthRun = Type.Object({
  id: Type.String(),
  kind: Type.Union([Type.Literal('work_out'), Type.Literal('freeze')]),
  month: Type.String(),
  state: Type.Union([
    Type.Literal('waiting'),
    Type.Literal('running'),
    Type.Literal('done'),
    Type.Literal('cancelled'),
  ]),
  orderedBy: Type.String(),
  orderedAt: Type.String(),
  /** Offices that are through, one way or the other, and all of them. */
  done: Type.Integer(),
  of: Type.Integer(),
  /** The offices whose sheet stayed as it was, and why. */
  refused: Type.Array(Type.Object({ opd: Type.String(), opdName: Type.String(), problem: Type.String() })),
});
export type MonthRun = Static<typeof MonthRun>;
export const LastMonthRun = Type.Object({ run: Maybe(MonthRun) });
