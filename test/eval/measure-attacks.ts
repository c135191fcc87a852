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

/** One way of deciding. */
interface Decisions {
  /** BPCER: live faces taken for attacks. */
  readonly live: PresentationRate;
  /** APCER of each species: attacks taken for live faces. */
  readonly species: ReadonlyMap<string, PresentationRate>;
}

export interface AttackResults {
  /** By the passive model alone. */
  readonly model: Decisions;
  /** By all cues without asking for anything; stills by the model, which is all that they can be judged by. */
  readonly passive: Decisions;
  /** By all cues and a challenge where they disagree, which nobody answers on purpose; clips only. */
  readonly challenge: Decisions;
  /** Live clips of which a movement was asked, so that their outcome is open. */
  readonly asked: { readonly n: number; readonly of: number };
}

/**
 * Rates by the definitions of ISO/IEC 30107-3: APCER for each species of attack instrument by itself, since the worst one
 * is what a door is worth; presentations that get no decision are counted apart and are part of neither.
 */
export function measureAttacks(presentations: readonly JudgedPresentation[]): AttackResults {
  const live = presentations.filter(({ species }) => species === null);
  const clips = live.flatMap(({ judgement }) =>
    judgement.kind === 'judged' && judgement.door ? [judgement.door] : [],
  );
  return {
    model: decide(presentations, (judgement) => judgement.live),
    passive: decide(presentations, livesUnasked),
    challenge: decide(presentations, ({ door }, attack) => {
      if (door === null) return null;
      // Whether somebody alive would have done what he was asked for is not known.
      return attack || door.asked === 0 ? door.accepted : null;
    }),
    asked: { n: clips.filter(({ asked }) => asked > 0).length, of: clips.length },
  };
}

type Judged = Extract<Judgement, { kind: 'judged' }>;

/** Whether a presentation passes by what is seen of it, without being asked for anything. */
export function livesUnasked({ live, door }: Judged): boolean {
  return door === null ? live : door.accepted && door.asked === 0;
}

/** @param lives the verdict; null where there is none. */
function decide(
  presentations: readonly JudgedPresentation[],
  lives: (judgement: Judged, attack: boolean) => boolean | null,
): Decisions {
  const names = new Set(presentations.flatMap(({ species }) => (species === null ? [] : [species])));
  const rateOf = (wanted: string | null): PresentationRate => {
    const shown = presentations.filter(({ species }) => species === wanted);
    const outcomes = shown.flatMap(({ file, judgement }) => {
      const verdict = judgement.kind === 'judged' ? lives(judgement, wanted !== null) : null;
      return verdict === null ? [] : [{ person: file, failed: verdict === (wanted !== null) }];
    });
    return { error: rateOverPersons(outcomes), noResponse: shown.length - outcomes.length };
  };
  return { live: rateOf(null), species: new Map([...names].sort().map((name) => [name, rateOf(name)])) };
}
