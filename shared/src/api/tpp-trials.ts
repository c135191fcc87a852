import { type Static, Type } from 'typebox';
import { Uuid } from './people.ts';
import { Maybe, Month, Open, Rupiah } from './tpp-terms.ts';

export const NewTrial = Type.Object({
  /** A policy edition of the store, draft or not. */
  edition: Uuid,
  from: Month,
  to: Month,
  opd: Type.Optional(Uuid),
});
export const TrialAnswer = Type.Object({
  people: Type.Integer(),
  changed: Type.Integer(),
  before: Rupiah,
  after: Rupiah,
  /** Months of people for whom there is no sound figure, by the policies in force and by the draft, and why. */
  withoutFigure: Type.Object({
    before: Type.Integer(),
    after: Type.Integer(),
    why: Type.Array(Type.Object({ why: Open.properties.why, count: Type.Integer() })),
  }),
  /** What the draft asks of other policies and does not find, or they of it; in Bahasa Indonesia. */
  gaps: Type.Array(Type.String()),
  opds: Type.Array(
    Type.Object({
      opd: Type.String(),
      opdName: Type.String(),
      people: Type.Integer(),
      more: Type.Integer(),
      less: Type.Integer(),
      difference: Rupiah,
    }),
  ),
  /** How many months of people differ by how much: from (inclusive) to (exclusive), whole rupiah; null is open. */
  histogram: Type.Array(Type.Object({ from: Maybe(Rupiah), to: Maybe(Rupiah), count: Type.Integer() })),
  /** The largest differences, at most 1000. */
  changes: Type.Array(
    Type.Object({
      employee: Type.String(),
      name: Type.String(),
      nip: Type.String(),
      opdName: Type.String(),
      month: Type.String(),
      before: Rupiah,
      after: Rupiah,
      difference: Rupiah,
    }),
  ),
});
export type TrialAnswer = Static<typeof TrialAnswer>;
export const Trial = Type.Object({
  id: Type.String(),
  title: Type.String(),
  kind: Type.String(),
  months: Type.Array(Type.String()),
  opd: Maybe(Type.String()),
  state: Type.Union([
    Type.Literal('waiting'),
    Type.Literal('running'),
    Type.Literal('done'),
    Type.Literal('cancelled'),
    Type.Literal('failed'),
  ]),
  done: Type.Integer(),
  total: Type.Integer(),
  askedBy: Type.String(),
  askedAt: Type.String(),
  problem: Maybe(Type.String()),
  answer: Maybe(TrialAnswer),
});
export type Trial = Static<typeof Trial>;
export const Trials = Type.Object({ trials: Type.Array(Trial) });
