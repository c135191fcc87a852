import { averageTemplates } from '@hadir/shared/face/average-templates';
import { MATCH_MARGIN, matchThreshold } from '@hadir/shared/face/match-threshold';
import type { MatchCalibration } from '@hadir/shared/face/model-manifest';
import { nameMatch } from '@hadir/shared/face/name-match';
import { TemplateIndex } from '@hadir/shared/face/template-index';
import type { EmployeeId } from '@hadir/shared/ids';
import { startProgress } from './progress.ts';
import { type Rate, rateOverPersons } from './rate-over-persons.ts';
import type { Sample } from './score-pairs.ts';

export interface OpenSetOptions {
  /** Pictures of each person that become templates; at least one is left for a probe where there are two. */
  readonly enrol: number;
  /** Share of the people who are left out of the roster and come as strangers. */
  readonly leaveOut: number;
  readonly seed: number;
  /** Whether a person's templates are averaged into one, as at doors, or compared one by one. */
  readonly average: boolean;
  /** Bound on FPIR, from which the threshold follows. */
  readonly strangerPasses: number;
}

export interface Identification {
  /** People in the roster, and their templates. */
  readonly enrolled: number;
  readonly templates: number;
  /** Pictures of people in the roster that are looked for. */
  readonly probes: number;
  /** Pictures of people who are not in the roster. */
  readonly strangers: number;
  readonly threshold: number;
  /** Share of the probes whose best match is the right person, whatever the score. */
  readonly rank1: number;
  /** Strangers who are named. */
  readonly fpir: Rate;
  /** Probes who are not named, or by another's name. */
  readonly fnir: Rate;
  /** Probes named by another's name. */
  readonly misnamed: number;
}

/**
 * Identifies people at a door that does not know everybody: by the threshold for the roster's size and the margin to the
 * second best, one picture at a time. Source of the terms: ISO/IEC 19795-1.
 * @returns null where fewer than three people, or nobody with two pictures, are there.
 */
export function identifyOpenSet(
  samples: readonly Sample[],
  calibration: MatchCalibration,
  { enrol, leaveOut, seed, average, strangerPasses }: OpenSetOptions,
): Identification | null {
  const people = groupByPerson(samples);
  const drawn = shuffle([...people.keys()].sort(), seed);
  const strangers = new Set(drawn.slice(0, Math.max(1, Math.round(drawn.length * leaveOut))));
  const enrolled = drawn.filter((person) => !strangers.has(person));
  const roster: { employee: EmployeeId; template: Float32Array }[] = [];
  const probes: Sample[] = [];
  for (const person of enrolled) {
    const own = people.get(person) ?? [];
    const kept = Math.min(enrol, Math.max(1, own.length - 1));
    roster.push(
      ...own.slice(0, kept).map(({ embedding }) => ({ employee: person as EmployeeId, template: embedding })),
    );
    probes.push(...own.slice(kept));
  }
  if (enrolled.length < 2 || probes.length === 0) return null;
  const index = new TemplateIndex(average ? averageTemplates(roster) : roster);
  const threshold = matchThreshold(calibration, index.size, strangerPasses);
  const comeIn = samples.filter(({ person }) => strangers.has(person));
  const progress = startProgress('searches', probes.length + comeIn.length);
  let searched = 0;
  const search = ({ person, embedding }: Sample) => {
    const result = index.search(embedding);
    progress.step(++searched);
    return { person, nearest: result.best?.employee, named: nameMatch(result, threshold, MATCH_MARGIN) };
  };
  const found = probes.map(search);
  const mistaken = comeIn.map(search);
  progress.end();
  return {
    enrolled: enrolled.length,
    templates: roster.length,
    probes: probes.length,
    strangers: comeIn.length,
    threshold,
    rank1: found.filter(({ person, nearest }) => nearest === person).length / probes.length,
    fpir: rateOverPersons(mistaken.map(({ person, named }) => ({ person, failed: named !== null }))),
    fnir: rateOverPersons(found.map(({ person, named }) => ({ person, failed: named !== person }))),
    misnamed: found.filter(({ person, named }) => named !== null && named !== person).length,
  };
}

/** Fisher and Yates' shuffle with a generator that gives the same order for the same seed (mulberry32). */
function shuffle(items: readonly string[], seed: number): string[] {
  const shuffled = [...items];
  let state = seed >>> 0;
  for (let i = shuffled.length - 1; i > 0; i--) {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = Math.imul(state ^ (state >>> 15), state | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    const j = ((t ^ (t >>> 14)) >>> 0) % (i + 1);
    [shuffled[i], shuffled[j]] = [shuffled[j] as string, shuffled[i] as string];
  }
  return shuffled;
}

function groupByPerson(samples: readonly Sample[]): Map<string, Sample[]> {
  const people = new Map<string, Sample[]>();
  for (const sample of samples) people.set(sample.person, [...(people.get(sample.person) ?? []), sample]);
  return people;
}
