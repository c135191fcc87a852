import type { Judgement } from './judge-presentation.ts';
import type { Presentation } from './list-presentations.ts';
import { type Rate, rateOverPersons } from './rate-over-persons.ts';

export interface JudgedPresentation extends Presentation {
  readonly judgement: Judgement;
}

/** How one kind of presentation came out. */
export interface PresentationRate {
  /** Wrong decisions over all that got one. */
  readonly error: Rate;
  /** Presentations that got no decision: no face was found. */
  readonly noResponse: number;
}

export interface AttackResults {
  /** BPCER: live faces taken for attacks. */
  readonly live: PresentationRate;
  /** APCER of each species: attacks taken for live faces. */
  readonly species: ReadonlyMap<string, PresentationRate>;
}

/**
 * Rates by the definitions of ISO/IEC 30107-3: APCER for each species of attack instrument by itself, since the worst one
 * is what a door is worth; presentations that get no decision are counted apart and are part of neither.
 */
export function measureAttacks(presentations: readonly JudgedPresentation[]): AttackResults {
  const names = new Set(presentations.flatMap(({ species }) => (species === null ? [] : [species])));
  const of = (species: string | null) => presentations.filter((presentation) => presentation.species === species);
  return {
    live: rate(of(null), false),
    species: new Map([...names].sort().map((name) => [name, rate(of(name), true)])),
  };
}

/** @param wrong what a wrong decision says about a presentation: that it lives, or that it does not. */
function rate(presentations: readonly JudgedPresentation[], wrong: boolean): PresentationRate {
  const outcomes = presentations.flatMap(({ file, judgement }) =>
    judgement.kind === 'judged' ? [{ person: file, failed: judgement.live === wrong }] : [],
  );
  return { error: rateOverPersons(outcomes), noResponse: presentations.length - outcomes.length };
}
