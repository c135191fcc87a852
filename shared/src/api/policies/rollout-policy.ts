import { type Static, Type } from 'typebox';
import { Day, Note, Target } from './policy-terms.ts';

/** Before `trialFrom` nothing is expected; from it on everything is shown and nothing counts; from `goLive` on it counts. */
export const RolloutPhase = Type.Object({
  target: Target,
  trialFrom: Type.Union([Day, Type.Null()]),
  goLive: Type.Union([Day, Type.Null()]),
  note: Note,
});
export type RolloutPhase = Static<typeof RolloutPhase>;

/** The narrowest target decides. A place that no phase names has not begun. */
export const RolloutDocument = Type.Object({ phases: Type.Array(RolloutPhase, { maxItems: 5000 }) });
export type RolloutDocument = Static<typeof RolloutDocument>;
